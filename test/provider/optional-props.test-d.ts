// What a partner has or has not yet, `locale={user?.locale}`, may be handed on as it is, under exactOptionalPropertyTypes too.
// `npm run surface` asks that of every name that is exported.
import { expectTypeOf } from 'vitest'
import type {
  AnalyticsProviderProps,
  DashboardFrameProps,
  HttpAdapterOptions,
  PackagePickerProps,
  SubscriptionPanelProps,
  UpgradeModalProps,
} from '../../src/index.ts'
import type { LedgerTiming, PartnerHandlerOptions, PaymentReads, PaymentsFacts, Runtime } from '../../src/server.ts'

type Optional<Props> = { [Name in keyof Props]-?: object extends Pick<Props, Name> ? Name : never }[keyof Props]
type NothingYet<Props> = Record<Optional<Props>, undefined>
type OptionalProps<Props> = Pick<Props, Optional<Props>>

expectTypeOf<NothingYet<AnalyticsProviderProps>>().toExtend<OptionalProps<AnalyticsProviderProps>>()
expectTypeOf<NothingYet<DashboardFrameProps>>().toExtend<OptionalProps<DashboardFrameProps>>()
expectTypeOf<NothingYet<HttpAdapterOptions>>().toExtend<OptionalProps<HttpAdapterOptions>>()
expectTypeOf<NothingYet<PackagePickerProps>>().toExtend<OptionalProps<PackagePickerProps>>()
expectTypeOf<NothingYet<SubscriptionPanelProps>>().toExtend<OptionalProps<SubscriptionPanelProps>>()
expectTypeOf<NothingYet<UpgradeModalProps>>().toExtend<OptionalProps<UpgradeModalProps>>()
expectTypeOf<NothingYet<PartnerHandlerOptions>>().toExtend<OptionalProps<PartnerHandlerOptions>>()
expectTypeOf<NothingYet<PaymentReads>>().toExtend<OptionalProps<PaymentReads>>()
expectTypeOf<NothingYet<PaymentsFacts>>().toExtend<OptionalProps<PaymentsFacts>>()
expectTypeOf<Record<keyof LedgerTiming, undefined>>().toExtend<PartnerHandlerOptions['timing']>()
expectTypeOf<Record<keyof Runtime, undefined>>().toExtend<PartnerHandlerOptions['runtime']>()
