import { afterAll, beforeAll, beforeEach, describe } from 'vitest'
import {
  asResponse,
  carryRequest,
  type CarriedRequest,
  type CarriedResponse,
} from '../../playground/tab/carried-request.ts'
import { behavesAsThePlatform } from './either-way.ts'

type Told = { id: number } & ({ response: CarriedResponse | null } | { error: string })

describe('in a worker of a page', () => {
  let worker: Worker
  let lastId = 0
  const ask = (request: CarriedRequest | 'start anew', signal?: AbortSignal | null) =>
    new Promise<CarriedResponse | null>((resolve, reject) => {
      const id = ++lastId
      const hear = ({ data }: MessageEvent<Told>) => {
        if (data.id !== id) return
        worker.removeEventListener('message', hear)
        if ('error' in data) reject(new TypeError(data.error))
        else resolve(data.response)
      }
      worker.addEventListener('message', hear)
      signal?.addEventListener('abort', () => reject(signal.reason as Error))
      worker.postMessage({ id, request }, [])
    })

  beforeAll(() => {
    worker = new Worker(new URL('./sandbox-worker.ts', import.meta.url), { type: 'module' })
  })
  beforeEach(() => ask('start anew'))
  afterAll(() => worker.terminate())

  behavesAsThePlatform(() => ({
    apiUrl: 'http://api.localhost',
    dashboardUrl: 'http://dashboard.localhost',
    fetch: async (input, init) => asResponse((await ask(await carryRequest(input, init), init?.signal))!),
  }))
})
