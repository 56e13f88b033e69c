import type { Preparation } from '../../tab/prepared-states.ts'
import type { ServerName, SignInName } from '../choices.ts'
import { literal } from './literal.ts'
import { rawFile } from './raw-files.ts'

export interface ServerFile {
  /** Where it is in a project. */
  path: string
  text: string
}

/**
 * The files of a partner's server: those that the tests run, with the answer to who is signed in put into its place, and
 * with the sandbox's partner that a scene has.
 *
 * @throws Error when a tested file no longer has what is to be replaced.
 */
export function serverFiles(
  server: ServerName,
  signIn: SignInName,
  { partner, identity: viewedBy }: Pick<Preparation, 'partner' | 'identity'> = usual,
): readonly ServerFile[] {
  const { main, others, signInFile, session, mount } = hosts[server]
  const { file, mounted } = signIns[signIn]
  const identity: readonly Replacement[] =
    file === null
      ? [
          [placeholder, ''],
          [authenticateProperty, `authenticate: demoIdentity(${isUsual(viewedBy) ? '' : literal(viewedBy)}),\n`],
          [kitImport, withDemoIdentity],
        ]
      : [
          [placeholder, ''],
          [authenticateProperty, 'authenticate,\n'],
          [kitImport, (line) => `${line}\n${importOf(mounted === 'nothing' ? [] : namesOf[mounted], signInFile)}`],
        ]
  const text = [...mount[mounted], ...session, ...identity]
    .reduce(replace, rawFile(main[1]))
    .replaceAll('demoIntps.website', `demoIntps.${partner}`)
  return [
    { path: main[0], text },
    ...(file === null ? [] : [{ path: signInFile, text: rawFile(file) }]),
    ...others(mounted).map(([path, tested]) => ({ path, text: rawFile(tested) })),
  ]
}

const usual = { partner: 'website', identity: { customerId: 'acme', role: 'manager' } } as const

/** Whom `demoIdentity()` stands for. */
const isUsual = ({ customerId, role }: Preparation['identity']) => customerId === 'acme' && role === 'manager'

/** What of a sign-in the server has to have, besides `authenticate`. */
type Mounted = 'nothing' | 'routes' | 'sessions'
const namesOf = { routes: ['signIn'], sessions: ['sessions', 'signIn'] } as const

const signIns: Record<SignInName, { file: string | null; mounted: Mounted }> = {
  none: { file: null, mounted: 'nothing' },
  'auth-js': { file: 'test/hosts/sign-in/auth-js.ts', mounted: 'routes' },
  'better-auth': { file: 'test/hosts/sign-in/better-auth.ts', mounted: 'routes' },
  'express-session': { file: 'test/hosts/sign-in/express-session.ts', mounted: 'sessions' },
  jwt: { file: 'test/hosts/sign-in/jwt.ts', mounted: 'nothing' },
}

type Replacement = readonly [found: string | RegExp, left: string | ((match: string, ...groups: string[]) => string)]
/** A file by its path in a project and in this repository. */
type Placed = readonly [project: string, tested: string]

interface Host {
  /** The file that makes the handler. */
  main: Placed
  others: (mounted: Mounted) => readonly Placed[]
  signInFile: string
  /** What stands for a partner's sessions in the tested file. */
  session: readonly Replacement[]
  /** Where the routes of a sign-in go. */
  mount: Record<Mounted, readonly Replacement[]>
}

const onServer = (name: string, session: Host['session'], mount: Partial<Host['mount']>): Host => ({
  main: ['server.ts', `test/hosts/${name}/server.ts`],
  others: () => [],
  signInFile: 'sign-in.ts',
  session,
  mount: { nothing: [], routes: [], sessions: [], ...mount },
})

const listenerImport: Replacement = [/^/, "import { getRequestListener } from '@hono/node-server'\n"]

