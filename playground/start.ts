import { parseArgs } from 'node:util'
import { startPlayground } from './playground.ts'
import { serveWorkbench } from './serve-workbench.ts'

const { values } = parseArgs({
  options: { port: { type: 'string', default: '5173' }, pay: { type: 'boolean', default: false } },
})
const port = Number(values.port)

if (!Number.isInteger(port) || port < 1 || port > 65_531) {
  console.error(`--port must be a number from 1 to 65531; it and the four after it are used. Got: ${values.port}`)
  process.exit(1)
}

try {
  const acmeUrl = `http://localhost:${port + 1}`
  const workbench = await serveWorkbench(port, { acmeUrl })
  const playground = await startPlayground({ port: port + 1, collect: values.pay ? 'online' : 'invoiced' })
  console.log(`
  The workbench is running: every component, in every state, to be changed and copied.

    ${workbench.url}

  Acme Shops, a partner's app on real servers: ${playground.url}
  Its platform's sandbox: ${playground.apiUrl} · dashboard: ${playground.dashboardUrl}
  Ctrl-C stops everything.
`)
  const stop = () => void Promise.all([workbench.stop(), playground.stop()]).then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
