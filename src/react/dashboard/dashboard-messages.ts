/** Texts of `DashboardFrame`. */
export interface DashboardMessages {
  frameTitle: string
  loading: string
  retry: string
  plansNotLoaded: string
  /** While the part of the page that shows plans is on its way. */
  plansLoading: string
  /** The same, for a customer who comes back from a payment page. */
  paymentChecking: string
  expired: string
  refresh: string
  /** After some seconds of loading. */
  slow: string
  openInNewTab: string
  planUpgraded: string
  /** The website is not known, or not this customer's. */
  errorNotFound: string
  /** The visitor is not signed in, or may not look. */
  errorNoAccess: string
  errorOffline: string
  /** What happens by itself when the browser is online again. */
  offlineHelp: string
  /** What to tell whoever looks after the site; `code` says what is wrong. */
  reference: (facts: { code: string }) => string
  /** The backend or the platform does not answer, or takes too long. */
  errorUnreachable: string
  /** The browser kept the new tab shut. */
  errorPopupBlocked: string
  /** Trying again does not help: the partner has to change something. */
  errorOther: string
}

type DoorwayText = 'plansLoading' | 'paymentChecking' | 'plansNotLoaded'

/** What `UpgradeModal` says until its dialog is there. */
export type DoorwayMessages = Pick<DashboardMessages, DoorwayText | 'retry'>
/** What a frame says by itself: an embed without `UpgradeModal` loads no other texts. */
export type FrameMessages = Omit<DashboardMessages, DoorwayText>

export const englishFrame: FrameMessages = {
  frameTitle: 'Web analytics',
  loading: 'Loading your analytics…',
  retry: 'Try again',
  expired: 'These numbers may be out of date.',
  refresh: 'Refresh',
  slow: 'This is taking longer than usual.',
  openInNewTab: 'Open in a new tab',
  planUpgraded: 'Your new plan is active.',
  errorNotFound: 'There are no analytics for this website yet.',
  errorNoAccess: 'You have no access to these analytics.',
  errorOffline: 'You are offline.',
  offlineHelp: 'Your analytics load again as soon as you are back online.',
  reference: ({ code }) => `If this does not go away, tell us this reference: ${code}`,
  errorUnreachable: 'The analytics service does not answer.',
  errorPopupBlocked: 'Your browser did not open a new tab.',
  errorOther: 'The analytics cannot be shown.',
}

export const englishDoorway: DoorwayMessages = {
  retry: englishFrame.retry,
  plansLoading: 'Loading the plans…',
  paymentChecking: 'Checking your payment…',
  plansNotLoaded: 'The plans could not be loaded.',
}
