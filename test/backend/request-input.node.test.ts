import { describe, expect, it } from 'vitest'
import { as, page, runningBackend } from './partner-backend.ts'

const running = runningBackend()

describe('what a request is refused for', () => {
  it('is named by its field, and never by its value', async () => {
    const reply = await running.backend.post('/quotes', { websiteId: 'acme-bikes', packageId: 4711 })
    expect(reply.body.error).toMatchObject({ code: 'invalid_request', message: expect.stringContaining('packageId') })
    expect(reply.text).not.toContain('4711')
  })

  it('is the body where no field is to blame', async () => {
    const reply = await running.backend.post('/quotes', '"acme-bikes"')
    expect(reply.body.error.message).toMatch(/not valid at the body/)
  })

  it('is a field that is missing in a query that is not there', async () => {
    const reply = await running.backend.handler(
      new Request(`${running.backend.url}/api/analytics/subscription`, { headers: as('acme') }),
    )
    expect(reply.status).toBe(400)
    expect(await reply.text()).toContain('websiteId')
  })

  it.each(['no json', '', '{"websiteId":"acme-bikes"', Buffer.from([0x22, 0xff, 0xfe, 0x22])])(
    'is that %o is not JSON',
    async (body) => {
      const response = await fetch(`${running.backend.url}/api/analytics/quotes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-react-3as': '1', origin: page, ...as('acme') },
        body,
      })
      expect(response.status).toBe(400)
      expect(await response.text()).toMatch(/not JSON/)
    },
  )

  it('is a NUL character, in a body and in a query', async () => {
    const inBody = await running.backend.post('/quotes', { websiteId: 'acme-bikes\0', packageId: 'x' })
    const inQuery = await running.backend.get('/subscription', { websiteId: 'acme-bikes\0' })
    for (const reply of [inBody, inQuery]) {
      expect(reply.status).toBe(400)
      expect(reply.body.error.message).toMatch(/NUL/)
    }
  })
})

describe('the input of a read', () => {
  it('is decoded as a form is', async () => {
    const ask = async (query: string) =>
      (await fetch(`${running.backend.url}/api/analytics/subscription?${query}`, { headers: as('acme') })).status
    expect(await ask('websiteId=acme%2Dbikes')).toBe(200)
    expect(await ask('unknown=1&websiteId=acme-bikes')).toBe(200)
    expect(await ask('websiteId=acme+bikes')).toBe(404)
  })
})
