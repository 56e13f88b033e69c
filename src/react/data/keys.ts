/** Of a page without an account switcher, which has one tenant only. */
const oneTenant = 'default'

/** All that is known of a tenant. */
export function tenantKey(tenant = oneTenant) {
  return ['react-3as', tenant] as const
}

/** The start of every query key of a website: invalidate it and all that is known of the website is read again. */
export function websiteKey({ tenant, websiteId }: { tenant?: string | undefined; websiteId: string }) {
  return [...tenantKey(tenant), 'website', websiteId] as const
}

export function websitesKey(tenant?: string) {
  return [...tenantKey(tenant), 'websites'] as const
}

/** Apart from the website's: an offer that is on the screen is not exchanged because something else is read again. */
export function quotesKey(tenant?: string) {
  return [...tenantKey(tenant), 'quote'] as const
}

/** Apart from the website's: a change that is followed is asked for in its own rhythm. */
export function changeKey({ tenant, websiteId }: { tenant?: string | undefined; websiteId: string }, changeId: string) {
  return [...tenantKey(tenant), 'change', websiteId, changeId] as const
}
