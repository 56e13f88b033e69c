// A union of words is written out so that editors show its name. These lists and records have all of its words, and no other.
import { expectTypeOf } from 'vitest'
import type { ActionFacts, ChangeAction, ChangeState, LogLevel, Right } from '../../src/server.ts'
import { ContributorRole, LogLevel as logLevels } from '../../src/server.ts'
import { analyticsErrorCodes, type AnalyticsErrorCode, type SubscriptionChange } from '../../src/index.ts'
import { allRights } from '../../src/contract/right.ts'

expectTypeOf<(typeof analyticsErrorCodes)[number]>().toEqualTypeOf<AnalyticsErrorCode>()
expectTypeOf<(typeof allRights)[number]>().toEqualTypeOf<Right>()
expectTypeOf<SubscriptionChange['state']>().toEqualTypeOf<ChangeState>()
expectTypeOf<ActionFacts['action']>().toEqualTypeOf<ChangeAction>()
expectTypeOf<(typeof logLevels)[keyof typeof logLevels]>().toEqualTypeOf<LogLevel>()
expectTypeOf<(typeof ContributorRole)[keyof typeof ContributorRole]>().toEqualTypeOf<ContributorRole>()
