import { isAnything, isString, parseWith, shape } from './schema.ts'

const messageSchema = shape({ type: isString, data: isAnything })
const clickSchema = shape({ intpWebsiteId: isString })

/**
 * What the dashboard may say to the page around it. Of an upgrade click only the website is read: every other field may
 * be missing or odd, and none of them is an authority for anything.
 */
export type FrameMessage =
  | { type: 'UPGRADE_BUTTON_CLICKED'; data: { intpWebsiteId: string } }
  | { type: 'SUBSCRIPTION_UPGRADED' }

/** What was said, or `null` when it is none of the dashboard's messages. */
export function parseFrameMessage(said: unknown): FrameMessage | null {
  const message = parseWith(messageSchema, said)
  if (!('data' in message)) return null
  const { type, data } = message.data
  if (type === 'SUBSCRIPTION_UPGRADED') return { type }
  if (type !== 'UPGRADE_BUTTON_CLICKED') return null
  const click = parseWith(clickSchema, data)
  return 'data' in click ? { type, data: click.data } : null
}
