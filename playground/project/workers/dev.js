// The platform in a box, the Worker and the page, side by side. Ctrl-C stops all three.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { demoIntps, startSandbox } from 'react-3as-sandbox'

const sandbox = await startSandbox({ port: 4300 })
const variables = {
  THREE_AS_INTP_ID: demoIntps.website.id,
  THREE_AS_PRIVATE_KEY: demoIntps.website.privateKey.replaceAll('\n', String.raw`\n`),
  THREE_AS_API_URL: sandbox.apiUrl,
  THREE_AS_DASHBOARD_URL: sandbox.dashboardUrl,
}
// Where Wrangler looks for secrets while it develops. `wrangler secret put` has those of a deployed Worker.
writeFileSync(
  '.dev.vars',
  Object.entries(variables)
    .map(([name, value]) => `${name}="${value}"\n`)
    .join(''),
)

const running = [
  ['node_modules/wrangler/bin/wrangler.js', 'dev', '--ip', 'localhost', '--port', '3000'],
  ['node_modules/vite/bin/vite.js'],
].map((args) => spawn(process.execPath, args, { stdio: 'inherit' }))

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop(0))
for (const child of running) child.once('exit', (code) => stop(code ?? 1))

function stop(code) {
  process.exitCode ??= code
  for (const child of running) child.kill()
  void sandbox.stop()
}
