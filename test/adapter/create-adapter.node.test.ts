import { describe, expect, it } from 'vitest'
import { createAdapter } from '../../src/adapter/create-adapter.ts'
import { AnalyticsError } from '../../src/contract/error.ts'
import { getDashboardUrl, listPackages } from '../../src/contract/routes.ts'

const failure = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )

describe("an adapter of a partner's own functions", () => {
  const answering = (answer: unknown) =>
    createAdapter({ getDashboardUrl: async () => answer as { url: string; expiresInSeconds: number } })

  it('answers as they do', async () =>
    expect(await answering({ url: 'u', expiresInSeconds: 1 }).call(getDashboardUrl, { websiteId: 'a' })).toEqual({
      url: 'u',
      expiresInSeconds: 1,
    }))

  it('lets nothing unparsed through', async () =>
    expect(
      await failure(answering({ url: 'u', expiresInSeconds: 'soon' }).call(getDashboardUrl, { websiteId: 'a' })),
    ).toMatchObject({
      code: 'bad_answer',
    }))

  it('names the function that is missing', async () =>
    expect(await failure(answering({}).call(listPackages, { websiteId: 'a' }))).toMatchObject({
      code: 'not_supported',
      hint: expect.stringContaining('listPackages') as string,
    }))

  it('keeps what a function threw as the cause', async () => {
    const cause = new Error('GraphQL said no')
    const adapter = createAdapter({ getDashboardUrl: () => Promise.reject(cause) })
    const error = await failure(adapter.call(getDashboardUrl, { websiteId: 'a' }))
    expect(error).toBeInstanceOf(AnalyticsError)
    expect(error).toMatchObject({ code: 'adapter_failed', retryable: false, cause })
    expect(error).toMatchObject({
      message: "The adapter's getDashboardUrl failed.",
      hint: expect.stringMatching(/cause/),
    })
  })

  it('takes a function that throws before it answers with a promise for one that rejects', async () => {
    const cause = new TypeError('api is undefined')
    const adapter = createAdapter({
      getDashboardUrl: () => {
        throw cause
      },
    })
    expect(await failure(adapter.call(getDashboardUrl, { websiteId: 'a' }))).toMatchObject({
      code: 'adapter_failed',
      cause,
    })
  })

  it('passes on an error that says itself what happened', async () => {
    const cause = new AnalyticsError({ code: 'unreachable', message: 'GraphQL is down.', retryable: true })
    const adapter = createAdapter({ getDashboardUrl: () => Promise.reject(cause) })
    expect(await failure(adapter.call(getDashboardUrl, { websiteId: 'a' }))).toBe(cause)
  })

  it('ends with its signal, though the function does not listen to it', async () => {
    const adapter = createAdapter({ getDashboardUrl: () => new Promise(() => {}) })
    const leaving = new AbortController()
    const call = failure(adapter.call(getDashboardUrl, { websiteId: 'a' }, { signal: leaving.signal }))
    leaving.abort()
    expect(await call).toMatchObject({ name: 'AbortError' })
  })
})
