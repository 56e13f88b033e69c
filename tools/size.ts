import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

interface Budget {
  what: string
  /** A module that imports what a partner would. */
  code: string
  maxKilobytes: number
}

/** Gzip kilobytes (1 kB = 1000 bytes) of what a partner's customers load; react and react-query not counted. */
const budgets: Budget[] = [
  {
    what: 'DashboardFrame + provider + HTTP adapter',
    code: `export { AnalyticsProvider, DashboardFrame, createHttpAdapter } from './dist/index.js'`,
    maxKilobytes: 8,
  },
  {
    what: '… + UpgradeModal + PackagePicker',
    code: `export { AnalyticsProvider, DashboardFrame, createHttpAdapter, UpgradeModal, PackagePicker } from './dist/index.js'`,
    maxKilobytes: 15,
  },
  { what: 'whole browser entry', code: `export * from './dist/index.js'`, maxKilobytes: 24 },
]
const stylesBudget = 6
const entry = 'size-entry'

const kilobytes = (content: string | Uint8Array) => gzipSync(content, { level: 9 }).length / 1000

async function measure({ what, code, maxKilobytes }: Budget): Promise<boolean> {
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    logLevel: 'silent',
    external: [/^react($|\/)/, /^react-dom/, /^@tanstack\//],
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? `${process.cwd()}/${entry}.js` : null),
        load: (id) => (id.endsWith(`${entry}.js`) ? code : null),
      },
    ],
  })
  const { output } = await bundle.generate({ format: 'esm', minify: true, codeSplitting: false })
  await bundle.close()
  const [chunk] = output
  const size = kilobytes(chunk.code)
  report(what, size, maxKilobytes)
  const biggest = Object.entries(chunk.modules)
    .map(([id, { renderedLength }]) => ({
      name: relative(process.cwd(), id).replace('node_modules/', ''),
      renderedLength,
    }))
    .sort((a, b) => b.renderedLength - a.renderedLength)
    .slice(0, 5)
  for (const { name, renderedLength } of biggest) console.log(`      ${String(renderedLength).padStart(7)} B  ${name}`)
  return size <= maxKilobytes
}

function report(what: string, size: number, max: number): void {
  console.log(`${size <= max ? '✓' : '✗'} ${size.toFixed(1).padStart(5)} kB of ${max} kB  ${what}`)
}

const fits: boolean[] = []
for (const budget of budgets) fits.push(await measure(budget))
const styles = kilobytes(readFileSync('dist/styles.css'))
report('styles.css', styles, stylesBudget)
fits.push(styles <= stylesBudget)
if (fits.includes(false)) {
  console.error(
    'A budget is exceeded. Budgets are in tools/size.ts; make the import lighter rather than the budget larger.',
  )
  process.exitCode = 1
}
