import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { writeDocs } from './docs/site.ts'
import { packPackages } from './pack-packages.ts'
import { workbenchPage } from './workbench-page.ts'

interface BuildOptions {
  /**
   * Puts `react-3as.tgz` and `react-3as-sandbox.tgz` into a folder, for the projects that are downloaded. Without it there is
   * nothing to download, as in tests of something else.
   */
  pack?: (folder: string) => Promise<void>
}

/** Makes the workbench a static site: any file server has it, under any path, and after the first visit it works offline. */
export async function buildWorkbench(folder: string, { pack }: BuildOptions = {}): Promise<void> {
  // Whoever builds it from a test has the test's, and would get a site for development.
  const { NODE_ENV } = process.env
  process.env['NODE_ENV'] = 'production'
  await build({
    ...workbenchPage(),
    mode: 'production',
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
    },
  })
  if (NODE_ENV === undefined) delete process.env['NODE_ENV']
  else process.env['NODE_ENV'] = NODE_ENV
  await writeDocs(folder)
  if (pack) {
    mkdirSync(join(folder, 'packages'))
    await pack(join(folder, 'packages'))
  }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
  const digest = createHash('sha256')
  for (const file of files) digest.update(file).update(readFileSync(join(folder, file)))
  const first = files.filter((file) => !keptOnceSeen.test(file))
  writeFileSync(join(folder, 'sw.js'), serviceWorker(digest.digest('hex').slice(0, 16), first))
}

/** Most readers never open these, and they would make the first visit twice as heavy. */
const keptOnceSeen = /^docs\/(api|files|images|contact-sheets)\//

/** Keeps files and nothing else: whatever has a state lives with the tab. */
const serviceWorker = (version: string, files: readonly string[]) => `const name = 'react-3as-playground-${version}'
const files = ${JSON.stringify(['./', ...files])}
addEventListener('install', (event) => event.waitUntil(caches.open(name).then((cache) => cache.addAll(files)).then(() => skipWaiting())))
addEventListener('activate', (event) => event.waitUntil(caches.keys().then((names) =>
  Promise.all(names.filter((other) => other.startsWith('react-3as-playground-') && other !== name).map((other) => caches.delete(other))))))
async function kept(event) {
  const { request } = event
  const known = (await caches.match(request, { ignoreSearch: true })) ??
    (request.url.endsWith('/') ? await caches.match(request.url + 'index.html') : undefined)
  if (known) return known
  const fresh = await fetch(request)
  if (fresh.ok && fresh.type === 'basic') {
    const copy = fresh.clone()
    event.waitUntil(caches.open(name).then((cache) => cache.put(event.request, copy)))
  }
  return fresh
}
addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET') return
  event.respondWith(kept(event))
})
`

if (import.meta.main) {
  // Into a folder that is named nothing is packed: a test opens it, and downloads nothing.
  const [named] = process.argv.slice(2)
  const folder = named ?? new URL('../dist-playground', import.meta.url).pathname
  await buildWorkbench(folder, named === undefined ? { pack: packPackages } : {})
  console.log(`The workbench is built. Serve ${folder} with any file server.`)
}
