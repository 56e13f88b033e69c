/** Which room may import which, and which packages: the plan of the house, read by the lint. */
export const rooms: Record<string, { purpose: string; rooms: string[]; packages: string[] }> = {
  contract: { purpose: 'nouns, routes, errors and rules both sides share', rooms: [], packages: ['zod'] },
  adapter: { purpose: 'the one way from a component to the partner', rooms: ['contract'], packages: ['zod'] },
  react: {
    purpose: 'provider, hooks and components',
    rooms: ['contract', 'adapter'],
    packages: ['react', 'react-dom', '@tanstack/react-query', 'zod'],
  },
  locales: { purpose: 'one file a language', rooms: ['react'], packages: [] },
  sdk: { purpose: '3AS from a backend', rooms: ['contract'], packages: ['jose', 'zod'] },
  backend: {
    purpose: 'what a partner mounts',
    rooms: ['contract', 'sdk'],
    packages: ['hono', '@hono/node-server', 'zod', 'pg', 'stripe', 'node:'],
  },
  sandbox: {
    purpose: 'the platform in a box',
    rooms: [],
    packages: ['hono', '@hono/node-server', 'jose', 'zod', 'node:'],
  },
  testing: { purpose: 'fixtures and a scripted adapter', rooms: ['contract', 'adapter'], packages: ['zod'] },
}
