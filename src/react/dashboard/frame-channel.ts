import { parseFrameMessage, type FrameMessage } from '../../contract/frame-message.ts'
import type { IgnoredReason } from '../events.ts'

/** What a message must match to be let in. */
export interface FrameIdentity {
  /** The window of the frame; nothing while there is none. */
  source: MessageEventSource | null | undefined
  /** The exact origin of the signed URL. */
  origin: string | undefined
  websiteId: string
}

export interface FrameChannel {
  /** Asked at each message. */
  identity: () => FrameIdentity
  onMessage: (message: FrameMessage) => void
  /** Told once of each reason and origin. */
  onIgnored: (reason: IgnoredReason, origin: string) => void
  /** Another frame of the kit: what it says is its own channel's business, and no forgery to report. */
  isSibling?: (source: MessageEventSource | null) => boolean
}

type Message = Pick<MessageEvent<unknown>, 'source' | 'origin' | 'data' | 'timeStamp'>

/** More than this many within the window of time is a flood. */
const allowance = 20
const allowanceMs = 10_000
/** Whoever makes up origins does not fill the memory. */
const mostTold = 20

/** A listener for the page's `message` events, which lets in what is the frame's own, well formed and about its website. */
export function createFrameChannel(channel: FrameChannel): (event: Message) => void {
  const { identity, onMessage, onIgnored, isSibling } = channel
  const accepted = createCounter()
  const told: [IgnoredReason, string][] = []
  // Widgets of every kind send messages all day long: each kind of them is news once.
  const tell = (reason: IgnoredReason, origin: string) => {
    if (told[mostTold - 1] || told.some(([why, from]) => from === origin && why === reason)) return
    told.push([reason, origin])
    onIgnored(reason, origin)
  }
  return (event) => {
    const verdict = judgeMessage(event, identity())
    // Junk must not use up what a genuine click needs: only the frame's own messages are counted.
    if (typeof verdict === 'object')
      return accepted(event) <= allowance ? onMessage(verdict) : tell('flood', event.origin)
    if (verdict !== 'foreign_source' || !isSibling?.(event.source)) tell(verdict, event.origin)
  }
}

/** The message, when it may in; else why not. The cheap checks come first, and no schema runs for a foreign source. */
export function judgeMessage(
  event: Omit<Message, 'timeStamp'>,
  { source, origin, websiteId }: FrameIdentity,
): FrameMessage | IgnoredReason {
  // A message without a source comes from none of our frames: a missing frame must not match a missing source.
  const from = event.source
  if (!from || from !== source) return 'foreign_source'
  if (event.origin !== origin) return 'foreign_origin'
  const message = parseFrameMessage(event.data)
  if (!message) return 'malformed'
  if (message.type === 'UPGRADE_BUTTON_CLICKED' && message.data.intpWebsiteId !== websiteId) return 'other_website'
  return message
}

/** Counts within a window of time, so that after a flood a genuine click comes through again. */
function createCounter(): (event: Message) => number {
  let startedAt = -Infinity
  let count = 0
  return ({ timeStamp }) => {
    if (timeStamp - startedAt >= allowanceMs) {
      startedAt = timeStamp
      count = 0
    }
    return ++count
  }
}
