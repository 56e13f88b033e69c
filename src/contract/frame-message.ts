import { discriminatedUnion, literal, object, string, type infer as Infer } from 'zod/mini'

/**
 * What the dashboard may say to the page around it. Of an upgrade click only the website is read: every other field may
 * be missing or odd, and none of them is an authority for anything.
 */
export const frameMessageSchema = discriminatedUnion('type', [
  object({ type: literal('UPGRADE_BUTTON_CLICKED'), data: object({ intpWebsiteId: string() }) }),
  object({ type: literal('SUBSCRIPTION_UPGRADED') }),
])
export type FrameMessage = Infer<typeof frameMessageSchema>
