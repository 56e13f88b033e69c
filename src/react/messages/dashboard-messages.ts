/** Texts of `DashboardFrame`. */
export interface DashboardMessages {
  frameTitle: string
  loading: string
  retry: string
  expired: string
  refresh: string
  notShowing: string
  openInNewTab: string
}

export const englishDashboard: DashboardMessages = {
  frameTitle: 'Web analytics',
  loading: 'Loading your analytics',
  retry: 'Try again',
  expired: 'This view has expired.',
  refresh: 'Refresh',
  notShowing: 'Not showing?',
  openInNewTab: 'Open in a new tab',
}
