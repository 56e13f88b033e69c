import { literal, object, safeParse, string, type infer as Infer } from 'zod/mini'

// Two schemas asked in turn: a discriminated union would weigh more than both.
const upgradeClickSchema = object({
  type: literal('UPGRADE_BUTTON_CLICKED'),
  data: object({ intpWebsiteId: string() }),
})
const subscriptionUpgradedSchema = object({ type: literal('SUBSCRIPTION_UPGRADED') })

/**
 * What the dashboard may say to the page around it. Of an upgrade click only the website is read: every other field may
 * be missing or odd, and none of them is an authority for anything.
 */
export type FrameMessage = Infer<typeof upgradeClickSchema> | Infer<typeof subscriptionUpgradedSchema>

/** What was said, or `null` when it is none of the dashboard's messages. */
export function parseFrameMessage(data: unknown): FrameMessage | null {
  return safeParse(upgradeClickSchema, data).data ?? safeParse(subscriptionUpgradedSchema, data).data ?? null
}
