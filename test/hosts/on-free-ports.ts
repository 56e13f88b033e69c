import { registerHooks } from 'node:module'

/**
 * Runs a host's file as it stands, but for what two tests at a time cannot share: its ports are moved to those in
 * `HOST_PORTS`, and the sandbox's provider collects, so that webhooks come.
 */
const { paymentsUrl, ...ports } = JSON.parse(process.env['HOST_PORTS'] ?? '{}') as Record<string, string>

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    if (!/\/test\/hosts\/\w+\/server\.ts$/.test(url)) return loaded
    let code = Buffer.from(loaded.source as Uint8Array).toString()
    for (const [port, free] of Object.entries(ports)) {
      code = code
        .replaceAll(`:${port}`, `:${free}`)
        .replace(`(${port},`, `(${free},`)
        .replace(`port: ${port}`, `port: ${free}`)
    }
    const provider = `sandboxPayments({ apiUrl: '${paymentsUrl}' })`
    const source = `import { sandboxPayments } from 'react-3as-sandbox/payments'\n${code.replace('invoiced()', provider)}`
    return { ...loaded, source }
  },
})
