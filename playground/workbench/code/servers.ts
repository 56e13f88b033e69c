const files = import.meta.glob<string>(
  ['../../../test/hosts/*/{server,worker}.ts', '../../../examples/next-app/lib/analytics.ts'],
  { query: '?raw', import: 'default', eager: true },
)
const textOf = (path: string) => files[`../../../${path}`] ?? ''

/** The servers as the tests of this repository run them: there is no second copy of them. */
export const servers = {
  express: { title: 'Express', file: 'server.ts', text: textOf('test/hosts/express/server.ts') },
  next: { title: 'Next', file: 'lib/analytics.ts', text: textOf('examples/next-app/lib/analytics.ts') },
  hono: { title: 'Hono', file: 'server.ts', text: textOf('test/hosts/hono/server.ts') },
  fastify: { title: 'Fastify', file: 'server.ts', text: textOf('test/hosts/fastify/server.ts') },
  workers: { title: 'Workers', file: 'worker.ts', text: textOf('test/hosts/workers/worker.ts') },
  node: { title: 'node:http', file: 'server.ts', text: textOf('test/hosts/node/server.ts') },
} as const
export type ServerName = keyof typeof servers

/** The names of what a deployed backend reads from its environment. */
export const environment = `# Your INTP id, and the private key whose public half 3AS has (PEM; line breaks may be \\n).
THREE_AS_INTP_ID=
THREE_AS_PRIVATE_KEY=

# For the sandbox only: npx react-3as-sandbox --port 4300. It brings an id and a key along (docs/sandbox.md).
# THREE_AS_API_URL=http://127.0.0.1:4300
# THREE_AS_DASHBOARD_URL=http://127.0.0.1:4301

# Where your page runs: changes are taken from there alone.
PUBLIC_URL=http://localhost:3000
`
