import { afterAll, expect, it } from 'vitest'
import type { ClientEvent } from '../../src/sdk/client-event.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { privateKey } from './keys.ts'
import { dropped, scriptedPlatform } from './scripted-platform.ts'

const platform = await scriptedPlatform()
afterAll(() => platform.stop())

function listening(onEvent: (event: ClientEvent) => void) {
  return new VisitorAnalytics({
    intp: { id: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb', privateKey },
    apiUrl: platform.url,
    onEvent,
  })
}

it('tells of each attempt, answer, wait and failure of a call', async () => {
  const events: ClientEvent[] = []
  const visa = listening((event) => events.push(event))
  platform.answer(dropped, { status: 404, json: { message: 'no secret-shop here' } })
  await expect(visa.website('secret-shop').listApiKeys()).rejects.toMatchObject({ code: 'not_found' })
  const facts = {
    callId: expect.any(Number),
    call: 'website.listApiKeys',
    method: 'GET',
    route: '/v2/3as/websites/:id/api-keys',
  }
  expect(events).toEqual([
    { ...facts, type: 'request.sent', attempt: 1 },
    { ...facts, type: 'retry.scheduled', code: 'unreachable', status: null, waitMs: expect.any(Number), attempt: 1 },
    { ...facts, type: 'request.sent', attempt: 2 },
    { ...facts, type: 'response.received', status: 404, durationMs: expect.any(Number), attempt: 2 },
    { ...facts, type: 'call.failed', code: 'not_found', status: 404, durationMs: expect.any(Number), attempt: 2 },
  ])
  expect(new Set(events.map(({ callId }) => callId)).size).toBe(1)
})

it('tells two calls apart', async () => {
  const events: ClientEvent[] = []
  const visa = listening((event) => events.push(event))
  platform.answer({ json: { payload: [] } })
  await Promise.all([visa.packages.list(), visa.packages.list()])
  expect(new Set(events.map(({ callId }) => callId)).size).toBe(2)
})

it('tells nobody of ids, tokens, keys, URLs or bodies', async () => {
  const told: string[] = []
  const visa = listening((event) => told.push(JSON.stringify(event)))
  platform.answer({ status: 400, json: { message: 'secret-shop' } })
  const key = { name: 'secret-name' }
  await expect(visa.website('secret-shop').createApiKey(key)).rejects.toThrow('createApiKey')
  await expect(visa.packages.list({ intpWebsiteId: 'secret-shop' })).rejects.toThrow('packages.list')
  await expect(visa.intpc('secret-acme').listWebsites()).rejects.toThrow('listWebsites')
  await visa.intpc('secret-acme').generateIFrameDashboardUrl('secret-shop')
  const token = platform.seen[0]?.headers.authorization?.slice('Bearer '.length) ?? ''
  expect(token).toMatch(/^eyJ/)
  expect(told.join()).not.toContain(token)
  expect(told.join()).not.toMatch(/secret-|eyJ|http:|Bearer/)
  expect(told).toHaveLength(9)
})

it('goes on when a listener throws', async () => {
  const visa = listening(() => {
    throw new Error('the log is full')
  })
  platform.answer({ json: { payload: [] } })
  await expect(visa.packages.list()).resolves.toEqual([])
})
