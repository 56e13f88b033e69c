/** Where a message is to seem to come from. */
export interface FrameMessageOrigin {
  /** Default: the origin of the iframe's `src`. */
  origin?: string | undefined
  /** Default: the iframe's own window. */
  source?: MessageEventSource | null | undefined
}

/**
 * Lets a frame say something, as though the dashboard in it had posted it: for tests of a page in a DOM that loads no
 * frames, and for forgeries.
 *
 * @example emitFrameMessage(iframe, upgradeButtonClicked('shop-1'))
 */
export function emitFrameMessage(
  iframe: HTMLIFrameElement,
  data: unknown,
  { origin = new URL(iframe.src).origin, source = windowOf(iframe) }: FrameMessageOrigin = {},
): void {
  window.dispatchEvent(new MessageEvent('message', { data, origin, source }))
}

/** A DOM that loads no frames gives them no window: it gets one, for the messages to come from. */
function windowOf(iframe: HTMLIFrameElement): MessageEventSource {
  if (!iframe.contentWindow) Object.defineProperty(iframe, 'contentWindow', { value: {} })
  return iframe.contentWindow as MessageEventSource
}

/** What the dashboard posts when an upgrade button is clicked. */
export function upgradeButtonClicked(websiteId: string, more: Record<string, unknown> = {}) {
  return {
    type: 'UPGRADE_BUTTON_CLICKED',
    data: {
      intpWebsiteId: websiteId,
      intpCustomerId: 'acme',
      packageName: 'Basic',
      packageId: 'basic-monthly',
      inTrial: false,
      expiresAt: '2026-12-01T00:00:00.000Z',
      billingInterval: 'monthly',
      ...more,
    },
  }
}

/** What a dashboard that sells by itself posts after a change of plan, perhaps more than once. */
export const subscriptionUpgraded = { type: 'SUBSCRIPTION_UPGRADED' } as const
