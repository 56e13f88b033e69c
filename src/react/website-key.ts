/** The start of every query key of a website: invalidate it and all that is known of the website is read again. */
export function websiteKey({ tenant = 'default', websiteId }: { tenant?: string | undefined; websiteId: string }) {
  return ['react-3as', tenant, 'website', websiteId] as const
}
