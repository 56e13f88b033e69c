import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { run } from './run-command.ts'

const stranger = inject('stranger')
const tool = (path: string) => join(inject('hostsFolder'), 'node_modules', path)
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

const handler = `
import { VisitorAnalytics, createPartnerHandler, invoiced, postgresStore, toNodeHandler } from 'react-3as/server'
export const analytics = createPartnerHandler({
  threeAs: new VisitorAnalytics({
    intp: { id: '3a500000-0000-4000-8000-000000000009', privateKey: KEY },
    apiUrl: 'http://127.0.0.1:1',
    dashboardUrl: 'http://127.0.0.1:1',
  }),
  authenticate: () => null,
  payments: invoiced(),
  publicUrl: 'http://localhost:5173',
  background: false,
})`
/** Asks the handler, mounts it, and tries to open a database without \`pg\`. */
const backend = `${handler.replace('KEY', 'process.env.KEY')}
const { status } = await analytics(new Request('http://localhost:5173/api/analytics/websites'))
const pg = await postgresStore('postgres://127.0.0.1:1/none').findQuote('q').then(() => 'opened', (error) => error.message)
console.log(JSON.stringify({ status, mounted: typeof toNodeHandler(analytics), pg }))
`
const worker = `${handler.replace('KEY', 'globalThis.KEY ?? ""').replace('export const analytics =', 'const make = () =>')}
export default {
  fetch(request, env) {
    globalThis.KEY = env.KEY
    return make()(request)
  },
}
export { postgresStore, toNodeHandler }
`

function write(file: string, content: string): void {
  mkdirSync(dirname(join(stranger, file)), { recursive: true })
  writeFileSync(join(stranger, file), content)
}

/** Runs a bundle where no package can be found. */
function runAlone(folder: string, main: string): unknown {
  const output = run(folder, 'env', `KEY=${privateKey}`, process.execPath, main)
  return JSON.parse(output.slice(output.indexOf('{"status"')).split('\n')[0]!)
}

const works = { status: 401, mounted: 'function', pg: 'postgresStore needs the package pg: npm install pg' }

let alone: string
beforeAll(() => {
  alone = mkdtempSync(join(tmpdir(), 'bundled-'))
  write('backend.js', backend)
  write('worker.js', worker)
  for (const name of ['esbuild', 'webpack', 'ncc']) {
    mkdirSync(join(alone, name))
    writeFileSync(join(alone, name, 'package.json'), '{ "type": "module" }')
  }
})
afterAll(() => rmSync(alone, { recursive: true }))

