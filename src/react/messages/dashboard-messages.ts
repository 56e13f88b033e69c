/** Texts of `DashboardFrame`. */
export interface DashboardMessages {
  frameTitle: string
  loading: string
  retry: string
  plansNotLoaded: string
  expired: string
  refresh: string
  notShowing: string
  openInNewTab: string
  planUpgraded: string
  /** The website is not known, or not this customer's. */
  errorNotFound: string
  /** Nobody is signed in, or they may not look. */
  errorNoAccess: string
  errorOffline: string
  /** The backend or the platform does not answer, or takes too long. */
  errorUnreachable: string
  /** The browser kept the new tab shut. */
  errorPopupBlocked: string
  /** Something that trying again will not mend, and the partner has to. */
  errorOther: string
}

export const englishDashboard: DashboardMessages = {
  frameTitle: 'Web analytics',
  loading: 'Loading your analytics',
  retry: 'Try again',
  plansNotLoaded: 'The plans could not be loaded.',
  expired: 'This view has expired.',
  refresh: 'Refresh',
  notShowing: 'Not showing?',
  openInNewTab: 'Open in a new tab',
  planUpgraded: 'Plan upgraded',
  errorNotFound: 'There are no analytics for this website yet.',
  errorNoAccess: 'You have no access to these analytics.',
  errorOffline: 'You are offline.',
  errorUnreachable: 'The analytics service does not answer.',
  errorPopupBlocked: 'Your browser did not open a new tab.',
  errorOther: 'The analytics cannot be shown.',
}
