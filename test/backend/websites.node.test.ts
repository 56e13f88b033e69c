import { expect, it } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { as, runningBackend, startBackend } from './partner-backend.ts'

const running = runningBackend()

it('names the plan of each website, and none in the trial', async () => {
  const { body } = await running.backend.get('/websites')
  const may = ['look', 'plan', 'billing', 'team', 'keys', 'activate']
  expect(body.websites).toEqual(
    expect.arrayContaining([
      { websiteId: 'acme-bikes', domain: 'bikes.acme.test', status: 'active', planName: 'Basic', may },
      { websiteId: 'acme-books', domain: 'books.acme.test', status: 'active', planName: null, may },
      { websiteId: 'acme-garden', domain: 'garden.acme.test', status: 'active', planName: 'Free', may },
    ]),
  )
})

it.each([
  [{ status: 'canceled' }, { status: 'ending' }],
  [{ status: 'cancelled' }, { status: 'ending' }],
  [{ status: 'inactive' }, { status: 'ended' }],
  [{ status: 'pending' }, { status: 'ended' }],
  [{ packageName: ' Advanced ' }, { planName: 'Advanced' }],
  [{ packageName: ' ' }, { planName: null }],
  [{ packageName: null }, { planName: null }],
])('shows what the platform calls %o as %o', async (said, shown) => {
  const threeAs = new VisitorAnalytics({
    intp: demoIntps.website,
    apiUrl: running.sandbox.apiUrl,
    dashboardUrl: running.sandbox.dashboardUrl,
    fetch: async (input, init) => {
      const answer = (await (await fetch(input, init)).json()) as { payload: object[] }
      return Response.json({ ...answer, payload: answer.payload.map((website) => ({ ...website, ...said })) })
    },
  })
  const backend = await startBackend(running.sandbox, 'website', { threeAs, background: false })
  const { body } = await backend.get('/websites', {}, as('globex'))
  await backend.stop()
  expect(body.websites).toMatchObject([{ websiteId: 'globex-lamps', ...shown }])
})