describe('a backend without pg', () => {
  it('is bundled by esbuild for Node', () => {
    const outfile = join(alone, 'esbuild/main.js')
    const printed = run(
      stranger,
      tool('esbuild/bin/esbuild'),
      'backend.js',
      '--bundle',
      '--platform=node',
      '--format=esm',
      `--outfile=${outfile}`,
    )
    expect(printed).not.toMatch(/warning/i)
    expect(runAlone(join(alone, 'esbuild'), outfile)).toEqual(works)
  })

  it('is bundled by webpack for Node', () => {
    const output = { path: join(alone, 'webpack'), filename: 'main.js', module: true, chunkFormat: 'module' }
    const configuration = {
      mode: 'production',
      target: 'node20',
      entry: './backend.js',
      experiments: { outputModule: true },
      output,
    }
    write(
      'webpack.js',
      `import webpack from 'webpack'
webpack(${JSON.stringify(configuration)}, (error, stats) => {
  console.log(error ?? stats.toString({ errors: true, warnings: true, assets: false }))
  if (error || stats.hasErrors() || stats.hasWarnings()) process.exitCode = 1
})`,
    )
    run(stranger, process.execPath, 'webpack.js')
    expect(runAlone(join(alone, 'webpack'), 'main.js')).toEqual(works)
  })

  it('is bundled by ncc', () => {
    const printed = run(
      stranger,
      process.execPath,
      tool('@vercel/ncc/dist/ncc/cli.js'),
      'build',
      'backend.js',
      '-o',
      join(alone, 'ncc'),
    )
    expect(printed).not.toMatch(/warning|can't resolve/i)
    expect(
      runAlone(
        join(alone, 'ncc'),
        readdirSync(join(alone, 'ncc')).find((name) => /^index\.m?js$/.test(name))!,
      ),
    ).toEqual(works)
  })
})

describe('a Worker', () => {
  async function answerOf(file: string): Promise<number> {
    const workers = new Miniflare({
      // As wrangler hands it over: given as one text, Miniflare would look for what is imported by a variable.
      modules: [{ type: 'ESModule', path: 'worker.mjs', contents: readFileSync(file, 'utf8') }],
      compatibilityDate: '2026-01-01',
      bindings: { KEY: privateKey },
    })
    try {
      return (await workers.dispatchFetch('http://partner.test/api/analytics/websites')).status
    } finally {
      await workers.dispose()
    }
  }

  it('is bundled by wrangler, without a word about Node', async () => {
    write('wrangler.toml', 'name = "partner"\nmain = "worker.js"\ncompatibility_date = "2026-01-01"\n')
    const outdir = join(alone, 'wrangler')
    const printed = run(
      stranger,
      process.execPath,
      tool('wrangler/bin/wrangler.js'),
      'deploy',
      '--dry-run',
      '--outdir',
      outdir,
    )
    expect(printed).not.toMatch(/node:|could not be resolved|build into node/i)
    expect(await answerOf(join(outdir, 'worker.js'))).toBe(401)
  })

  it('is bundled by esbuild', async () => {
    const outfile = join(alone, 'worker.mjs')
    run(
      stranger,
      tool('esbuild/bin/esbuild'),
      'worker.js',
      '--bundle',
      '--platform=browser',
      '--conditions=workerd,worker',
      '--format=esm',
      `--outfile=${outfile}`,
    )
    expect(await answerOf(outfile)).toBe(401)
  })
})

describe('a Next app without pg', () => {
  beforeAll(() => {
    write('app/layout.jsx', `export default ({ children }) => <html lang="en"><body>{children}</body></html>`)
    write(
      'app/page.jsx',
      `import { Plans } from './plans.jsx'\nimport 'react-3as/styles.css'\nexport default () => <Plans />`,
    )
    write(
      'app/plans.jsx',
      `'use client'
import { AnalyticsProvider, PackagePicker, createHttpAdapter } from 'react-3as'
const adapter = createHttpAdapter({ baseUrl: '/api/analytics' })
export const Plans = () => <AnalyticsProvider adapter={adapter}><PackagePicker websiteId="acme-bikes" /></AnalyticsProvider>`,
    )
    write(
      'next.config.js',
      `export default { turbopack: { root: ${JSON.stringify(inject('hostsFolder'))} }, outputFileTracingRoot: ${JSON.stringify(inject('hostsFolder'))} }`,
    )
    write('key.js', `export const KEY = ${JSON.stringify(privateKey)}`)
    write(
      'app/api/analytics/[...path]/route.js',
      `import { KEY } from '../../../../key.js'\n${handler}\nexport const GET = analytics\nexport const POST = analytics`.replace(
        'export const analytics',
        'const analytics',
      ),
    )
  })

  it.each(['--turbopack', '--webpack'])('is built with next build %s, and answers', async (bundler) => {
    rmSync(join(stranger, '.next'), { recursive: true, force: true })
    const printed = run(stranger, process.execPath, tool('next/dist/bin/next'), 'build', bundler)
    expect(printed).not.toMatch(/critical dependency|can't resolve|module not found/i)
    const server = spawn(process.execPath, [tool('next/dist/bin/next'), 'start', '--port', '0'], {
      cwd: stranger,
      env: { ...process.env, NODE_ENV: undefined },
    })
    try {
      const url = await new Promise<string>((resolve, reject) => {
        let output = ''
        server.stdout.on('data', (chunk: Buffer) => {
          output += chunk.toString()
          const [, address] = /(http:\/\/localhost:\d+)/.exec(output) ?? []
          if (address) resolve(address)
        })
        server.once('exit', () => reject(new Error(`next start ended: ${output}`)))
      })
      await expect
        .poll(() => fetch(`${url}/api/analytics/websites`).then(({ status }) => status, String), { timeout: 30_000 })
        .toBe(401)
    } finally {
      server.kill()
    }
  })
})
