import { AnalyticsError } from '../../contract/error.ts'
import type { ChangeRow } from './change-row.ts'
import { viewOf } from './change-view.ts'

/** A second change while one is open: the answer holds the first. */
export function changeOpen(open: ChangeRow): AnalyticsError {
  return new AnalyticsError({
    code: 'change_open',
    message: 'Another change of this plan is under way.',
    details: viewOf(open),
  })
}
