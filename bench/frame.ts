import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import type { Page } from 'playwright'
import { launchChromium } from '../test/chromium.ts'

// npm run build && npm run bench:frame: a dashboard from mounting to its load event, beside an iframe written by hand, in
// turn; what an upgrade click shows before the dialog's code is there; and what 10,000 mounts leave behind. Needs `dist`.

const rounds = 50
const targets = { 'URL at hand': 1.05, 'URL fetched': 1.1 } as const

async function listen(answer: RequestListener) {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, server }
}

const dashboard = await listen((_request, response) => {
  response.setHeader('content-type', 'text/html')
  response.end('<!doctype html><title>Dashboard</title><h1>Overview</h1>')
})

const { outputFiles } = await build({
  entryPoints: ['bench/frame/page.tsx'],
  bundle: true,
  splitting: true,
  format: 'esm',
  minify: true,
  jsx: 'automatic',
  // The package as it is built: the paths of the repository's own lead to its sources.
  tsconfigRaw: {},
  write: false,
  logLevel: 'error',
  outdir: '/',
  define: { 'process.env.NODE_ENV': '"production"' },
})
const files = new Map(outputFiles.map(({ path, contents }) => [path, contents]))

let count = 0
const host = await listen((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://host')
  if (pathname === '/api/dashboard-url') {
    response.setHeader('content-type', 'application/json')
    const url = `${dashboard.origin}/?n=${++count}`
    // About what a backend in the same region takes.
    setTimeout(() => response.end(JSON.stringify({ url, expiresInSeconds: 3600 })), 20)
  } else if (files.has(pathname)) {
    response.setHeader('content-type', 'text/javascript')
    // The dialog's code comes late.
    setTimeout(() => response.end(files.get(pathname)), pathname.includes('UpgradeDialog') ? 1_000 : 0)
  } else {
    response.setHeader('content-type', 'text/html')
    response.end(
      '<!doctype html><title>Acme</title><div id="root"></div><script type="module" src="/page.js"></script>',
    )
  }
})

const browser = await launchChromium()
const fails: string[] = []

async function open(): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.goto(host.origin)
  await page.waitForFunction(() => 'bench' in globalThis)
  return page
}

const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] as number

const page = await open()
for (const [how, most] of Object.entries(targets)) {
  const ways = [`by hand, ${how}`, `kit, ${how}`] as Parameters<typeof bench.fromMountToLoad>[0][]
  const times = ways.map((): number[] => [])
  for (let round = -5; round < rounds; round++) {
    for (const [index, way] of ways.entries()) {
      const ms = await page.evaluate((chosen) => globalThis.bench.fromMountToLoad(chosen), way)
      if (round >= 0) times[index]?.push(ms)
    }
  }
  const [hand, kit] = times.map(median) as [number, number]
  judge(`from mounting to load, ${how}: ${kit.toFixed(1)} ms, by hand ${hand.toFixed(1)} ms, ratio`, kit / hand, most)
}
await page.close()

const clicks: number[] = []
for (let round = 0; round < 10; round++) {
  const fresh = await open()
  clicks.push(await fresh.evaluate(() => globalThis.bench.fromClickToAnswer()))
  await fresh.close()
}
judge('from an upgrade click to an answer, the code of the dialog still on its way, ms', median(clicks), 50)

const heap = await open()
const devtools = await heap.context().newCDPSession(heap)
const usedMegabytes = async () => {
  await devtools.send('HeapProfiler.collectGarbage')
  return (await devtools.send('Runtime.getHeapUsage')).usedSize / 1e6
}
await heap.evaluate(() => globalThis.bench.mountAndUnmount(200))
const before = await usedMegabytes()
await heap.evaluate(() => globalThis.bench.mountAndUnmount(10_000))
judge('left by 10,000 mounts of provider and frame, MB', (await usedMegabytes()) - before, 2)

await browser.close()
for (const { server } of [host, dashboard]) server.close().closeAllConnections()
if (fails.length > 0) process.exitCode = 1

function judge(what: string, value: number, most: number): void {
  const isGood = value <= most
  console.log(`${isGood ? '✓' : '✗'} ${value.toFixed(2)} of ${most}  ${what}`)
  if (!isGood) fails.push(what)
}
