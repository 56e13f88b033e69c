import assert from 'node:assert/strict'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { assertSuccess, type Check } from './check.ts'
import type { Platform, TokenOptions } from './platform.ts'

const details = '/v2/3as/company-details'

function refuses(name: string, token: (platform: Platform) => Promise<string | null>): Check {
  return {
    name: `tokens: ${name} is refused`,
    run: async (platform) => {
      const answer = await platform.call('GET', details, undefined, await token(platform))
      assert.equal(answer.status, 401, `answered ${answer.status}`)
    },
  }
}

const differs = (name: string, options: TokenOptions) => refuses(name, (platform) => platform.token(options))
const otherKey = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600

export const tokenChecks: readonly Check[] = [
  {
    name: 'tokens: ten minutes and four hours are accepted',
    run: async (platform) => {
      for (const lifeSeconds of [600, 14_400]) {
        const answer = await platform.call('GET', details, undefined, await platform.token({ lifeSeconds }))
        assertSuccess(answer, `a token of ${lifeSeconds} s`)
      }
    },
  },
  refuses('no token', async () => null),
  refuses('something that is no token', async () => 'abc.def.ghi'),
  differs('an expired token', { lifeSeconds: -60 }),
  differs('a token that is not valid yet', { claims: { nbf: inAnHour() } }),
  differs('a token of another key', { privateKey: otherKey }),
  differs('an unknown kid', { kid: randomUUID() }),
  differs('the role of a customer', { claims: { roles: ['intpc'], intpc_id: 'somebody' } }),
  differs('a token without a role', { claims: { roles: [] } }),
  refuses('a token whose claims were changed', async (platform) => {
    const [header, , signature] = (await platform.token()).split('.')
    const claims = { roles: ['intp'], intp_id: platform.target.intpId, iat: 0, exp: inAnHour() + 3600 }
    return `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`
  }),
  refuses('an unsigned token', async (platform) => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const { intpId } = platform.target
    return `${encode({ alg: 'none', kid: intpId })}.${encode({ roles: ['intp'], intp_id: intpId, exp: inAnHour() })}.`
  }),
]
