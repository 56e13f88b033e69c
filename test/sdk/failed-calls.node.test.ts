import { execFile } from 'node:child_process'
import { inspect, promisify } from 'node:util'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import {
  ThreeAsAuthenticationError,
  ThreeAsBadAnswerError,
  ThreeAsError,
  ThreeAsInvalidRequestError,
  ThreeAsNotFoundError,
  ThreeAsPlatformError,
  ThreeAsRateLimitedError,
  ThreeAsRefusedError,
  ThreeAsTimeoutError,
  ThreeAsUnreachableError,
} from '../../src/sdk/three-as-error.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { privateKey } from './keys.ts'
import { dropped, scriptedPlatform, silent } from './scripted-platform.ts'

const platform = await scriptedPlatform()
const visa = new VisitorAnalytics({
  intp: { id: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb', privateKey },
  apiUrl: platform.url,
  retries: 0,
})
afterAll(() => platform.stop())
beforeEach(() => void (platform.seen.length = 0))

const change = { intpWebsiteId: 'secret-shop', packageId: 'pro', trial: false, proRate: true }
const readWebsite = () => visa.websites.getByIntpWebsiteId('secret-shop')
const deleteWebsite = () => visa.website('secret-shop').delete()
const upgrade = () => visa.websiteSubscriptions.upgrade(change)

async function failure(call: () => Promise<unknown>): Promise<ThreeAsError> {
  const error = await call().then(
    () => new Error('The call succeeded.'),
    (reason: unknown) => reason,
  )
  if (error instanceof ThreeAsError) return error
  throw error
}

describe('an error tells by its code what it knows', () => {
  it('how long to wait, where the platform says so', async () => {
    platform.answer({ status: 429, json: {}, headers: { 'retry-after': '7' } })
    const error = await failure(readWebsite)
    expect(error.is('rate_limited') && error.details.retryAfterSeconds).toBe(7)
    expect(error.is('timeout')).toBe(false)
  })

  it('which option is wrong', () => {
    const wrong = () => new VisitorAnalytics({ intp: { id: 'no uuid', privateKey } })
    expect(wrong).toThrow(expect.objectContaining({ details: { option: 'intp.id', problem: 'not_a_uuid' } }))
  })

  it('and nothing besides, for most codes', async () => {
    platform.answer({ status: 404, json: {} })
    expect((await failure(readWebsite)).details).toBeNull()
  })
})

describe('an answer that is no success is a typed error', () => {
  const json = (status: number, message = 'as the platform says') => ({
    status,
    json: { status, message, code: status, title: 'Oops', time: '2026-06-01T00:00:00Z' },
  })

  it.each([
    [400, readWebsite, ThreeAsInvalidRequestError, { code: 'invalid_request', retryable: false }],
    [422, readWebsite, ThreeAsInvalidRequestError, { code: 'invalid_request', retryable: false }],
    [401, readWebsite, ThreeAsAuthenticationError, { code: 'unauthenticated', retryable: false }],
    [403, readWebsite, ThreeAsAuthenticationError, { code: 'forbidden', retryable: false }],
    [404, readWebsite, ThreeAsNotFoundError, { code: 'not_found', retryable: false }],
    [429, readWebsite, ThreeAsRateLimitedError, { code: 'rate_limited', retryable: true }],
    [500, readWebsite, ThreeAsPlatformError, { code: 'platform_error', retryable: true, mayHaveTakenEffect: false }],
    [503, readWebsite, ThreeAsPlatformError, { code: 'platform_error', retryable: true, mayHaveTakenEffect: false }],
    [400, deleteWebsite, ThreeAsInvalidRequestError, { mayHaveTakenEffect: false }],
    [429, deleteWebsite, ThreeAsRateLimitedError, { retryable: true, mayHaveTakenEffect: false }],
    [500, deleteWebsite, ThreeAsPlatformError, { retryable: false, mayHaveTakenEffect: true }],
    [400, upgrade, ThreeAsRefusedError, { code: 'refused', retryable: false, mayHaveTakenEffect: false }],
    [500, upgrade, ThreeAsRefusedError, { code: 'refused', retryable: false, mayHaveTakenEffect: true }],
    [502, upgrade, ThreeAsPlatformError, { retryable: false, mayHaveTakenEffect: true }],
    [404, upgrade, ThreeAsNotFoundError, { retryable: false, mayHaveTakenEffect: false }],
    [401, upgrade, ThreeAsAuthenticationError, { retryable: false, mayHaveTakenEffect: false }],
  ] as const)('%s', async (status, call, type, facts) => {
    platform.answer(json(status))
    const error = await failure(call)
    expect(error).toBeInstanceOf(type)
    expect(error).toMatchObject({ status, name: type.name, platformMessage: 'as the platform says', ...facts })
    expect(platform.seen).toHaveLength(1)
  })

  it.each([
    [readWebsite, { retryable: true, mayHaveTakenEffect: false }],
    [upgrade, { retryable: false, mayHaveTakenEffect: true }],
  ] as const)('a gateway that answers 404 with a page of its own says nothing about an id', async (call, facts) => {
    platform.answer({ status: 404, text: '<html><h1>404 Not Found</h1><hr>nginx</html>' })
    const error = await failure(call)
    expect(error).toBeInstanceOf(ThreeAsPlatformError)
    expect(error).toMatchObject({ status: 404, ...facts })
  })

  it('for each of the five subscription calls of both kinds', async () => {
    platform.answer(json(500, 'must have more touchpoints'))
    for (const what of ['upgrade', 'downgrade', 'cancel', 'resume', 'deactivate'] as const) {
      const website = await failure(() => visa.websiteSubscriptions[what](change))
      const pool = await failure(() => visa.intpcSubscriptions[what]({ intpcId: 'acme', packageId: 'pro' }))
      expect([website.code, pool.code]).toEqual(['refused', 'refused'])
      expect(website.platformMessage).toBe('must have more touchpoints')
    }
    expect(platform.seen.map(({ url }) => url)).toContain('/v3/3as/intpc-subscriptions/deactivate')
  })

  it('reads the platform’s words wherever it puts them', async () => {
    for (const [body, words] of [
      [{ error: 'invalid access token' }, 'invalid access token'],
      [{ title: 'Bad Request' }, 'Bad Request'],
      [{ error: { code: 'unprocessable_entity' } }, 'unprocessable_entity'],
      [{ message: '', error: 7 }, null],
      [[], null],
      ['text', null],
    ] as const) {
      platform.answer({ status: 400, json: body })
      expect((await failure(readWebsite)).platformMessage).toBe(words)
    }
  })

  it('also when it is an HTML page, which is no refusal', async () => {
    platform.answer({ status: 500, text: '<html><h1>Internal Server Error</h1></html>' })
    const error = await failure(upgrade)
    expect(error).toBeInstanceOf(ThreeAsPlatformError)
    expect(error).toMatchObject({ status: 500, platformMessage: null, mayHaveTakenEffect: true })
  })
})

describe('an answer that cannot be used', () => {
  it('is a success that talks HTML', async () => {
    platform.answer({ text: '<html><form>Log in</form></html>' })
    const error = await failure(readWebsite)
    expect(error).toBeInstanceOf(ThreeAsBadAnswerError)
    expect(error).toMatchObject({ status: 200, retryable: false, mayHaveTakenEffect: false })
    // What JSON.parse throws quotes the page.
    expect(error.cause).toBeUndefined()
  })

  it('is JSON of another shape, named by where it differs and not by what stands there', async () => {
    platform.answer({ json: { payload: { intpWebsiteId: 'secret-shop', intpCustomerId: 7, domain: 'secret' } } })
    const error = await failure(readWebsite)
    expect(error).toBeInstanceOf(ThreeAsBadAnswerError)
    expect(error.message).toContain('payload.intpCustomerId')
  })

  it('is no body where one is needed', async () => {
    platform.answer({ status: 204 })
    expect(await failure(readWebsite)).toBeInstanceOf(ThreeAsBadAnswerError)
  })

  it('is a redirect: a POST must not become a GET that looks like success', async () => {
    platform.answer({ status: 302, headers: { location: `${platform.url}/elsewhere` } }, { json: { payload: {} } })
    const error = await failure(deleteWebsite)
    expect(error).toBeInstanceOf(ThreeAsBadAnswerError)
    expect(error.message).toContain('redirect')
    expect(platform.seen).toHaveLength(1)
  })

  it('to a change leaves open whether it took effect', async () => {
    platform.answer({ text: 'OK' })
    expect(await failure(upgrade)).toMatchObject({ code: 'bad_answer', mayHaveTakenEffect: true })
  })
})

describe('no answer', () => {
  it('is a dropped connection, with what fetch threw as its cause', async () => {
    platform.answer(dropped)
    const read = await failure(readWebsite)
    expect(read).toBeInstanceOf(ThreeAsUnreachableError)
    expect(read).toMatchObject({ retryable: true, mayHaveTakenEffect: false, status: null })
    expect(read.cause).toBeInstanceOf(Error)
    expect(await failure(upgrade)).toMatchObject({ retryable: false, mayHaveTakenEffect: true })
  })

  it('is one that breaks off midway', async () => {
    platform.answer((response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('{"payload":', () => response.destroy())
    })
    expect(await failure(readWebsite)).toBeInstanceOf(ThreeAsUnreachableError)
  })

  it('where nobody listens cannot have taken effect', async () => {
    const gone = await scriptedPlatform()
    await gone.stop()
    const lonely = new VisitorAnalytics({
      intp: { id: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb', privateKey },
      apiUrl: gone.url,
    })
    const error = await failure(() => lonely.websiteSubscriptions.upgrade(change))
    expect(error).toBeInstanceOf(ThreeAsUnreachableError)
    expect(error).toMatchObject({ retryable: true, mayHaveTakenEffect: false })
  })

  it('in time is a timeout of its own', async () => {
    platform.answer(silent)
    const read = await failure(() => visa.websites.getByIntpWebsiteId('secret-shop', { timeoutMs: 50 }))
    expect(read).toBeInstanceOf(ThreeAsTimeoutError)
    expect(read).toMatchObject({ code: 'timeout', retryable: true, mayHaveTakenEffect: false })
    const changed = await failure(() => visa.websiteSubscriptions.upgrade(change, { timeoutMs: 50 }))
    expect(changed).toMatchObject({ code: 'timeout', retryable: false, mayHaveTakenEffect: true })
  })

  it('in time counts the body too', async () => {
    platform.answer((response) => {
      response.writeHead(200)
      response.write('{"payload":')
    })
    const error = await failure(() => visa.websites.getByIntpWebsiteId('shop', { timeoutMs: 50 }))
    expect(error).toBeInstanceOf(ThreeAsTimeoutError)
  })
})

it('lets a process end once a call has failed or was answered, whatever time it had', async () => {
  const client = new URL('../../src/sdk/visitor-analytics.ts', import.meta.url)
  const script = `
    import { VisitorAnalytics } from ${JSON.stringify(client.href)}
    let calls = 0
    const fetch = async () => (++calls === 1 ? Response.json({ payload: [] }) : Promise.reject(new TypeError('no')))
    const intp = { id: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb', privateKey: process.env.KEY }
    const visa = new VisitorAnalytics({ intp, fetch, timeoutMs: 300_000, retries: 0 })
    console.log((await visa.packages.list()).length)
    await visa.packages.list().catch(({ code }) => console.log(code))`
  const options = { env: { ...process.env, KEY: privateKey } }
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], options)
  expect(stdout.split('\n')).toEqual(['0', 'unreachable', ''])
})

