import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFrameChannel, judgeMessage } from '../../src/react/dashboard/frame-channel.ts'
import { upgradeButtonClicked } from '../../src/testing/frame-message.ts'

type Judge = typeof judgeMessage
const frame = { name: 'the frame' } as unknown as MessageEventSource
const otherFrame = { name: 'another frame of the page' } as unknown as MessageEventSource
const identity = { source: frame, origin: 'https://stats.example.com', websiteId: 'shop-1' }
const click = upgradeButtonClicked('shop-1')
const genuine = { source: frame, origin: identity.origin, data: click }

/** Each is right in everything but one, so that one check alone stands between it and the page. */
const forgeries = [
  { reason: 'foreign_source', message: { ...genuine, source: otherFrame } },
  { reason: 'foreign_origin', message: { ...genuine, origin: 'https://stats.example.com.evil.test' } },
  { reason: 'malformed', message: { ...genuine, data: { ...click, type: 'UPGRADE_BUTTON_CLICKED ' } } },
  { reason: 'other_website', message: { ...genuine, data: upgradeButtonClicked('shop-2') } },
] as const

describe('a message', () => {
  it('is let in when it is the frame’s own', () => {
    expect(judgeMessage(genuine, identity)).toMatchObject({ type: 'UPGRADE_BUTTON_CLICKED' })
    expect(judgeMessage({ ...genuine, data: { type: 'SUBSCRIPTION_UPGRADED' } }, identity)).toEqual({
      type: 'SUBSCRIPTION_UPGRADED',
    })
  })

  it('needs no more of a click than the website', () => {
    const bare = { type: 'UPGRADE_BUTTON_CLICKED', data: { intpWebsiteId: 'shop-1', packageId: 7, inTrial: 'maybe' } }
    expect(judgeMessage({ ...genuine, data: bare }, identity)).toMatchObject({ type: 'UPGRADE_BUTTON_CLICKED' })
  })

  it.each(forgeries)('is refused as $reason', ({ reason, message }) => {
    expect(judgeMessage(message, identity)).toBe(reason)
  })

  it.each(['null', '', 'http://stats.example.com', 'https://stats.example.com:444', 'https://STATS.example.com'])(
    'is refused from the origin "%s"',
    (origin) => {
      expect(judgeMessage({ ...genuine, origin }, identity)).toBe('foreign_origin')
    },
  )

  it('without a source is refused while there is no frame', () => {
    expect(judgeMessage({ ...genuine, source: null }, { ...identity, source: null })).toBe('foreign_source')
    expect(judgeMessage({ ...genuine, source: null }, { ...identity, source: undefined })).toBe('foreign_source')
  })

  it('is refused while there is no URL', () => {
    expect(judgeMessage({ ...genuine, origin: 'undefined' }, { ...identity, origin: undefined })).toBe('foreign_origin')
  })

  it('of a foreign source is not looked into', () => {
    const unread = {
      source: otherFrame,
      get origin(): string {
        throw new Error('read')
      },
      get data(): unknown {
        throw new Error('read')
      },
    }
    expect(judgeMessage(unread, identity)).toBe('foreign_source')
  })
})

describe('of the four checks, each one is needed', () => {
  const checks = {
    foreign_source: "if (!from || from !== source) return 'foreign_source'",
    foreign_origin: "if (event.origin !== origin) return 'foreign_origin'",
    malformed: "if (!message) return 'malformed'",
    other_website:
      "if (message.type === 'UPGRADE_BUTTON_CLICKED' && message.data.intpWebsiteId !== websiteId) return 'other_website'",
  }

  it.each(forgeries)(
    'without the one against $reason its forgery is not refused as that',
    async ({ reason, message }) => {
      const judge = await judgeWithout(checks[reason])
      for (const forgery of forgeries) {
        const verdict = verdictOf(judge, forgery.message)
        if (forgery.reason === reason) expect(verdict).not.toBe(reason)
        else expect(verdict).toBe(forgery.reason)
      }
      expect(verdictOf(judge, message)).not.toBe(reason)
    },
  )

  it.each(forgeries.filter(({ reason }) => reason !== 'malformed'))(
    'without the one against $reason the forgery is let in',
    async ({ reason, message }) => {
      const judge = await judgeWithout(checks[reason])
      expect(verdictOf(judge, message)).toMatchObject({ type: 'UPGRADE_BUTTON_CLICKED' })
    },
  )
})

