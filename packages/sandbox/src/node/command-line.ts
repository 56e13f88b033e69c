import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { SandboxConfig } from '../core/config.ts'
import { demoIntps } from '../core/demo.ts'
import { SandboxError } from '../core/sandbox-error.ts'
import { defaultPort, startSandbox, type Sandbox, type SandboxOptions } from './start.ts'

const usage = `Usage: react-3as-sandbox [options]

Starts the 3AS platform in a box: REST API, data API, dashboard and control API.

  --port <n>                   REST, data and control API (default ${defaultPort}; 0 takes any free port)
  --dashboard-port <n>         the dashboard's own origin (default: the next port)
  --payments <url>             a payment provider on the port after the dashboard's; its webhooks go to this address
  --host <address>             address to listen on (default 127.0.0.1)
  --config <file.json>         INTPs, packages and customers of your own
  --data <dir>                 keep the state in this folder, across restarts
  --no-traffic                 no generated visits, only recorded ones
  --rules <which>              today (default): as the vendor's tests show the platform now; or announced
  --strict-status              refusals answer 400, as announced, instead of 500
  --frame-ancestors <origins>  who may frame the dashboard, separated by commas or spaces (default: anybody)
  --help                       this text`

/** The command line. Sets the exit code; the sandbox runs until it is told to stop. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  try {
    await runCommand(args)
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error
    console.error(`react-3as-sandbox: ${error.message}`)
    process.exitCode = 1
  }
}

async function runCommand(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) {
    console.log(usage)
    return
  }
  const sandbox = await startSandbox(await optionsFrom(args))
  stopOnSignal(sandbox)
  console.log(welcome(sandbox))
}

async function optionsFrom(args: readonly string[]): Promise<SandboxOptions> {
  const given = parse(args)
  const port = given.port === undefined ? undefined : portFrom('--port', given.port)
  const dashboardPort =
    given['dashboard-port'] === undefined ? undefined : portFrom('--dashboard-port', given['dashboard-port'])
  return {
    ...(port !== undefined && { port }),
    ...(dashboardPort !== undefined && { dashboardPort }),
    ...(given.payments !== undefined && {
      payments: {
        port: port === 0 ? 0 : (dashboardPort ?? (port ?? defaultPort) + 1) + 1,
        webhookUrl: webhookUrlFrom(given.payments),
      },
    }),
    ...(given.host !== undefined && { host: given.host }),
    ...(given.config !== undefined && { config: await configFrom(given.config) }),
    ...(given.data !== undefined && { dataDir: given.data }),
    ...(given['frame-ancestors'] !== undefined && {
      frameAncestors: given['frame-ancestors'].split(/[\s,]+/).filter((origin) => origin !== ''),
    }),
    traffic: !given['no-traffic'],
    ...(given.rules !== undefined && { rules: rulesFrom(given.rules) }),
    ...(given['strict-status'] && { strictStatus: true }),
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'dashboard-port': { type: 'string' },
        payments: { type: 'string' },
        host: { type: 'string' },
        config: { type: 'string' },
        data: { type: 'string' },
        'no-traffic': { type: 'boolean' },
        rules: { type: 'string' },
        'strict-status': { type: 'boolean' },
        'frame-ancestors': { type: 'string' },
      },
    }).values
  } catch (cause) {
    // The message explains at length how to pass positionals; its first sentence says what is wrong.
    const message = cause instanceof Error ? cause.message.split('. ')[0] : String(cause)
    throw new SandboxError('bad_option', `${message}; see react-3as-sandbox --help`, { cause })
  }
}

function rulesFrom(text: string): 'today' | 'announced' {
  if (text === 'today' || text === 'announced') return text
  throw new SandboxError('bad_option', `--rules must be today or announced, not "${text}"`)
}

function portFrom(option: string, text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new SandboxError('bad_port', `${option} must be a port number, not "${text}"`)
  return Number(text)
}

function webhookUrlFrom(text: string): string {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text
  const example = 'http://localhost:3000/api/analytics/payments/webhook'
  throw new SandboxError('bad_option', `--payments must be where your backend takes webhooks, such as ${example}`)
}

async function configFrom(file: string): Promise<SandboxConfig> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const reason = cause.code === 'ENOENT' ? 'no such file' : cause.message
    throw new SandboxError('bad_config', `--config ${file}: ${reason}`, { cause })
  })
  try {
    return JSON.parse(text) as SandboxConfig
  } catch (cause) {
    throw new SandboxError('bad_config', `--config ${file}: not JSON (${(cause as Error).message})`, { cause })
  }
}

/** The first signal stops cleanly; a second one finds no handler and ends the process. */
function stopOnSignal(sandbox: Sandbox): void {
  const stop = () => {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    sandbox.stop().catch((error: unknown) => {
      console.error('react-3as-sandbox: did not stop cleanly', error)
      process.exitCode = 1
    })
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

function welcome({ apiUrl, dashboardUrl, dataUrl, controlUrl, payments }: Sandbox): string {
  return `The 3AS sandbox is running.

  REST API   ${apiUrl}
  Data API   ${dataUrl}
  Dashboard  ${dashboardUrl}${payments ? `\n  Payments   ${payments.apiUrl}` : ''}
  Control    ${controlUrl}

What to do next:
  1. Point your backend at it:
       new VisitorAnalytics({ intp: { id, privateKey }, apiUrl: '${apiUrl}', dashboardUrl: '${dashboardUrl}' })
  2. Sign with a demo INTP (${demoIntps.website.id}); its key comes from
       curl -s ${controlUrl}/demo
     or give your own public key with --config.
  3. Customers are waiting: acme (acme-bikes, acme-books, acme-garden) and globex (globex-lamps).
  4. Move its clock by a month, and see what renews:
       curl -s ${controlUrl}/clock -H 'content-type: application/json' -d '{"months":1}'

Ctrl-C stops it.`
}
