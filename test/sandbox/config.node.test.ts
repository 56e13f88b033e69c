import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { SandboxConfig } from '../../packages/sandbox/src/core/config.ts'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { SandboxError } from '../../packages/sandbox/src/core/sandbox-error.ts'
import { startSandbox } from '../../packages/sandbox/src/node/start.ts'

const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})

describe('a configuration', () => {
  const config = (change: object) => ({ intps: [{ id: 'mine', name: 'Mine', publicKey: keys.publicKey }], ...change })
  const customer = { intpId: 'mine', intpCustomerId: 'c', email: 'c@example.com' }
  test.each([
    ['something else', [], /expected object/],
    ['an unknown list', config({ websites: [] }), /websites/],
    ['a list of something else', config({ packages: [{ intpId: 'mine' }] }), /packages\[0\]\.name/],
    [
      'a private key',
      { intps: [{ id: 'mine', publicKey: keys.privateKey }] },
      /intps\[0\]\.publicKey: this is a private key/,
    ],
    ['no key', { intps: [{ id: 'mine', publicKey: 'key' }] }, /intps\[0\]\.publicKey: not a public key/],
    ['an unknown INTP', config({ customers: [{ ...customer, intpId: 'x' }] }), /customers\[0\]\.intpId: no such INTP/],
    [
      'a package of an unknown INTP',
      config({ packages: [{ intpId: 'x', name: 'P', touchpoints: 1, price: 1, period: 'monthly' }] }),
      /packages\[0\]\.intpId/,
    ],
    ['a customer twice', config({ customers: [customer, customer] }), /customers\[1\].*already exists/],
    [
      'a package in the wrong place',
      config({ customers: [{ ...customer, packageId: 'x' }] }),
      /customers\[0\].*packageId/,
    ],
    ['an INTP twice', { intps: [...config({}).intps, ...config({}).intps] }, /intps\[1\]\.id/],
    [
      'a demo INTP of another kind',
      { intps: [{ id: demoIntps.pool.id, publicKey: keys.publicKey }] },
      /subscriptionType/,
    ],
  ] as [string, unknown, RegExp][])('has to be right: %s', async (_, wrong, message) => {
    const error = await startSandbox({ port: 0, config: wrong as SandboxConfig }).then(
      (sandbox) => sandbox.stop(),
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(SandboxError)
    expect((error as SandboxError).code).toBe('bad_config')
    expect((error as SandboxError).message).toMatch(message)
    expect((error as SandboxError).message).not.toContain('\n')
  })
})
