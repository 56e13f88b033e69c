import type { CarriedRequest, CarriedResponse } from './carried-request.ts'
import type { PreparedState } from './prepared-states.ts'

/** What the workbench may do to the platform, beyond what a customer can. */
export type Command =
  | { do: 'move the clock'; days?: number; months?: number }
  | { do: 'record usage'; visits: number }
  /** As a partner's backend would when a customer makes one. */
  | { do: 'add a website' }
  | { do: 'fail'; fault: FaultName | null }

export const faultNames = {
  before: 'Refuse the next upgrade',
  after: 'Lose the answer of the next upgrade, after its effect',
  slow: 'Answer the next calls 3 seconds late',
  outage: 'Answer the next 3 calls with an error page',
} as const
export type FaultName = keyof typeof faultNames

export type Asked =
  | { ask: 'start'; state: PreparedState }
  | { ask: 'fetch'; request: CarriedRequest }
  | { ask: 'command'; command: Command }

/** To the worker. `abort` gives up a request that was asked before. */
export type ToTab = ({ id: number } & Asked) | { abort: number }

export type Answered = { response: CarriedResponse } | { businessTime: string } | { error: string; isAbort: boolean }

/** Something that happened behind the page, for the inspector. */
export type TabNews =
  | { kind: 'ledger'; what: string; detail: string }
  | { kind: 'platform'; what: string; detail: string }

export type FromTab = { id: number; answered: Answered } | { news: TabNews }
