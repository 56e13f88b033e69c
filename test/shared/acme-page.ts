import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { build } from 'vite'
import { playgroundPage } from '../../playground/page.ts'

/** Builds the playground's page, with React's warnings in it, so that not every test has Vite transform its modules. */
export async function buildAcmePage(): Promise<{ at: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'acme-page-'))
  await build({
    ...playgroundPage(),
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    build: { outDir: folder, emptyOutDir: true, minify: false, reportCompressedSize: false },
  })
  return { at: folder, stop: async () => rmSync(folder, { recursive: true, force: true }) }
}

const types: Record<string, string> = {
  '.png': 'image/png',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
}

/** Serves what `buildAcmePage` has built: its files, and the page for every other path. */
export function servesFolder(folder: string): RequestListener {
  return async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://acme')
    const file = extname(pathname) in types ? pathname : '/index.html'
    const content = await readFile(join(folder, file)).catch(() => null)
    if (content === null) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': types[extname(file)] }).end(content)
  }
}
