import { defineConfig } from 'oxlint'
import { houses, type House } from './tools/rooms.ts'

function importsOf(room: string, { rooms, entries }: House) {
  const { rooms: allowed = [], packages = [] } = rooms[room] ?? {}
  const forbidden = Object.keys(rooms).filter((name) => name !== room && !allowed.includes(name))
  return [
    {
      regex: `^\\.\\.?/(.*/)?(${forbidden.join('|')})/`,
      message: `${room}/ may import ${allowed.join(', ') || 'no other room'}.`,
    },
    { regex: `^(\\.\\./)+(src/)?(${entries.join('|')})\\.`, message: 'A room never imports an entry point.' },
    { regex: '^(\\.\\./)+(packages/[\\w-]+/)?src/', message: 'A package imports another one by its name.' },
    {
      group: [
        '*',
        '!./',
        '!./**',
        '!../',
        '!../**',
        ...packages.flatMap((name) => (name === 'node:' ? ['!node:*', '!node:*/**'] : [`!${name}`, `!${name}/**`])),
      ],
      message: `${room}/ may import only these packages: ${packages.join(', ') || 'none'}.`,
    },
  ]
}

export default defineConfig({
  plugins: ['typescript', 'import', 'react', 'jsx-a11y', 'unicorn', 'oxc'],
  categories: { correctness: 'error', suspicious: 'error' },
  rules: {
    'import/no-cycle': 'error',
    'import/no-unassigned-import': 'off',
    'unicorn/consistent-function-scoping': 'off',
    // fast-check and zod are read as `fc.…`, as their documentation writes them.
    'import/no-named-as-default-member': 'off',
    'react/rules-of-hooks': 'error',
    'react/react-in-jsx-scope': 'off',
    // Express 5 passes on what an async handler throws, and Hono's are async.
    'oxc/no-async-endpoint-handlers': 'off',
    // The sorted arrays are our own copies.
    'unicorn/no-array-sort': 'off',
    // Asked of every generic that maps a route to its answer; the schema has checked it there.
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/no-floating-promises': 'error',
  },
  ignorePatterns: [
    'dist',
    'packages/*/dist',
    'storybook-static',
    'node_modules',
    'test/lint/forbidden',
    // Names that an example of the docs leaves to its reader: used there, not here.
    'docs/contexts',
    // Its types are those of the built package, which a fresh clone lacks; `next build` checks them in test:all.
    'examples/next-app',
    // Their types are those of the providers' clients; test/hosts installs them and checks.
    'examples/payments',
    // Part of projects that are installed elsewhere; test/hosts installs and runs them.
    'playground/project',
    'test/hosts/sign-in',
  ],
  overrides: houses.flatMap((house) =>
    Object.keys(house.rooms).map((room) => ({
      files: [`${house.folder}/${room}/**`],
      rules: {
        'no-restricted-imports': ['error' as const, { patterns: importsOf(room, house) }],
        ...(room === 'core' && { 'no-restricted-globals': ['error' as const, 'Buffer', 'process', 'setImmediate'] }),
      },
    })),
  ),
})
