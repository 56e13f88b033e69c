import type { ServerName } from '../choices.ts'
import type { ServerFile } from './server-files.ts'

/**
 * An `.env` with the names that a server's files read. Where they have the sandbox's values in them instead, it has those that
 * a deployed one would read, and says what they stand for.
 *
 * @throws Error when a file reads a name that has no words here.
 */
export function environmentOf(server: ServerName, files: readonly ServerFile[]): string {
  const read = namesIn(files)
  const [main] = files
  const isFixed = main !== undefined && main.text.includes('demoIntps')
  const head = isFixed
    ? `# ${main.path} has the sandbox's id, key and addresses in it. On your server read your own from here:
# intp: { id: process.env.THREE_AS_INTP_ID, privateKey: process.env.THREE_AS_PRIVATE_KEY },
# publicUrl: process.env.PUBLIC_URL, and no apiUrl or dashboardUrl.

`
    : ''
  const names = new Set([...(isFixed ? ownValues : []), ...read])
  const unknown = [...names].find((name) => !Object.hasOwn(entries, name))
  if (unknown !== undefined) throw new Error(`What ${unknown} is for is not said in environment.ts.`)
  const shown = Object.entries(entries).filter(([name]) => names.has(name))
  return head + shown.map(([name, entry]) => `${entry.words}\n${entry.line(name, server)}\n`).join('\n')
}

/** What the files read, by whichever of the usual ways: `process.env.X`, `process.env['X']`, or a Worker's `env.X`. */
const namesIn = (files: readonly ServerFile[]) =>
  files.flatMap(({ text }) => [...text.matchAll(/\benv(?:\.|\[')([A-Z][A-Z0-9_]*)/g)].map(([, name = '']) => name))

/** What has to come from outside before a server is deployed. */
const ownValues = ['THREE_AS_INTP_ID', 'THREE_AS_PRIVATE_KEY', 'PUBLIC_URL']

interface Entry {
  words: string
  line: (name: string, server: ServerName) => string
}

const empty = (name: string) => `${name}=`

/** In the order in which they are shown. */
const entries: Record<string, Entry> = {
  THREE_AS_INTP_ID: { words: '# Your INTP id.', line: empty },
  THREE_AS_PRIVATE_KEY: {
    words: String.raw`# The private key whose public half 3AS has: PEM, its line breaks may be \n.`,
    line: empty,
  },
  THREE_AS_API_URL: {
    words:
      '# For the sandbox only: npx react-3as-sandbox --port 4300. It brings an id and a key along (docs/sandbox.md).',
    line: (name) => `# ${name}=http://127.0.0.1:4300`,
  },
  THREE_AS_DASHBOARD_URL: {
    words: "# The sandbox's dashboard, as well.",
    line: (name) => `# ${name}=http://127.0.0.1:4301`,
  },
  PUBLIC_URL: {
    words: '# Where your page runs: changes are taken from there alone.',
    line: (name, server) => `${name}=http://localhost:${server === 'next' ? 3000 : 5173}`,
  },
  SESSION_SECRET: {
    words: '# What sessions or tokens are signed with: openssl rand -hex 32',
    line: empty,
  },
}
