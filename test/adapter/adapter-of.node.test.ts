import { describe, expect, it } from 'vitest'
import { adapterOf } from '../../src/adapter/adapter-of.ts'
import { AnalyticsError } from '../../src/contract/error.ts'
import { getDashboardUrl, listPackages } from '../../src/contract/routes.ts'

const failure = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )

describe("an adapter of a partner's own functions", () => {
  const answering = (answer: unknown) =>
    adapterOf({ getDashboardUrl: async () => answer as { url: string; expiresInSeconds: number } })

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
    const adapter = adapterOf({ getDashboardUrl: () => Promise.reject(cause) })
    const error = await failure(adapter.call(getDashboardUrl, { websiteId: 'a' }))
    expect(error).toBeInstanceOf(AnalyticsError)
    expect(error).toMatchObject({ code: 'unreachable', cause })
  })
})
