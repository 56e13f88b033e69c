export interface Room {
  /** What it is for, and where it runs, as `docs/architecture.md` says it. */
  purpose: string
  runsIn: string
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
      contract: {
        purpose:
          'the nouns that page and backend share, as zod schemas; the routes; the rules both sides apply: `planChoice`, `draftQuote`',
        runsIn: 'both',
        rooms: [],
        packages: ['zod'],
      },
      adapter: {
        purpose: "the one way from a component to the partner: over HTTP, or by functions of the partner's own",
        runsIn: 'browser',
        rooms: ['contract'],
        packages: ['zod'],
      },
      react: {
        purpose: 'provider, hooks, components, their English texts, styles',
        runsIn: 'browser, and SSR',
        rooms: ['contract', 'adapter'],
        packages: ['react', 'react-dom', '@tanstack/react-query', 'zod'],
        layers: ['.', 'safety', 'format', 'ui', 'data', 'dashboard', 'packages', 'upgrade', 'subscription', 'provider'],
      },
      locales: {
        purpose: 'the texts in other languages, one file each',
        runsIn: 'browser, and SSR',
        rooms: ['contract', 'react'],
        packages: [],
      },
      sdk: {
        purpose: '`VisitorAnalytics`, the client of 3AS',
        runsIn: 'the backend',
        rooms: ['contract'],
        packages: ['jose', 'zod'],
        layers: ['wire', '.'],
      },
      backend: {
        purpose:
          '`createPartnerHandler`: access, signed URLs, quotes, the ledger of changes, its stores, the interface of payment providers',
        runsIn: 'the backend',
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
        purpose: 'a scripted adapter with named states, fixtures, a render with both',
        runsIn: 'tests',
        rooms: ['contract', 'adapter', 'react'],
        packages: ['react', '@tanstack/react-query', '@testing-library/react', 'zod'],
      },
      conformance: {
        purpose:
          'what others who write a store, payments, an adapter or a backend have to get right, as checks for any test runner',
        runsIn: 'tests',
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
        purpose: 'the platform and a payment provider in a box, on any runtime that has Web standards',
        runsIn: 'development, CI',
        rooms: [],
        packages: ['hono', 'jose', 'zod'],
      },
      node: {
        purpose: 'the core on ports, with a command line and a data folder',
        runsIn: 'development, CI',
        rooms: ['core'],
        packages: ['hono', '@hono/node-server', 'node:'],
      },
      merchant: {
        purpose: "a partner's side of the sandbox's payment provider",
        runsIn: 'development, CI',
        rooms: ['core'],
        packages: ['react-3as', 'zod'],
      },
    },
  },
]