describe('an aborted call', () => {
  it('rejects with the reason of its signal, and is told to the platform', async () => {
    const controller = new AbortController()
    const reason = new Error('the customer left')
    let closed = false
    platform.answer((response) => {
      response.on('close', () => (closed = true))
      controller.abort(reason)
    })
    const options = { signal: controller.signal, timeoutMs: 600_000 }
    await expect(visa.websites.list({}, options)).rejects.toBe(reason)
    await expect.poll(() => closed).toBe(true)
  })

  it('is not sent when the signal has fired before', async () => {
    const signal = AbortSignal.abort()
    await expect(visa.websiteSubscriptions.upgrade(change, { signal })).rejects.toBe(signal.reason)
    expect(platform.seen).toHaveLength(0)
  })
})

it('never shows an id, a token, a URL or the platform’s words in what a logger prints', async () => {
  const words = 'website secret-shop of customer secret-customer: no'
  const answers = [
    { status: 400, json: { message: words } },
    { status: 500, json: { message: words } },
    { status: 404, json: { message: words } },
    { text: words },
    { json: { payload: { intpWebsiteId: words, intpCustomerId: 7 } } },
    dropped,
  ]
  for (const answer of answers) {
    for (const call of [readWebsite, deleteWebsite, upgrade]) {
      platform.answer(answer)
      const error = await call().catch((reason: unknown) => reason)
      const shown = inspect(error, { depth: 20 }) + JSON.stringify(error) + String(error)
      expect(shown).not.toMatch(/secret-|Bearer|eyJ|v2\/3as/)
    }
  }
})
