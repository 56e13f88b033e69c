import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { withEsbuild, withRolldown, withWebpackOf, type Bundler, type BundlerName } from './size/bundlers.ts'
import { pages, steps, stylesBudget, type Page } from './size/budgets.ts'
import { outdatedLines, writeLines, type TableLine } from './size/readme-table.ts'

// npm run size [-- --webpack <folder>] [-- --write]: what a partner's customers load, by the bundlers that partners use.
// Webpack is measured where a folder that has it is given; `npm run test:all` does. --write puts the figures into the README.

const { webpack, write } = parseArgs({ options: { webpack: { type: 'string' }, write: { type: 'boolean' } } }).values
const bundlers: [BundlerName, Bundler][] = [
  ['rolldown', withRolldown],
  ['esbuild', withEsbuild],
  ...(webpack === undefined ? [] : [['webpack', withWebpackOf(webpack)] as [BundlerName, Bundler]]),
]

const kilobytes = (content: string | Uint8Array) => gzipSync(content, { level: 9 }).length / 1000

const inReadme: TableLine[] = []

async function fits({ what, code, counts, maxKilobytes, label }: Page, [name, bundle]: [BundlerName, Bundler]) {
  const chunks = (await bundle(code)).filter(({ step }) => step <= steps[counts])
  const size = chunks.reduce((sum, chunk) => sum + kilobytes(chunk.code), 0)
  if (label !== undefined && name !== 'webpack') note(label, { [name]: size })
  return report(`${name.padEnd(8)} ${what}`, size, maxKilobytes[name])
}

function note(label: string, figure: Partial<TableLine>): void {
  const known = inReadme.find((line) => line.label === label)
  if (known) Object.assign(known, figure)
  else inReadme.push({ label, rolldown: 0, esbuild: 0, ...figure })
}

function report(what: string, size: number, max: number): boolean {
  console.log(`${size <= max ? '✓' : '✗'} ${size.toFixed(1).padStart(5)} kB of ${String(max).padStart(3)}  ${what}`)
  return size <= max
}

const all: boolean[] = []
for (const page of pages) for (const bundler of bundlers) all.push(await fits(page, bundler))
const styles = kilobytes(readFileSync('dist/styles.css'))
all.push(report('styles.css', styles, stylesBudget))
note('`styles.css`', { rolldown: styles, esbuild: styles })
if (all.includes(false)) {
  console.error(
    'A budget is exceeded: see tools/size/budgets.ts. Make the import lighter rather than the budget larger.',
  )
  process.exitCode = 1
}
if (write) writeLines(inReadme)
const outdated = outdatedLines(inReadme)
if (outdated.length > 0) {
  console.error(`The README has other figures for ${outdated.join(', ')}: npm run size -- --write`)
  process.exitCode = 1
}
