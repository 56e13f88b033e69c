import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

interface Budget {
  what: string
  /** A module that imports what a partner would. */
  code: string
  /** `first_load`: what a page loads before anything is clicked. `everything`: also what is loaded later. */
  counts: 'first_load' | 'everything'
  maxKilobytes: number
}

const embed = 'AnalyticsProvider, DashboardFrame, createHttpAdapter'

/** Gzip kilobytes (1 kB = 1000 bytes) of what a partner's customers load; react and react-query not counted. */
const budgets: Budget[] = [
  {
    what: 'DashboardFrame + provider + HTTP adapter',
    code: `export { ${embed} } from './dist/index.js'`,
    counts: 'everything',
    maxKilobytes: 8,
  },
  {
    what: '… + UpgradeModal, when the page loads',
    code: `export { ${embed}, UpgradeModal } from './dist/index.js'`,
    counts: 'first_load',
    maxKilobytes: 8.5,
  },
  {
    what: '… + UpgradeModal + PackagePicker, once plans are opened',
    code: `export { ${embed}, UpgradeModal, PackagePicker } from './dist/index.js'`,
    counts: 'everything',
    maxKilobytes: 31,
  },
  { what: 'whole browser entry', code: `export * from './dist/index.js'`, counts: 'everything', maxKilobytes: 35 },
]
const stylesBudget = 6
const entry = 'size-entry'

const kilobytes = (content: string | Uint8Array) => gzipSync(content, { level: 9 }).length / 1000

async function measure({ what, code, counts, maxKilobytes }: Budget): Promise<boolean> {
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
  const { output } = await bundle.generate({ format: 'esm', minify: true, codeSplitting: counts === 'first_load' })
  await bundle.close()
  const chunks = output.filter((part) => part.type === 'chunk')
  const first = chunks.find(({ isEntry }) => isEntry)
  const wanted = new Set(first ? [first.fileName] : [])
  // A set grows while it is walked: what the first chunk imports, and what that imports.
  for (const name of wanted) chunks.find(({ fileName }) => fileName === name)?.imports.forEach((id) => wanted.add(id))
  const loaded = chunks.filter(({ fileName }) => wanted.has(fileName))
  const size = loaded.reduce((sum, { code: content }) => sum + kilobytes(content), 0)
  report(what, size, maxKilobytes)
  const biggest = loaded
    .flatMap(({ modules }) => Object.entries(modules))
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
