import { AnalyticsError } from '../../contract/error.ts'
import { isAmongOrigins, originOf } from './origins.ts'

type PageWindow = Pick<Window, 'location' | 'document'> & { parent: PageWindow; top: unknown }

/**
 * Refuses to confirm a change on a page that a stranger has framed: it could be drawn over, so that a click meant for
 * something else buys a plan. Pages of the same origin, and origins named in `allowedAncestors`, may frame it. What cannot
 * be found out counts as a stranger.
 *
 * @throws AnalyticsError `framed`
 */
export function assertNotFramedByStranger(allowedAncestors: readonly string[], page: PageWindow = window): void {
  if (!isFramed(page)) return
  const allowed = [page.location.origin, ...allowedAncestors]
  const ancestors = ancestorsOf(page)
  if (ancestors.length > 0 && ancestors.every((origin) => isAmongOrigins(origin, allowed))) return
  throw new AnalyticsError({
    code: 'framed',
    message: 'A page of another origin has framed this one, so no change is confirmed here.',
    hint: 'Name its origin in allowedAncestors of <AnalyticsProvider>, if it is yours.',
  })
}

/** Whether a page is shown inside another one. */
export function isFramed(page: { parent: unknown } = window): boolean {
  return page.parent !== page
}

/** Origins of all pages around this one. */
function ancestorsOf(page: PageWindow): string[] {
  const { location, document, parent, top } = page
  // Firefox before 148 has no ancestorOrigins.
  if (location.ancestorOrigins) return [...location.ancestorOrigins]
  if (!isFramed(page)) return []
  try {
    // Throws for another origin.
    return [parent.location.origin, ...ancestorsOf(parent)]
  } catch {
    // The page that led here is the one around, if that is the outermost. One of our own origin is not: it can be read, so
    // the customer has only followed a link within the frame.
    const outer = parent === top && originOf(document.referrer)
    return [outer && outer !== location.origin ? outer : 'unknown']
  }
}
