// What a partner has or has not yet, `locale={user?.locale}`, may be handed on as it is, under exactOptionalPropertyTypes too.
import { expectTypeOf } from 'vitest'
import type {
  AnalyticsProviderProps,
  DashboardFrameProps,
  HttpAdapterOptions,
  PackagePickerProps,
  SubscriptionPanelProps,
  UpgradeModalProps,
} from '../../src/index.ts'

type Optional<Props> = { [Name in keyof Props]-?: object extends Pick<Props, Name> ? Name : never }[keyof Props]
type NothingYet<Props> = Record<Optional<Props>, undefined>
type OptionalProps<Props> = Pick<Props, Optional<Props>>

expectTypeOf<NothingYet<AnalyticsProviderProps>>().toExtend<OptionalProps<AnalyticsProviderProps>>()
expectTypeOf<NothingYet<DashboardFrameProps>>().toExtend<OptionalProps<DashboardFrameProps>>()
expectTypeOf<NothingYet<HttpAdapterOptions>>().toExtend<OptionalProps<HttpAdapterOptions>>()
expectTypeOf<NothingYet<PackagePickerProps>>().toExtend<OptionalProps<PackagePickerProps>>()
expectTypeOf<NothingYet<SubscriptionPanelProps>>().toExtend<OptionalProps<SubscriptionPanelProps>>()
expectTypeOf<NothingYet<UpgradeModalProps>>().toExtend<OptionalProps<UpgradeModalProps>>()
