import type { Payments } from '../../backend/payments/payments.ts'
import { assert, equal } from '../assert.ts'

/** What is declared and what can be called are one: types say so, and what is not type-checked is found here. */
export function declaresWhatItHas(payments: Payments): void {
  const { declares, collect, recurring, giveBack, reads, news } = payments
  equal(recurring !== undefined, declares.recurring === 'provider', 'Whether it renews, beside what is declared')
  equal(recurring !== undefined && 'schedule' in recurring, declares.schedules, 'Whether it plans a smaller charge')
  equal(giveBack !== undefined, declares.giveBack !== 'by_hand', 'Whether it gives back by a call')
  equal(news !== undefined, declares.news !== 'none', 'Whether it has news')
  equal(
    collect !== undefined && 'preview' in collect,
    declares.preview !== 'none',
    'Whether it says a price beforehand',
  )
  assert(!recurring || collect, 'What renews is collected: collect is missing.')
  assert(!recurring || (reads && 'standing' in reads), 'What renews can be read: reads.standing is missing.')
  assert(
    !recurring || !('mayStart' in payments || 'period' in payments),
    'mayStart and period are for a partner that bills the periods.',
  )
  assert(declares.currencies === 'any' || declares.currencies.length > 0, 'There is no currency that is collected.')
}
