// The platform in a box, the server and the page, side by side. Ctrl-C stops all three.
import { spawn } from 'node:child_process'
import { startSandbox } from 'react-3as-sandbox'

const sandbox = await startSandbox({ port: 4300 })
const running = [['--env-file-if-exists=.env', '--watch', 'server.ts'], ['node_modules/vite/bin/vite.js']].map((args) =>
  spawn(process.execPath, args, { stdio: 'inherit' }),
)

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop(0))
for (const child of running) child.once('exit', (code) => stop(code ?? 1))

function stop(code) {
  process.exitCode ??= code
  for (const child of running) child.kill()
  void sandbox.stop()
}
