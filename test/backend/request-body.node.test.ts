import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBody } from '../../src/backend/http/request-body.ts'

const address = 'http://backend.test/'

/** A request whose body comes in these pieces, and how many of them were asked for. */
function inPieces(pieces: readonly Uint8Array[], headers: Record<string, string> = {}) {
  let asked = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = pieces[asked++]
        if (piece) controller.enqueue(piece)
        else controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  const request = new Request(address, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
  return { request, asked: () => asked }
}

const bytes = (length: number) => new Uint8Array(length).map((_, index) => index % 251)

describe('a body', () => {
  it('is the same however it was cut into pieces', async () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 40_000 }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(pieces, async (given) => {
        const read = await readBody(inPieces(given).request, 1_000_000)
        expect(Buffer.from(read).equals(Buffer.concat(given))).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('keeps what came first when the rest does not fit beside it', async () => {
    const given = [bytes(10_000), bytes(10_000).toReversed(), bytes(50_000)]
    const read = await readBody(inPieces(given).request, 1_000_000)
    expect(Buffer.from(read).equals(Buffer.concat(given))).toBe(true)
  })

  it('that is not there is empty', async () => {
    expect(await readBody(new Request(address, { method: 'POST' }), 10)).toHaveLength(0)
  })

  it.each([
    ['in pieces', (length: number) => inPieces([bytes(length - 30_000), bytes(30_000)]).request],
    ['in one piece', (length: number) => inPieces([bytes(length)]).request],
    [
      'without a stream, as in Firefox',
      (length: number) => Object.defineProperty(inPieces([bytes(length)]).request, 'body', { value: undefined }),
    ],
    [
      'of a length that is said',
      (length: number) => inPieces([bytes(length)], { 'content-length': String(length) }).request,
    ],
  ])('%s may be as large as the limit, and no larger', async (_how, request) => {
    expect(await readBody(request(40_000), 40_000)).toHaveLength(40_000)
    await expect(readBody(request(40_001), 40_000)).rejects.toMatchObject({ code: 'too_large' })
  })

  it.each([
    ['a larger body than it says', '3'],
    ['no number', 'many'],
    ['a negative number', '-1'],
    ['nothing', ''],
  ])('is held to the limit when its length is %s', async (_what, length) => {
    const headers = { 'content-length': length }
    expect(await readBody(inPieces([bytes(10)], headers).request, 10)).toHaveLength(10)
    await expect(readBody(inPieces([bytes(11)], headers).request, 10)).rejects.toMatchObject({ code: 'too_large' })
  })

  it('whose length is said to be too large is not read', async () => {
    const { request, asked } = inPieces([bytes(5)], { 'content-length': '11' })
    await expect(readBody(request, 10)).rejects.toMatchObject({ code: 'too_large' })
    expect(asked()).toBe(0)
  })

  it('that turns out to be too large is not read on', async () => {
    const { request, asked } = inPieces([bytes(6), bytes(6), bytes(6), bytes(6)])
    await expect(readBody(request, 10)).rejects.toMatchObject({ code: 'too_large' })
    expect(asked()).toBe(2)
  })

  it('in a million crumbs is given up, for each costs as much as a whole piece', async () => {
    const crumbs = Array.from({ length: 1_000_000 }, () => bytes(1))
    const { request, asked } = inPieces(crumbs)
    await expect(readBody(request, 1_048_576)).rejects.toMatchObject({ code: 'too_large' })
    expect(asked()).toBeLessThan(10_000)
  })

  it.each([{}, { 'content-length': '10' }])('that breaks off is the sender’s failure, with %o', async (headers) => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('socket hang up')) })
    const request = new Request(address, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
    await expect(readBody(request, 100)).rejects.toMatchObject({ code: 'invalid_request' })
  })
})
