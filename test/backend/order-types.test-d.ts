// What a backend's hooks are handed can be named by what `react-3as/server` exports; `Package` there is the platform's own.
import { expectTypeOf } from 'vitest'
import type {
  AppliedChange,
  BilledPeriod,
  OfferedPackage,
  OwnBilling,
  PaymentOrder,
  Quote,
  SubscriptionChange,
  Target,
} from '../../src/server.ts'

expectTypeOf<PaymentOrder['to']>().toEqualTypeOf<OfferedPackage>()
expectTypeOf<AppliedChange['quote']>().toEqualTypeOf<Quote | null>()
expectTypeOf<AppliedChange['change']>().toEqualTypeOf<SubscriptionChange>()

declare const billing: OwnBilling
declare const period: BilledPeriod
declare const applied: AppliedChange
expectTypeOf(period.target).toEqualTypeOf<Target>()
expectTypeOf(billing.follow(period.target)).resolves.toEqualTypeOf<void>()
expectTypeOf(
  billing.report({ target: applied.target, invoiceId: 'in-1', kind: 'overdue' }),
).resolves.toEqualTypeOf<void>()
