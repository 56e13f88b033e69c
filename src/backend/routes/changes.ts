import { AnalyticsError } from '../../contract/error.ts'
import type { abandonChange, getChange, startChange } from '../../contract/routes.ts'
import type { Grants } from '../access/access.ts'
import { beginChange } from '../changes/begin-change.ts'
import { isReversalKey } from '../ledger/give-back-part.ts'
import { targetOf, type ChangeRow } from '../ledger/change-row.ts'
import { viewOf } from '../ledger/change-view.ts'
import type { Answer, Services } from '../settings/services.ts'

export const answerStartChange: Answer<typeof startChange> = ({ quote, ...input }, grant, services) => {
  const { by, contact } = grant
  if (isReversalKey(input.idempotencyKey)) throw reservedKey()
  const mayBuy = by.kind !== 'staff' || services.settings.allowStaffToBuy
  const agreed = { kind: 'shown', quote: quote ?? null } as const
  return beginChange({ ...input, agreed, asked: { by, why: null }, mayBuy, contact }, grant, services)
}

function reservedKey(): AnalyticsError {
  return new AnalyticsError({ code: 'invalid_request', message: 'This idempotency key is reserved: make another one.' })
}

export const answerChange: Answer<typeof getChange> = async (input, grant, services) =>
  viewOf(await services.ledger.look(await findChange(input, grant, services)))

export const answerAbandonChange: Answer<typeof abandonChange> = async (input, grant, services) =>
  viewOf(await services.ledger.abandon(await findChange(input, grant, services), { by: grant.by, why: null }))

async function findChange(
  { websiteId, changeId }: { websiteId: string; changeId: string },
  { website }: Grants['change'],
  { platform, ledger }: Services,
): Promise<ChangeRow> {
  const { holder } = await platform.company()
  const change = await ledger.find(changeId)
  const isTheirs =
    change?.lane === 'customer' &&
    change.customerId === website.intpCustomerId &&
    change.target === targetOf(holder, websiteId, website.intpCustomerId)
  if (change && isTheirs) return change
  throw new AnalyticsError({ code: 'not_found', message: 'There is no such change.' })
}
