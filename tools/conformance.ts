import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runSuite, type Result } from '../test/conformance/suite.ts'

const usage = `Puts a 3AS platform, or what plays one, to the test of the rules in docs/reference/platform.md.

  npm run conformance -- --url http://127.0.0.1:4300 --intp ID --key jwtRS256.key

  --url            base URL of the REST API
  --intp           id of the INTP to act as
  --key            file with its RSA private key (PEM)
  --dashboard-url  also the dashboard page
  --data-url       also the data API (ends in /api)
  --packages       also makes a package, which the API cannot delete again

It makes customers whose ids begin with "conformance-", and deletes them at the end.
`

const options = {
  url: { type: 'string' },
  intp: { type: 'string' },
  key: { type: 'string' },
  'dashboard-url': { type: 'string' },
  'data-url': { type: 'string' },
  packages: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

function stop(problem: string): never {
  process.stderr.write(`${problem}\n\n${usage}`)
  process.exit(2)
}

function readArguments() {
  try {
    return parseArgs({ options }).values
  } catch (error) {
    return stop(error instanceof Error ? error.message : 'The arguments are wrong.')
  }
}

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return stop(`--key: ${file} cannot be read.`)
  }
}

const symbols = { passed: '✓', failed: '✗', skipped: '-' } as const

function print({ name, outcome, reason }: Result): void {
  process.stdout.write(
    `${symbols[outcome]} ${name}${reason === null ? '' : `\n    ${reason.replaceAll('\n', '\n    ')}`}\n`,
  )
}

const { url, intp, key, help, packages, ...more } = readArguments()
if (help) {
  process.stdout.write(usage)
  process.exit(0)
}
if (!url || !intp || !key) stop('--url, --intp and --key are needed.')
if (!URL.canParse(url)) stop('--url is not a URL.')

const withoutSlash = (text: string | undefined) => text?.replace(/\/+$/, '')
try {
  const { results, left } = await runSuite(
    {
      url: url.replace(/\/+$/, ''),
      intpId: intp,
      privateKey: readKey(key),
      dashboardUrl: withoutSlash(more['dashboard-url']),
      dataUrl: withoutSlash(more['data-url']),
      makesPackages: packages,
    },
    print,
  )
  const count = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome).length
  if (left.length > 0) process.stdout.write(`\nNot deleted: ${left.join(', ')}\n`)
  process.stdout.write(`\n${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped\n`)
  process.exitCode = count('failed') > 0 ? 1 : 0
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
