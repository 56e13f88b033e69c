import type { ReactNode, RefObject } from 'react'
import type { Package } from '../../contract/package.ts'
import type { SubscriptionChange } from '../../contract/subscription-change.ts'
import type { ComponentSlots } from '../component-slots.ts'
import type { EmbeddedPayment } from './embedded-payment.ts'

export interface UpgradeModalProps extends ComponentSlots {
  /** The partner's own id of the website. Default: that of the `DashboardFrame` around. */
  websiteId?: string | undefined
  /**
   * Opens it, for a button of your own. Inside a `DashboardFrame` it also opens by itself when the dashboard asks for an
   * upgrade, whatever is given here; `preventDefault` in `onUpgradeRequest` of the frame keeps it closed. Default: false.
   */
  open?: boolean | undefined
  /** Called when it opens because the dashboard asked for it, and when it is to be closed. */
  onOpenChange?: ((open: boolean) => void) | undefined
  /**
   * The change that a payment page sent the customer back for, from the address that the backend's `returnPath` made: how it
   * went is shown first, also when it ended before this page was there.
   */
  changeId?: string | undefined
  /** Called once a change is applied and a fresh read shows it. */
  onChanged?: ((change: SubscriptionChange) => void) | undefined
  /**
   * What a plan holds besides its limit: on its card, and once the customer has it. An array of texts becomes a list with check
   * marks. Keep the function stable where there are many packages.
   */
  renderFeatures?: ((shown: Package) => ReactNode) | undefined
  /** Whom to turn to: a last card, for the plan that is not in the list. Also shown where nothing is left to do but to ask. */
  contact?: ReactNode
  /** Below the plans and under the total: whether prices include taxes, for example. */
  footnote?: ReactNode
  /** Beside the button that confirms: the terms that it accepts. */
  terms?: ReactNode
  /** Adds a button "View plan" once a change is done. It closes nothing by itself. */
  onViewPlan?: (() => void) | undefined
  /** Origins that a payment page may have, besides the page's own. Default: Stripe's. */
  paymentOrigins?: readonly string[] | undefined
  /** Goes to the payment page, whose address has been checked. Default: leaves this page for it. */
  onRedirect?: ((url: string) => void) | undefined
  /**
   * The provider's own payment element, where a change is confirmed with a secret. The dialog is not modal while it is
   * shown, so that the bank's challenge, which lands in `<body>`, can be reached.
   */
  renderPayment?: ((payment: EmbeddedPayment) => ReactNode) | undefined
  /** Gets the focus on closing when whatever opened the dialog is gone. Default: the place where the dialog stands. */
  finalFocus?: RefObject<HTMLElement | null> | undefined
}
