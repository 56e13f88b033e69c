import { AnalyticsError } from '../../contract/error.ts'
import { requestHeader } from '../../contract/request-header.ts'

/**
 * Refuses a page of another major version: what it would read, or send, means something else. A request without the header
 * is read by hand, and gets what there is.
 *
 * @throws AnalyticsError `version_mismatch`
 */
export function assertSameVersion({ headers }: Request): void {
  const spoken = headers.get(requestHeader.name)
  if (!spoken || spoken === requestHeader.value) return
  throw new AnalyticsError({
    code: 'version_mismatch',
    message: `The page uses version ${/^\d{1,4}$/.test(spoken) ? spoken : 'unknown'} of the contract, this backend version ${requestHeader.value}.`,
    hint: 'Deploy page and backend with the same major version of react-3as. Reload a page that was open before.',
  })
}
