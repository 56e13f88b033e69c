import type { CarriedRequest, CarriedResponse } from '../tab/carried-request.ts'
import type { PreparedState } from '../tab/prepared-states.ts'
import type { Answered, Asked, Command, FromTab, TabNews, ToTab } from '../tab/tab-messages.ts'

/** The platform of this tab, in a worker of its own. */
export interface TabPlatform {
  /** Puts a platform in this state in the place of the one before. Resolves with its business time. */
  start: (state: PreparedState) => Promise<string>
  command: (command: Command) => Promise<string>
  fetch: (request: CarriedRequest, signal?: AbortSignal) => Promise<CarriedResponse>
  close: () => void
}

export function createTabPlatform(onNews: (news: TabNews) => void): TabPlatform {
  const worker = new Worker(new URL('../tab/platform-worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, (answered: Answered) => void>()
  let lastId = 0
  worker.addEventListener('message', ({ data }: MessageEvent<FromTab>) => {
    if ('news' in data) onNews(data.news)
    else if ('id' in data) {
      waiting.get(data.id)?.(data.answered)
      waiting.delete(data.id)
    }
  })
  const send = (message: ToTab) => worker.postMessage(message, [])
  const ask = async (asked: Asked, signal?: AbortSignal): Promise<Answered> => {
    const id = ++lastId
    const answered = new Promise<Answered>((resolve) => waiting.set(id, resolve))
    signal?.addEventListener('abort', () => send({ abort: id }))
    send({ id, ...asked })
    return answered
  }
  const askTime = async (asked: Asked) => {
    const answered = await ask(asked)
    if ('businessTime' in answered) return answered.businessTime
    throw new Error('error' in answered ? answered.error : 'The platform of this tab gave no time.')
  }
  return {
    start: (state) => askTime({ ask: 'start', state }),
    command: (command) => askTime({ ask: 'command', command }),
    async fetch(request, signal) {
      const answered = await ask({ ask: 'fetch', request }, signal)
      if ('response' in answered) return answered.response
      throw new TypeError('error' in answered ? answered.error : 'The platform of this tab gave no answer.')
    },
    close: () => worker.terminate(),
  }
}
