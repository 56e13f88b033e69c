import { AnalyticsError } from '../../contract/error.ts'
import { isAmongOrigins } from '../origins.ts'

type PageWindow = Pick<Window, 'location' | 'document'> & { parent: unknown; top: unknown }

/**
 * Refuses to confirm a change on a page that a stranger has framed: it could be drawn over, so that a click meant for
 * something else buys a plan. Pages of the same origin, and origins named in `allowedAncestors`, may frame it. What cannot
 * be found out counts as a stranger.
 *
 * @throws AnalyticsError `framed`
 */
export function assertNotFramedByStranger(allowedAncestors: readonly string[], page: PageWindow = window): void {
  if (page.parent === page) return
  const allowed = [page.location.origin, ...allowedAncestors]
  const ancestors = ancestorsOf(page)
  if (ancestors.length > 0 && ancestors.every((origin) => isAmongOrigins(origin, allowed))) return
  throw new AnalyticsError({
    code: 'framed',
    message: 'A page of another origin has framed this one, so no change is confirmed here.',
    hint: 'Name its origin in allowedAncestors of <AnalyticsProvider>, if it is yours.',
  })
}

/** Origins of all pages around this one; none when the browser does not tell. */
function ancestorsOf({ location, document, parent, top }: PageWindow): string[] {
  // Firefox has no ancestorOrigins: there only the page right outside is known, and only if it is the outermost.
  if (location.ancestorOrigins) return [...location.ancestorOrigins]
  return parent === top && URL.canParse(document.referrer) ? [new URL(document.referrer).origin] : []
}
