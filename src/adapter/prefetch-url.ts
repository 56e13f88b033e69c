import { startAge, type Clock, type SignedUrls } from './signed-url.ts'

/**
 * Asks for a signed URL before there is a frame, unless one is at hand. A failure is not reported: the frame asks again, and
 * reports its own.
 */
export function prefetchUrl(urls: SignedUrls, tenant: string, websiteId: string, clock?: Clock): void {
  if (urls.atHand(tenant, websiteId)) return
  const source = urls(tenant, websiteId)
  const age = startAge(clock)
  source
    .get()
    .then(
      (signed) => urls.keep(tenant, websiteId, signed, age),
      () => {},
    )
    .finally(source.release)
}
