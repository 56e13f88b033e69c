/** What can become of a call that leaves. */
export type Fault =
  /** A clear no, without effect. */
  | 'refused'
  /** 5xx, without effect. */
  | 'fails'
  /** 5xx, and it took effect all the same. */
  | 'fails_after'
  /** No connection was made. */
  | 'unsent'
  /** The connection broke before it took effect. */
  | 'dropped'
  /** It took effect, and the answer was lost. */
  | 'lost'
  /** No answer in time, and no effect. */
  | 'timeout'
  /** No answer in time, and it took effect. */
  | 'timeout_after'
  /** The connection broke; the effect comes seconds later. */
  | 'late'
  /** Answered, after seconds. */
  | 'slow'
  /** Answered, and the process stands still before it hears of it. */
  | 'stall'

const reads: readonly Fault[] = ['fails', 'unsent', 'dropped', 'timeout', 'slow']
const writes: readonly Fault[] = [
  'refused',
  'fails',
  'fails_after',
  'unsent',
  'dropped',
  'lost',
  'timeout',
  'timeout_after',
  'late',
  'slow',
]
/** A keyed call of the provider happens once, however late: a late `start` must not begin what has been let go of. */
const ordered = writes.filter((fault) => fault !== 'late')
const stored: readonly Fault[] = ['fails', 'lost', 'slow']
const written: readonly Fault[] = [...stored, 'stall']
const hooked: readonly Fault[] = ['fails', 'fails_after', 'slow']

/** Each boundary, and what can happen at it. */
export const boundaries = {
  'platform.company': reads,
  'platform.website': reads,
  'platform.websites': reads,
  'platform.packages': reads,
  'platform.package': reads,
  'platform.contributors': reads,
  'platform.upgrade': writes,
  'platform.downgrade': writes,
  'platform.cancel': writes,
  'platform.resume': writes,
  'platform.deactivate': writes,
  'provider.start': writes,
  'provider.read': reads,
  'provider.void': ordered,
  'provider.refund': ordered,
  'provider.refundCharge': ordered,
  'provider.schedule': ordered,
  'provider.unschedule': ordered,
  'provider.cancel': ordered,
  'provider.resume': ordered,
  'provider.end': ordered,
  'provider.standing': reads,
  'provider.giveBack': ordered,
  'store.addQuote': stored,
  'store.findQuote': stored,
  'store.addChange': stored,
  'store.findChange': stored,
  'store.standingOf': stored,
  'store.liveOf': stored,
  'store.noteChange': stored,
  'store.countDue': stored,
  'store.claim': stored,
  'store.shorten': stored,
  'store.listChanges': stored,
  'store.renew': written,
  'store.saveChange': written,
  'store.release': stored,
  'hook.applied': hooked,
  'hook.authenticate': ['fails', 'slow'],
  'hook.givesBack': hooked,
  'hook.period': [...hooked, 'timeout', 'timeout_after'],
  /** The provider's news on its way to us. `lost` is news that never comes, not even when it is sent again. */
  news: ['lost', 'late', 'slow', 'dropped'],
  /** A customer's request. */
  http: ['unsent', 'lost', 'slow'],
} as const satisfies Record<string, readonly Fault[]>

export type BoundaryName = keyof typeof boundaries
/** Where the back office alone leads: its histories have faults of their own there (`office.ts`). */
export const officeBoundaries = [
  'provider.giveBack',
  'hook.givesBack',
  'store.listChanges',
] as const satisfies readonly BoundaryName[]
/** Where only a partner comes that bills by itself: as above (`invoicing.ts`). */
const ownBoundaries: readonly BoundaryName[] = [...officeBoundaries, 'hook.period']
export const boundaryNames = (Object.keys(boundaries) as BoundaryName[]).filter((name) => !ownBoundaries.includes(name))

/** A time in which one kind of fault strikes one boundary. Always failing would only show that nothing works. */
export interface FaultWindow {
  boundary: BoundaryName
  fault: Fault
  /** Virtual time. */
  from: number
  until: number
  /** How many of the calls are struck, 0 to 1. */
  share: number
}
