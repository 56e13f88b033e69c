import type { ServerName, SignInName } from '../choices.ts'

type Versions = Readonly<Record<string, string>>
interface Manifest {
  version: string
  dependencies: Versions
  devDependencies: Versions
}

/** Which versions are tested is written in these, and nowhere else. */
const manifests = import.meta.glob<Manifest>(
  [
    '../../../package.json',
    '../../../packages/sandbox/package.json',
    '../../../examples/{vite-express,next-app}/package.json',
    '../../../test/hosts/package.json',
  ],
  { import: 'default', eager: true },
)
const manifest = (folder: string) => manifests[`../../../${folder}package.json`]!

/** The packages of this repository: where the workbench has them, and where a project does. */
export const ownPackages = [
  { name: 'react-3as', version: manifest('').version },
  { name: 'react-3as-sandbox', version: manifest('packages/sandbox/').version },
].map(({ name, version }) => ({ name, served: `packages/${name}.tgz`, path: `vendor/${name}-${version}.tgz` }))

/** The `package.json` of a project for one host. */
export function manifestOf(server: ServerName, signIn: SignInName): object {
  const isNext = server === 'next'
  const hasRoutes = signIn === 'auth-js' || signIn === 'better-auth'
  const fileOf = (name: string) => `file:./${ownPackages.find((own) => own.name === name)!.path}`
  return {
    name: 'acme-analytics',
    private: true,
    type: 'module',
    scripts: isNext
      ? { dev: 'node start.js dev', start: 'node start.js build start' }
      : { dev: 'node dev.js', types: 'tsc', build: 'vite build' },
    dependencies: {
      ...versions(
        '@tanstack/react-query',
        'react',
        'react-dom',
        ...ofServer[server].runtime,
        ...ofSignIn[signIn].runtime,
      ),
      ...(hasRoutes && bridged.has(server) ? versions('@hono/node-server') : {}),
      'react-3as': fileOf('react-3as'),
    },
    devDependencies: {
      ...versions(
        '@types/node',
        '@types/react',
        '@types/react-dom',
        'typescript',
        ...ofServer[server].development,
        ...ofSignIn[signIn].development,
      ),
      ...(isNext ? {} : versions('@vitejs/plugin-react', 'vite')),
      'react-3as-sandbox': fileOf('react-3as-sandbox'),
    },
    // Their scripts only look for binaries that npm has brought along; recent versions of npm ask what is to be done with them.
    ...(server === 'workers' ? { allowScripts: { esbuild: false, workerd: false } } : {}),
    engines: { node: '>=22.18' },
  }
}

interface Needed {
  runtime: readonly string[]
  development: readonly string[]
}

/** Where what takes a `Request` needs a bridge to Node's. */
const bridged: ReadonlySet<ServerName> = new Set(['express', 'fastify', 'node'])

const ofSignIn: Record<SignInName, Needed> = {
  none: { runtime: [], development: [] },
  'auth-js': { runtime: ['@auth/core'], development: [] },
  'better-auth': { runtime: ['better-auth'], development: [] },
  'express-session': { runtime: ['express-session'], development: ['@types/express-session'] },
  jwt: { runtime: ['jose'], development: [] },
}

const ofServer: Record<ServerName, Needed> = {
  express: { runtime: ['express'], development: ['@types/express'] },
  next: { runtime: ['next'], development: [] },
  hono: { runtime: ['hono', '@hono/node-server'], development: [] },
  fastify: { runtime: ['fastify'], development: [] },
  workers: { runtime: [], development: ['wrangler'] },
  node: { runtime: [], development: [] },
}

/** @throws Error when no `package.json` of this repository has one of them. */
function versions(...names: readonly string[]): Versions {
  const all: Versions = Object.assign(
    {},
    ...['', 'test/hosts/', 'examples/next-app/', 'examples/vite-express/'].map((folder) => {
      const { dependencies, devDependencies } = manifest(folder)
      return { ...devDependencies, ...dependencies }
    }),
  )
  return Object.fromEntries(
    names.map((name) => {
      const version = all[name]
      if (version === undefined) throw new Error(`No package.json here has a version for ${name}.`)
      return [name, version]
    }),
  )
}
