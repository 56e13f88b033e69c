import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { withEsbuild, withRolldown, withWebpackOf, type Bundler, type BundlerName } from './size/bundlers.ts'
import { pages, steps, stylesBudget, type Page } from './size/budgets.ts'

// npm run size [-- --webpack <folder>]: what a partner's customers load, by the bundlers that partners use. Webpack is
// measured where a folder that has it is given; `npm run test:all` does.

const { webpack } = parseArgs({ options: { webpack: { type: 'string' } } }).values
const bundlers: [BundlerName, Bundler][] = [
  ['rolldown', withRolldown],
  ['esbuild', withEsbuild],
  ...(webpack === undefined ? [] : [['webpack', withWebpackOf(webpack)] as [BundlerName, Bundler]]),
]

const kilobytes = (content: string | Uint8Array) => gzipSync(content, { level: 9 }).length / 1000

async function fits({ what, code, counts, maxKilobytes }: Page, [name, bundle]: [BundlerName, Bundler]) {
  const chunks = (await bundle(code)).filter(({ step }) => step <= steps[counts])
  const size = chunks.reduce((sum, chunk) => sum + kilobytes(chunk.code), 0)
  return report(`${name.padEnd(8)} ${what}`, size, maxKilobytes[name])
}

function report(what: string, size: number, max: number): boolean {
  console.log(`${size <= max ? '✓' : '✗'} ${size.toFixed(1).padStart(5)} kB of ${String(max).padStart(3)}  ${what}`)
  return size <= max
}

const all: boolean[] = []
for (const page of pages) for (const bundler of bundlers) all.push(await fits(page, bundler))
all.push(report('styles.css', kilobytes(readFileSync('dist/styles.css')), stylesBudget))
if (all.includes(false)) {
  console.error(
    'A budget is exceeded: see tools/size/budgets.ts. Make the import lighter rather than the budget larger.',
  )
  process.exitCode = 1
}
