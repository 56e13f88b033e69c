import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterEach } from 'vitest'

export interface ChildSandbox {
  apiUrl: string
  controlUrl: string
  /** Where the payment provider is, when there is one. */
  paymentsUrl: string | undefined
  /** Ends the process with `signal` and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null }>
}

/** What a run of the command line said, and how it ended. */
export interface CommandResult {
  code: number | null
  stdout: string
  stderr: string
}

/** Starts the sandbox's command line in a process of its own, and waits until it says where it is. */
export async function childSandbox(...options: string[]): Promise<ChildSandbox> {
  const { child, output } = start('--port', '0', '--no-traffic', ...options)
  const exited = once(child, 'exit') as Promise<[number | null]>
  const urls = new Promise<{ apiUrl: string; controlUrl: string }>((resolve) => {
    child.stdout!.on('data', () => {
      const apiUrl = /REST API +(\S+)/.exec(output.stdout)?.[1]
      const controlUrl = /Control +(\S+)/.exec(output.stdout)?.[1]
      if (apiUrl && controlUrl) resolve({ apiUrl, controlUrl })
    })
  })
  const failed = exited.then(([code]) => {
    throw new Error(`the sandbox ended with ${code}: ${output.stderr}`)
  })
  const { apiUrl, controlUrl } = await Promise.race([urls, failed])
  failed.catch(() => {})
  return {
    apiUrl,
    controlUrl,
    paymentsUrl: /Payments +(\S+)/.exec(output.stdout)?.[1],
    end: async (signal) => {
      child.kill(signal)
      const [code] = await exited
      return { code }
    },
  }
}

/** Runs the command line until it ends by itself. */
export async function runCommand(...args: string[]): Promise<CommandResult> {
  const { child, output } = start(...args)
  // One that should have ended and runs instead must not outlive the test.
  const deadline = setTimeout(() => child.kill('SIGKILL'), 15_000)
  const [code] = (await once(child, 'close')) as [number | null]
  clearTimeout(deadline)
  return { code, ...output }
}

/** A failing test gets no further than its failure, so what it started is ended with the process that runs it. */
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
})

function start(...args: string[]): { child: ChildProcess; output: { stdout: string; stderr: string } } {
  const child = spawn(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    'packages/sandbox/src/cli.ts',
    ...args,
  ])
  running.add(child)
  child.once('exit', () => running.delete(child))
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()))
  return { child, output }
}
