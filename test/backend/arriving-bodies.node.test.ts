import { expect, it } from 'vitest'
import { arrivingBodies } from '../../src/backend/http/arriving-bodies.ts'

const megabyte = 1_048_576

/** A request whose body does not end after these bytes. */
function endless(bytes: number): Request {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new Uint8Array(bytes)),
  })
  return new Request('http://backend.test/', { method: 'POST', body, duplex: 'half' } as RequestInit)
}

/** In turn, so that the first is the oldest; and which of them are dropped. */
async function arrive(room: number, sizes: readonly number[]): Promise<number[]> {
  const bodies = arrivingBodies(room)
  const dropped: number[] = []
  for (const [index, size] of sizes.entries()) {
    bodies.read(endless(size), megabyte).catch(() => dropped.push(index))
    await new Promise(setImmediate)
  }
  return dropped
}

it('bodies are all waited for while there is room', async () => {
  expect(await arrive(300_000, [100_000, 100_000, 100_000])).toEqual([])
})

it('the largest goes first, wherever it stands', async () => {
  expect(await arrive(300_000, [50_000, 150_000, 60_000, 100_000])).toEqual([1])
  expect(await arrive(300_000, [50_000, 60_000, 70_000, 150_000])).toEqual([3])
})

it('of equal ones the oldest goes first', async () => {
  expect(await arrive(250_000, [100_000, 100_000, 100_000, 100_000])).toEqual([0, 1])
})

it('one that has come makes room again', async () => {
  const bodies = arrivingBodies(100_000)
  for (let sent = 0; sent < 5; sent++) {
    const request = new Request('http://backend.test/', { method: 'POST', body: new Uint8Array(100_000) })
    expect(await bodies.read(request, megabyte)).toHaveLength(100_000)
  }
})
