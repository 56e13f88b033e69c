import { asRequest, carryResponse } from './carried-request.ts'
import type { Answered, FromTab, ToTab } from './tab-messages.ts'
import { openWorld, type TabWorld } from './tab-world.ts'

// The platform lives here for as long as its tab does. A service worker would lose it after half a minute of quiet.

let opening: Promise<TabWorld> | undefined
const underWay = new Map<number, AbortController>()
const say = (message: FromTab) => postMessage(message)

addEventListener('message', ({ data }: MessageEvent<ToTab>) => {
  if ('abort' in data) {
    underWay.get(data.abort)?.abort()
    return
  }
  const giveUp = new AbortController()
  underWay.set(data.id, giveUp)
  void answer(data, giveUp.signal)
    .catch((error: unknown) => ({ error: messageOf(error), isAbort: giveUp.signal.aborted }))
    .then((answered) => {
      underWay.delete(data.id)
      say({ id: data.id, answered })
    })
})

async function answer(asked: Exclude<ToTab, { abort: number }>, signal: AbortSignal): Promise<Answered> {
  switch (asked.ask) {
    case 'start': {
      const before = opening
      opening = (async () => {
        await (await before?.catch(() => undefined))?.stop()
        return openWorld(asked.state, (news) => say({ news }))
      })()
      return { businessTime: (await opening).businessTime() }
    }
    case 'fetch':
      return {
        response: await carryResponse(await (await world()).fetch(asRequest(asked.request, signal)), asked.request.url),
      }
    case 'command': {
      const { command, businessTime } = await world()
      await command(asked.command)
      return { businessTime: businessTime() }
    }
    default:
      return asked satisfies never
  }
}

function world(): Promise<TabWorld> {
  if (!opening) throw new Error('The platform of this tab has not been started.')
  return opening
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