/** The module as it is written, but for one check. */
async function judgeWithout(check: string): Promise<Judge> {
  const file = new URL('../../src/react/dashboard/frame-channel.ts', import.meta.url)
  const source = await readFile(file, 'utf8')
  const broken = source.replace(check, '')
  expect(broken).not.toBe(source)
  const script = stripTypeScriptTypes(broken).replaceAll(
    /from '(\.[^']+)'/g,
    (_, path: string) => `from '${new URL(path, file).href}'`,
  )
  const folder = await mkdtemp(join(tmpdir(), 'without-a-check-'))
  try {
    await writeFile(join(folder, 'channel.mjs'), script)
    const module: unknown = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'channel.mjs')).href)
    return (module as { judgeMessage: Judge }).judgeMessage
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** A judge that breaks on a forgery has not refused it either. */
function verdictOf(judge: Judge, message: Parameters<Judge>[0]): unknown {
  try {
    return judge(message, identity)
  } catch (error) {
    return error
  }
}

describe('hostile messages', () => {
  const source = fc.constantFrom(frame, frame, otherFrame, null)
  const origin = fc.oneof(fc.constant(identity.origin), fc.webUrl(), fc.constantFrom('null', ''))
  const type = fc.constantFrom('UPGRADE_BUTTON_CLICKED', 'upgrade_button_clicked', '__proto__', 7)
  const data = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
    fc.record({ type, data: fc.anything() }),
    fc.record({
      type,
      data: fc.record({ intpWebsiteId: fc.oneof(fc.string(), fc.constant('shop-1 '), fc.anything()) }),
    }),
  )
  // What is the frame's own word for word is no attack.
  const isGenuine = (message: { source: unknown; origin: string; data: unknown }) =>
    message.source === frame &&
    message.origin === identity.origin &&
    (message.data as typeof click | null)?.type === 'UPGRADE_BUTTON_CLICKED' &&
    (message.data as typeof click).data?.intpWebsiteId === 'shop-1'

  it('100,000 of them: none is accepted and nothing is thrown', () => {
    let sent = 0
    let accepted = 0
    const reasons = new Set<string>()
    const open = () =>
      createFrameChannel({
        identity: () => identity,
        onMessage: () => accepted++,
        onIgnored: (reason) => reasons.add(reason),
      })
    fc.assert(
      fc.property(fc.array(fc.record({ source, origin, data }), { minLength: 100, maxLength: 100 }), (messages) => {
        const listen = open()
        for (const message of messages) {
          if (isGenuine(message)) continue
          sent++
          listen({ ...message, timeStamp: sent * 1000 })
        }
        expect(accepted).toBe(0)
      }),
      { numRuns: 1010, endOnFailure: true },
    )
    expect(sent).toBeGreaterThanOrEqual(100_000)
    expect([...reasons].sort()).toEqual(['foreign_origin', 'foreign_source', 'malformed', 'other_website'])
  }, 120_000)
})

describe('a flood', () => {
  function flooded() {
    const heard: unknown[] = []
    const ignored: string[] = []
    let at = 0
    const channel = createFrameChannel({
      identity: () => identity,
      onMessage: (message) => heard.push(message),
      onIgnored: (reason) => ignored.push(reason),
    })
    const listen = (message: Parameters<Judge>[0]) => channel({ ...message, timeStamp: at })
    return { heard, ignored, listen, wait: (ms: number) => (at += ms) }
  }

  it('of junk is reported once, and a genuine click in it comes through', () => {
    const { heard, ignored, listen } = flooded()
    for (let sent = 0; sent < 10_000; sent++) listen({ ...genuine, source: otherFrame })
    expect(ignored).toEqual(['foreign_source'])
    listen(genuine)
    expect(heard).toHaveLength(1)
  })

  it('of another kind, or from elsewhere, is reported as well', () => {
    const { ignored, listen } = flooded()
    for (let sent = 0; sent < 100; sent++) listen({ ...genuine, source: otherFrame })
    listen({ ...genuine, source: otherFrame, origin: 'https://chat.example' })
    listen({ ...genuine, data: 'junk' })
    expect(ignored).toEqual(['foreign_source', 'foreign_source', 'malformed'])
  })

  it('from origins without end is reported twenty times', () => {
    const { ignored, listen } = flooded()
    for (let sent = 0; sent < 100; sent++) listen({ ...genuine, origin: `https://${sent}.example` })
    expect(ignored).toHaveLength(20)
  })

  it('of clicks is cut off, and clicks after it are heard', () => {
    const { heard, ignored, listen, wait } = flooded()
    for (let sent = 0; sent < 1000; sent++) listen(genuine)
    expect(heard).toHaveLength(20)
    expect(ignored).toEqual(['flood'])
    wait(10_000)
    listen(genuine)
    expect(heard).toHaveLength(21)
  })
})
