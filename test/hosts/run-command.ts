import { spawnSync } from 'node:child_process'

/** What a command printed, both streams. @throws Error with all of it when the command fails */
export function run(folder: string, command: string, ...args: string[]): string {
  // Vitest's own NODE_ENV would have Next build for tests.
  const quiet = { NODE_ENV: undefined, NEXT_TELEMETRY_DISABLED: '1', WRANGLER_SEND_METRICS: 'false', CI: '1' }
  const env = { ...process.env, ...quiet }
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}\n${stderr}`)
  return stdout + stderr
}
