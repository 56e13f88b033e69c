import { parseArgs } from 'node:util'
import { startPlayground } from './playground.ts'

const { values } = parseArgs({
  options: { port: { type: 'string', default: '5173' }, pay: { type: 'boolean', default: false } },
})
const port = Number(values.port)

if (!Number.isInteger(port) || port < 1 || port > 65_532) {
  console.error(`--port must be a number from 1 to 65532; it and the three after it are used. Got: ${values.port}`)
  process.exit(1)
}

try {
  const playground = await startPlayground({ port, collect: values.pay ? 'online' : 'invoiced' })
  console.log(`
  Acme Shops, with its analytics, is running:

    ${playground.url}

  The platform's sandbox: ${playground.apiUrl} · dashboard: ${playground.dashboardUrl}
  Ctrl-C stops everything.
`)
  const stop = () => void playground.stop().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
