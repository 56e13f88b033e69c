import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildWorkbench } from '../../playground/build.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
}

export interface BuiltSite {
  url: string
  /** Where its files are. */
  folder: string
  /** How many bytes each file has that was asked for since this was last called, after gzip. */
  takeLoaded: () => Map<string, number>
  /** The server goes away. */
  stop: () => Promise<void>
}

/** A site of one's own, served; see `buildWorkbench` for its options. */
export async function builtSite(options: Parameters<typeof buildWorkbench>[1] = {}): Promise<BuiltSite> {
  const folder = mkdtempSync(join(tmpdir(), 'workbench-'))
  await buildWorkbench(folder, options)
  const served = await servedSite(folder)
  return { ...served, stop: () => served.stop().then(() => rmSync(folder, { recursive: true, force: true })) }
}

/** A site that was built, below a path of a plain file server. */
export async function servedSite(folder: string): Promise<BuiltSite> {
  let loaded = new Map<string, number>()
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://files')
    const file = pathname === '/some/path/' ? 'index.html' : pathname.replace(/^\/some\/path\//, '')
    readFile(join(folder, file)).then(
      (content) => {
        loaded.set(file, extname(file) === '.woff2' ? content.length : gzipSync(content, { level: 9 }).length)
        response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain' }).end(content)
      },
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  let stopped: Promise<void> | undefined
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/some/path/`,
    folder,
    takeLoaded() {
      const taken = loaded
      loaded = new Map()
      return taken
    },
    stop() {
      stopped ??= new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      return stopped
    },
  }
}
