import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

it('react-3as/server has the same names on Workers', async () => {
  const [onWorkers, server] = await Promise.all([
    import('../../src/server-on-workers.ts'),
    import('../../src/server.ts'),
  ])
  expect(new Set(Object.keys(onWorkers))).toEqual(new Set(Object.keys(server)))
})

describe('react-3as/server in a browser', () => {
  it('links like the real one, so that what is seen is the reason why not', async () => {
    const stub = readFileSync(new URL('../../src/server-in-browser.ts', import.meta.url), 'utf8')
    const names = [...stub.matchAll(/^export const (\w+)/gm)].map(([, name]) => name)
    const server = await import('../../src/server.ts')
    expect(new Set(names)).toEqual(new Set(Object.keys(server)))
  })

  it('says that it belongs in the backend', async () => {
    await expect(import('../../src/server-in-browser.ts')).rejects.toThrow(/import it in the backend only/)
  })
})
