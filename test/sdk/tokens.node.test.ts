import { generateKeyPairSync } from 'node:crypto'
import { decodeJwt, importSPKI, jwtVerify } from 'jose'
import { expect, it } from 'vitest'
import { readPrivateKey } from '../../src/sdk/private-key.ts'
import { createTokenIssuer, type TokenSettings } from '../../src/sdk/tokens.ts'

const pair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
})
const publicKey = await importSPKI(pair.publicKey, 'RS256')
const start = Date.UTC(2026, 5, 1, 12) / 1000

function issuer(options: Partial<TokenSettings> = {}) {
  const clock = { seconds: start }
  const tokens = createTokenIssuer({
    intpId: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb',
    key: readPrivateKey(pair.privateKey),
    apiLifeSeconds: 600,
    customerLifeSeconds: 3600,
    clockSkewSeconds: 30,
    now: () => clock.seconds * 1000,
    ...options,
  })
  return { tokens, clock }
}

it('signs an INTP token as the platform checks it', async () => {
  const { tokens } = issuer()
  const { token } = await tokens.forApi()
  const { protectedHeader, payload } = await jwtVerify(token, publicKey, { currentDate: new Date(start * 1000) })
  expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb' })
  expect(payload).toEqual({
    roles: ['intp'],
    intp_id: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb',
    iat: start - 30,
    exp: start + 600,
  })
})

it('signs an INTPc token that lives an hour', async () => {
  const { tokens } = issuer()
  const { token, expiresInSeconds } = await tokens.forCustomer('acme/größe?')
  const { protectedHeader, payload } = await jwtVerify(token, publicKey, { currentDate: new Date(start * 1000) })
  expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb' })
  expect(payload).toEqual({
    roles: ['intpc'],
    intp_id: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb',
    intpc_id: 'acme/größe?',
    iat: start - 30,
    exp: start + 3600,
  })
  expect(expiresInSeconds).toBe(3600 - 30)
})

it('is valid for a platform whose clock is off by the skew, either way', async () => {
  const { tokens } = issuer()
  const { token, expiresInSeconds } = await tokens.forCustomer('acme')
  for (const platformClock of [start - 30, start + 30 + expiresInSeconds - 1]) {
    const { iat } = decodeJwt(token)
    expect(iat).toBeLessThanOrEqual(platformClock)
    await jwtVerify(token, publicKey, { currentDate: new Date(platformClock * 1000) })
  }
})

it('signs once for many calls, and anew well before the token dies', async () => {
  const { tokens, clock } = issuer()
  const [first, second] = await Promise.all([tokens.forApi(), tokens.forApi()])
  expect(second.token).toBe(first.token)
  clock.seconds += 450
  expect((await tokens.forApi()).token).toBe(first.token)
  clock.seconds += 1
  const renewed = await tokens.forApi()
  expect(renewed.token).not.toBe(first.token)
  expect(renewed.expiresInSeconds).toBe(570)
})

it('hands a dashboard token out again only while most of its life is left', async () => {
  const { tokens, clock } = issuer()
  const first = await tokens.forCustomer('acme')
  clock.seconds += 900
  const again = await tokens.forCustomer('acme')
  expect(again.token).toBe(first.token)
  expect(again.expiresInSeconds).toBe(first.expiresInSeconds - 900)
  clock.seconds += 1
  expect((await tokens.forCustomer('acme')).token).not.toBe(first.token)
})

it('keeps customers and lives apart', async () => {
  const { tokens } = issuer()
  const asked = await Promise.all([
    tokens.forCustomer('acme'),
    tokens.forCustomer('globex'),
    tokens.forCustomer('acme', 60),
    tokens.forApi(),
  ])
  expect(new Set(asked.map(({ token }) => token)).size).toBe(4)
  const lives = asked.map(({ token }) => decodeJwt(token).exp! - start)
  expect(lives).toEqual([3600, 3600, 60, 600])
})

it('tells of a life of seconds as it is', async () => {
  const { tokens } = issuer()
  expect((await tokens.forCustomer('acme', 2)).expiresInSeconds).toBe(2)
  expect((await tokens.forCustomer('acme', 1)).expiresInSeconds).toBe(1)
  expect((await tokens.forCustomer('acme', 60)).expiresInSeconds).toBe(45)
})

it('signs anew when the clock was set back, since what is kept would seem to live too long', async () => {
  const { tokens, clock } = issuer()
  const first = await tokens.forApi()
  clock.seconds -= 3600
  const second = await tokens.forApi()
  expect(second.token).not.toBe(first.token)
  expect(decodeJwt(second.token).exp).toBe(start - 3600 + 600)
})

it('tries again after a failure to sign', async () => {
  const key = readPrivateKey(pair.privateKey)
  let failures = 1
  const forSigning = () => (failures-- > 0 ? Promise.reject(new Error('no entropy')) : key.forSigning())
  const { tokens } = issuer({ key: { forSigning } })
  await expect(tokens.forApi()).rejects.toThrow('no entropy')
  await expect(tokens.forApi()).resolves.toMatchObject({ expiresInSeconds: 570 })
})

it('keeps the tokens of the customers asked for last, not of every one there ever was', async () => {
  const key = readPrivateKey(pair.privateKey)
  let signed = 0
  const { tokens } = issuer({ key: { forSigning: () => (signed++, key.forSigning()) } })
  for (let i = 0; i <= 2000; i++) await tokens.forCustomer(`customer-${i}`)
  expect(signed).toBe(2001)
  await tokens.forCustomer('customer-1')
  await tokens.forCustomer('customer-2000')
  expect(signed).toBe(2001)
  await tokens.forCustomer('customer-0')
  expect(signed).toBe(2002)
  // To be asked for again is what keeps a token: by now customer-2 is the one unused for longest, and goes.
  await tokens.forCustomer('customer-1')
  expect(signed).toBe(2002)
  await tokens.forCustomer('customer-2')
  expect(signed).toBe(2003)
})
