/**
 * Where things are taken to be in the tab. All are loopback names, as on a developer's machine, so that the demo key and the
 * kit's own checks take them without an option that copied code would have to lose again.
 */
export const hosts = {
  page: 'http://localhost:5173',
  api: 'http://api.localhost:4300',
  dashboard: 'http://dashboard.localhost:4301',
  pay: 'http://pay.localhost:4302',
} as const

export const isOnPage = (url: string) => new URL(url).origin === hosts.page
export const isDashboard = (url: string) => new URL(url).origin === hosts.dashboard
