import type { Preparation } from '../../tab/prepared-states.ts'
import type { ServerName, SignInName } from '../choices.ts'
import { literal } from '../code/literal.ts'
import { rawFile } from '../code/raw-files.ts'
import { serverFiles } from '../code/server-files.ts'
import type { WrittenFiles } from '../code/written-files.ts'
import { manifestOf } from './manifest.ts'

/**
 * A whole project for one host, by the paths of its files: the page as it is shown, the server as the tests run it, and what
 * starts both with the sandbox in the scene's state. `npm install && npm run dev` shows the page. The packages are to be put beside it, under the
 * paths that its `package.json` has for them.
 */
export function projectFiles(
  written: WrittenFiles,
  { server, signIn }: { server: ServerName; signIn: SignInName },
  preparation: Preparation,
): Record<string, string> {
  const { steps } = preparation
  const ofServer = serverFiles(server, signIn, preparation)
  const kind = kindOf(server)
  const { main, page, provider, styles } = written
  return {
    ...Object.fromEntries(templates[kind].map(([path, file]) => [path, startOf(path, rawFile(file), preparation)])),
    ...(steps.length > 0 ? { 'sandbox-state.js': stateFile(preparation) } : {}),
    ...(kind === 'next' ? {} : { 'src/main.tsx': main }),
    'src/page.tsx': page,
    'src/provider.tsx': provider,
    'src/styles.css': styles,
    ...Object.fromEntries(ofServer.map(({ path, text }) => [path, text])),
    'package.json': `${JSON.stringify(manifestOf(server, signIn), null, 2)}\n`,
    'README.md': rawFile('playground/project/README.md')
      .replace('URL', kind === 'next' ? 'http://localhost:3000' : 'http://localhost:5173')
      .replace('SERVER', ofServer[0]!.path)
      .replace('STATE', stateNotes(preparation, signIn))
      .replace('SIGN-IN', signInNotes[signIn]),
    ...(signIn === 'none' ? {} : { '.env': `SESSION_SECRET=${newSecret()}\n` }),
    '.gitignore': '.env\nnode_modules\n.next\nnext-env.d.ts\n.wrangler\n.dev.vars\n',
  }
}

const startingLine = /^const sandbox = await startSandbox\(.*\)\n/m

/** What starts the sandbox has it be the scene's partner, in the scene's state. Other files are left as they are. */
function startOf(path: string, text: string, { partner, steps }: Preparation): string {
  if (path !== 'dev.js' && path !== 'start.js') return text
  if (!startingLine.test(text)) throw new Error(`${path} no longer starts a sandbox as it did.`)
  const started = text.replaceAll('demoIntps.website', `demoIntps.${partner}`)
  if (steps.length === 0) return started
  return started
    .replace(startingLine, (line) => `${line}prepare(sandbox.platform)\n`)
    .replace(/(?<=from 'react-3as-sandbox'\n)/, "import { prepare } from './sandbox-state.js'\n")
}

const stateFile = ({
  steps,
}: Preparation) => `/** What the playground's scene had done to its platform. The sandbox begins anew with each start, and so does this. */
export function prepare(platform) {
${steps.map((step) => `  platform.${step.do}(${literal(step.with)})\n`).join('')}}
`

function stateNotes({ steps, collect, identity, websiteId }: Preparation, signIn: SignInName): string {
  const isOfAcme = identity.customerId === 'acme' && identity.role === 'manager'
  const notes = [
    steps.length > 0
      ? '`sandbox-state.js` brings it into the state of the scene, at each start.'
      : 'It begins in the state of the scene, at each start.',
    collect === 'online' &&
      'In the playground the customer paid on a page of the provider. This server bills by invoice: to collect online, start the sandbox with `payments` and give the handler `sandboxPayments` ("Collecting money" in the quick start).',
    signIn !== 'none' &&
      !isOfAcme &&
      `In the playground the page was looked at by a ${identity.role} of \`${identity.customerId}\`. Who signs in here is a manager of \`acme\`: have \`authenticate\` answer with the former, or \`${websiteId}\` may be refused.`,
  ]
  return notes.filter((note) => note !== false).join(' ')
}

/** Sessions are signed with it. Each download has one of its own. */
function newSecret(): string {
  return [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

type Kind = 'vite' | 'workers' | 'next'
const kindOf = (server: ServerName): Kind => (server === 'next' || server === 'workers' ? server : 'vite')

const vite = [
  ['index.html', 'playground/project/vite/index.html'],
  ['vite.config.ts', 'playground/project/vite/vite.config.ts'],
  ['dev.js', 'playground/project/vite/dev.js'],
  ['tsconfig.json', 'playground/project/vite/tsconfig.json'],
] as const

const templates: Record<Kind, readonly (readonly [path: string, file: string])[]> = {
  vite,
  workers: [
    ...vite,
    ['dev.js', 'playground/project/workers/dev.js'],
    ['wrangler.json', 'playground/project/workers/wrangler.json'],
  ],
  next: [
    ['app/icon.svg', 'examples/next-app/app/icon.svg'],
    ['app/layout.tsx', 'playground/project/next/app/layout.tsx'],
    ['app/page.tsx', 'playground/project/next/app/page.tsx'],
    ['start.js', 'examples/next-app/start.js'],
    ['tsconfig.json', 'examples/next-app/tsconfig.json'],
  ],
}

const inConsole = (path: string, body: string) =>
  `No one is signed in at first, so the page says that the session has ended. In the console of the page: \`await fetch('${path}', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(${body}) })\`,`

const signInNotes: Record<SignInName, string> = {
  none: '`demoIdentity()` takes everybody for the demo customer. `createPartnerHandler` refuses it where an address leads beyond this machine.',
  'auth-js':
    'No one is signed in at first: sign in at `/api/auth/signin` as `ada@acme.test` with the password `sandbox`.',
  'better-auth': `${inConsole('/api/auth/sign-up/email', "{ name: 'Ada', email: 'ada@acme.test', password: 'sandbox-sandbox' }")} then open the link that the server has printed, which verifies the address, and the page again.`,
  'express-session': `${inConsole('/api/auth/sign-in', "{ email: 'ada@acme.test', password: 'sandbox' }")} then reload.`,
  jwt: 'The page has to send a token that is signed with `SESSION_SECRET` of `.env` (HS256), with `company: "acme"`, the issuer `https://sign-in.acme.test`, the audience `acme` and a time at which it ends (`exp`): see `sign-in.ts`.',
}
