// The platform in a box, and the app in front of it: node start.js dev, or node start.js build start.
import { spawn } from 'node:child_process'
import { demoIntps, startSandbox } from 'react-3as-sandbox'

const sandbox = await startSandbox({ port: 0 })
const port = process.env.PORT ?? '3000'
const env = {
  ...process.env,
  PORT: port,
  PUBLIC_URL: `http://localhost:${port}`,
  THREE_AS_INTP_ID: demoIntps.website.id,
  THREE_AS_PRIVATE_KEY: demoIntps.website.privateKey,
  THREE_AS_API_URL: sandbox.apiUrl,
  THREE_AS_DASHBOARD_URL: sandbox.dashboardUrl,
}

let running
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => running?.kill(signal))

for (const command of process.argv.slice(2)) {
  running = spawn(process.execPath, ['node_modules/next/dist/bin/next', command], { env, stdio: 'inherit' })
  process.exitCode = await new Promise((resolve) => running.once('exit', (code) => resolve(code ?? 1)))
  if (process.exitCode !== 0) break
}
await sandbox.stop()
