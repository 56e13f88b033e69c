export interface Room {
  purpose: string
  /** The other rooms of the same package that it may import. */
  rooms: string[]
  packages: string[]
  /**
   * Folders inside it, from the ground up: none imports one that comes later, not even a type. `.` is the room's own files;
   * what is not named is not looked at.
   */
  layers?: string[]
}

export interface House {
  /** Where the rooms of one package are. */
  folder: string
  /** Its entry points, which no room imports. `subscription` is not named: a file of the contract has the same name. */
  entries: string[]
  rooms: Record<string, Room>
}

/** Which room may import which, and which packages: the plan of the houses, read by the lint. */
export const houses: House[] = [
  {
    folder: 'src',
    entries: [
      'index',
      'dashboard',
      'packages',
      'upgrade',
      'server',
      'server-in-browser',
      'server-on-workers',
      'testing',
      'testing-library',
      'conformance',
      'metrics',
      'locales',
      'cli',
    ],
    rooms: {
      contract: { purpose: 'nouns, routes, errors and rules both sides share', rooms: [], packages: ['zod'] },
      adapter: { purpose: 'the one way from a component to the partner', rooms: ['contract'], packages: ['zod'] },
      react: {
        purpose: 'provider, hooks and components',
        rooms: ['contract', 'adapter'],
        packages: ['react', 'react-dom', '@tanstack/react-query', 'zod'],
        layers: ['.', 'safety', 'format', 'ui', 'data', 'dashboard', 'packages', 'upgrade', 'subscription', 'provider'],
      },
      locales: { purpose: 'one file a language', rooms: ['contract', 'react'], packages: [] },
      sdk: { purpose: '3AS from a backend', rooms: ['contract'], packages: ['jose', 'zod'], layers: ['wire', '.'] },
      backend: {
        purpose: 'what a partner mounts',
        rooms: ['contract', 'sdk'],
        packages: ['hono', '@hono/node-server', 'zod', 'pg', 'stripe', 'node:'],
        layers: [
          'runtime',
          'http',
          'platform',
          'payments',
          'ledger',
          'access',
          'stores',
          'settings',
          'quotes',
          'changes',
          'routes',
          'back-office',
          '.',
        ],
      },
      testing: {
        purpose: 'fixtures, a scripted adapter, and a render with both',
        rooms: ['contract', 'adapter', 'react'],
        packages: ['react', '@tanstack/react-query', '@testing-library/react', 'zod'],
      },
      conformance: {
        purpose: 'suites for what others write: a store, payments, an adapter, a backend',
        rooms: ['contract', 'adapter', 'sdk', 'backend'],
        packages: ['zod'],
        layers: ['.', 'store', 'payments', 'adapter', 'backend'],
      },
    },
  },
  {
    folder: 'packages/sandbox/src',
    entries: ['index', 'core', 'payments', 'command-line', 'cli'],
    rooms: {
      core: {
        purpose: 'the platform in a box, on any runtime that has Web standards',
        rooms: [],
        packages: ['hono', 'jose', 'zod'],
      },
      node: {
        purpose: 'the core on ports, with a command line and a data folder',
        rooms: ['core'],
        packages: ['hono', '@hono/node-server', 'node:'],
      },
      merchant: {
        purpose: "a partner's side of the sandbox's payment provider",
        rooms: ['core'],
        packages: ['react-3as', 'zod'],
      },
    },
  },
]