const hosts: Record<ServerName, Host> = {
  express: onServer(
    'express',
    [
      [
        "import express, { type NextFunction, type Request, type Response } from 'express'",
        "import express from 'express'",
      ],
      ['interface SignedIn extends Request {\n  user?: { companyId: string }\n}\n\n', ''],
      ["  // `incoming` is Express's request, with what your middleware has put on it.\n", ''],
    ],
    {
      nothing: [['app.use(session)\n', '']],
      routes: [listenerImport, ['app.use(session)', "app.all('/api/auth/{*path}', getRequestListener(signIn))"]],
      sessions: [['app.use(session)', "app.use(sessions)\napp.post('/api/auth/sign-in', signIn)"]],
    },
  ),
  next: {
    main: ['lib/analytics.ts', 'examples/next-app/lib/analytics.ts'],
    others: (mounted) => [
      ['app/api/analytics/[...path]/route.ts', 'examples/next-app/app/api/analytics/[...path]/route.ts'],
      ...(mounted === 'routes'
        ? [['app/api/auth/[...all]/route.ts', 'playground/project/next/app/api/auth/[...all]/route.ts'] as const]
        : []),
    ],
    signInFile: 'lib/sign-in.ts',
    session: [],
    mount: { nothing: [], routes: [], sessions: [] },
  },
  hono: onServer(
    'hono',
    [
      ["import { Hono, type Context, type Next } from 'hono'", "import { Hono } from 'hono'"],
      ['interface User {\n  companyId: string\n}\n\n', ''],
      ['new Hono<{ Variables: { user: User } }>()', 'new Hono()'],
      ["analytics(c.req.raw, { user: c.get('user') })", 'analytics(c.req.raw)'],
    ],
    {
      nothing: [['app.use(session)\n', '']],
      routes: [['app.use(session)', "app.all('/api/auth/*', (c) => signIn(c.req.raw))"]],
    },
  ),
  fastify: onServer(
    'fastify',
    [
      ["import fastify, { type FastifyRequest } from 'fastify'", "import fastify from 'fastify'"],
      ['interface User {\n  companyId: string\n}\n\n', ''],
      ['Object.assign(request.raw, { user: userOf(request) })', 'request.raw'],
    ],
    {
      routes: [
        listenerImport,
        [
          'const serveAnalytics = toNodeHandler(analytics)\n',
          (line) => `${line}const serveSignIn = getRequestListener(signIn)\n`,
        ],
        [
          /^ {2}scope\.all\([\s\S]*?^ {2}\}\)\n/m,
          (lines) => `${lines}  scope.all('/api/auth/*', (request, reply) => {
    reply.hijack()
    void serveSignIn(request.raw, reply.raw)
  })
`,
        ],
      ],
    },
  ),
  workers: {
    main: ['worker.ts', 'test/hosts/workers/worker.ts'],
    others: () => [],
    signInFile: 'sign-in.ts',
    session: [],
    mount: {
      nothing: [],
      routes: [
        [
          "    if (pathname.startsWith('/api/analytics/'))",
          (line) => `    if (pathname.startsWith('/api/auth/')) return signIn(request)\n${line}`,
        ],
      ],
      sessions: [],
    },
  },
  node: onServer('node', [], {
    routes: [
      listenerImport,
      [
        'const serveAnalytics = toNodeHandler(analytics)\n',
        (line) => `${line}const serveSignIn = getRequestListener(signIn)\n`,
      ],
      [
        "  if (request.url?.startsWith('/api/analytics'))",
        (line) =>
          `  if (request.url?.startsWith('/api/auth/')) void serveSignIn(request, response)\n  else${line.slice(1)}`,
      ],
    ],
  }),
}

const authenticateProperty = /authenticate: [\s\S]*?,\n(?= *payments:)/
/** What a partner fills in; it ends each file. */
const placeholder = /\n\/\*\* Yours: [\s\S]*$/
const kitImport = /import \{ ([^}]+) \} from 'react-3as\/server'/

function withDemoIdentity(_line: string, names = ''): string {
  const [types, values] = [names.split(', ').filter(isType), names.split(', ').filter((name) => !isType(name))]
  return `import { ${[...values, 'demoIdentity', ...types].join(', ')} } from 'react-3as/server'`
}

const isType = (name: string) => name.startsWith('type ')

function importOf(names: readonly string[], file: string): string {
  // Next resolves without an extension; Node runs the file as it is.
  const from = file.includes('/') ? './sign-in' : './sign-in.ts'
  return `import { ${['authenticate', ...names].join(', ')} } from '${from}'`
}

function replace(text: string, [found, left]: Replacement): string {
  const replaced = text.replace(found, left as string)
  if (replaced === text) throw new Error(`The server's file has no longer: ${String(found)}`)
  return replaced
}
