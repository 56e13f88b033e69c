import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'

/** Whoever has nothing of this repository but its two tarballs. */

/** As outside of tests: with Vitest's own NODE_ENV bundlers would build for development. */
export const environment = { ...process.env, NODE_ENV: undefined }

export function run(command: string, args: string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', env: environment })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}\n${stderr}`)
  return stdout
}

export function writeInto(folder: string, file: string, content: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), content)
}

/** Builds both packages, puts their tarballs into an app, and says how it depends on them. */
export function packInto(app: string): Record<'react-3as' | 'react-3as-sandbox', string> {
  run('npm', ['run', '--silent', 'build'], process.cwd())
  return { 'react-3as': pack('.', app), 'react-3as-sandbox': pack('packages/sandbox', app) }
}

function pack(folder: string, app: string): string {
  const packed = JSON.parse(
    run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', app], folder),
  ) as unknown
  const { filename } = (Array.isArray(packed) ? packed[0] : Object.values(packed as object)[0]) as { filename: string }
  return `file:./${filename}`
}

interface Manifest {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}

/** Installs what a `package.json` names, with these versions in place of its own, and without what is null. */
export function install(app: string, versions: Record<string, string | null>): void {
  const manifest = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as Manifest
  const dependencies = { ...manifest.devDependencies, ...manifest.dependencies, ...versions }
  const wanted = Object.fromEntries(Object.entries(dependencies).filter(([, version]) => version !== null))
  writeInto(app, 'package.json', JSON.stringify({ ...manifest, devDependencies: {}, dependencies: wanted }, null, 2))
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], app)
}

export async function freePort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return String(port)
}
