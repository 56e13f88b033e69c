import { defineConfig } from 'vitest/config'

/** What needs the packages of other hosts: `npm run hosts`, which `npm run test:all` runs. */
export default defineConfig({
  test: {
    name: 'hosts',
    include: ['test/hosts/**/*.hosts.test.ts'],
    globalSetup: ['./test/hosts/stranger.ts'],
    reporters: ['default', './tools/closing-line.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
})
