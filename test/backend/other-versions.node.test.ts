import { describe, expect, it } from 'vitest'
import { as, runningBackend } from './partner-backend.ts'

describe('a page of another version', () => {
  const running = runningBackend()
  const ask = (version: string | null) =>
    fetch(`${running.backend.url}/api/analytics/subscription?websiteId=acme-bikes`, {
      headers: { ...as('acme'), ...(version !== null && { 'x-react-3as': version }) },
    })

  it('of the same major is answered, and so is a request by hand', async () => {
    expect((await ask('1')).status).toBe(200)
    expect((await ask(null)).status).toBe(200)
  })

  it('of another major is told so, and which version this backend speaks', async () => {
    const reply = await ask('2')
    expect(reply.status).toBe(409)
    const { error } = (await reply.json()) as { error: { code: string; message: string; retryable: boolean } }
    expect(error).toMatchObject({ code: 'version_mismatch', retryable: false })
    expect(error.message).toContain('version 1')
  })

  it('of a newer minor may send what this backend does not know yet', async () => {
    const { body } = await running.backend.post('/quotes', {
      websiteId: 'acme-bikes',
      packageId: running.packageId('Pro'),
      coupon: 'SUMMER',
    })
    expect(body).toMatchObject({ kind: 'upgrade' })
  })
})
