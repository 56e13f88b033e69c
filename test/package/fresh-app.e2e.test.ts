import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchChromium } from '../chromium.ts'
import { olderNode } from '../older-node.ts'

/**
 * The package as a stranger meets it: the tarball in a new Vite app outside of the repository, with the README's lines.
 * The ports are the README's, moved to free ones.
 */
const readme = readFileSync('README.md', 'utf8')
const node = process.execPath
const base = 20_000 + (process.pid % 20_000)
const ports = { '4300': base, '4301': base + 1, '3000': base + 2, '5173': base + 3 }
const processes: ChildProcess[] = []
let app: string
let browser: Browser

function fromReadme(file: string): string {
  const block = new RegExp(`\`\`\`\\w+\\n(// ${file.replace('.', '\\.')}\\n[\\s\\S]*?)\`\`\``).exec(readme)
  if (!block?.[1]) throw new Error(`The README has no code for ${file}.`)
  return Object.entries(ports).reduce(
    (code, [port, free]) => code.replaceAll(`:${port}`, `:${free}`).replace(`(${port},`, `(${free},`),
    block[1],
  )
}

function write(file: string, content: string): void {
  mkdirSync(dirname(join(app, file)), { recursive: true })
  writeFileSync(join(app, file), content)
}

function run(command: string, args: string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}\n${stderr}`)
  return stdout
}

/** Makes a package's tarball in the app, and says how to depend on it. */
function pack(folder: string): string {
  const packed = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', app], folder)) as unknown
  const { filename } = (Array.isArray(packed) ? packed[0] : Object.values(packed as object)[0]) as { filename: string }
  return `file:./${filename}`
}

function start(args: string[]): void {
  processes.push(spawn(node, args, { cwd: app, stdio: 'ignore' }))
}

async function answers(url: string): Promise<void> {
  await expect
    .poll(
      () =>
        fetch(url).then(
          () => true,
          () => false,
        ),
      { timeout: 20_000, interval: 50 },
    )
    .toBe(true)
}

const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  devDependencies: Record<string, string>
}
const versionOf = (name: string) => devDependencies[name] ?? 'latest'

beforeAll(async () => {
  app = mkdtempSync(join(tmpdir(), 'fresh-app-'))
  run('npm', ['run', '--silent', 'build'], process.cwd())
  write(
    'package.json',
    JSON.stringify({
      private: true,
      type: 'module',
      dependencies: {
        'react-3as': pack('.'),
        'react-3as-sandbox': pack('packages/sandbox'),
        '@tanstack/react-query': versionOf('@tanstack/react-query'),
        react: versionOf('react'),
        'react-dom': versionOf('react-dom'),
        '@types/react': versionOf('@types/react'),
        '@types/react-dom': versionOf('@types/react-dom'),
        vite: versionOf('vite'),
        typescript: '7.0.2',
      },
    }),
  )
  write(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        jsx: 'react-jsx',
        module: 'esnext',
        moduleResolution: 'bundler',
        target: 'es2022',
        lib: ['es2023', 'dom'],
        types: ['vite/client'],
      },
      include: ['src'],
    }),
  )
  write(
    'index.html',
    '<!doctype html><html lang="en"><title>Fresh</title><div id="root"></div><script type="module" src="/src/main.tsx"></script></html>',
  )
  for (const file of ['server.js', 'src/main.tsx', 'vite.config.js']) write(file, fromReadme(file))
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], app)
  browser = await launchChromium()
}, 180_000)

afterAll(async () => {
  for (const child of processes) child.kill()
  await browser?.close()
  rmSync(app, { recursive: true, force: true })
})

it('type-checks, builds and shows the dashboard in Chromium', { timeout: 120_000 }, async () => {
  run(node, ['node_modules/typescript/bin/tsc'], app)
  run(node, ['node_modules/vite/bin/vite.js', 'build'], app)
  start(['node_modules/react-3as/dist/cli.js', 'sandbox', '--port', String(ports['4300'])])
  await answers(`http://127.0.0.1:${ports['4301']}/`)
  start(['server.js'])
  start(['node_modules/vite/bin/vite.js', 'preview', '--port', String(ports['5173']), '--host', 'localhost'])
  await answers(`http://localhost:${ports['5173']}/`)
  const page = await browser.newPage()
  await page.goto(`http://localhost:${ports['5173']}/`)
  await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor()
  expect(await page.frameLocator('iframe').getByRole('heading', { level: 1 }).textContent()).toContain(
    'bikes.acme.test',
  )
})

it.each([
  ['react-3as-sandbox', ['node_modules/react-3as-sandbox/dist/cli.js']],
  ['react-3as sandbox', ['node_modules/react-3as/dist/cli.js', 'sandbox']],
])('tells an old Node plainly what %s needs', (_command, args) => {
  const old = spawnSync(olderNode(20), args, { cwd: app, encoding: 'utf8' })
  expect(old.status).not.toBe(0)
  expect(old.stderr).toMatch(/Node(\.js)? 22\.13/)
})

it('says what to install when the sandbox is not there', () => {
  const { status, stderr } = spawnSync(node, [join(app, 'node_modules/react-3as/dist/cli.js'), 'sandbox'], {
    cwd: tmpdir(),
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringContaining('npm install --save-dev react-3as-sandbox') as string,
  })
})
