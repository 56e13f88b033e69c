import type { AnalyticsError } from '../../contract/error.ts'
import type { Quote } from '../../contract/quote.ts'
import type { ChangeIntent, ChangeState, SubscriptionChange } from '../../contract/subscription-change.ts'

/** The steps from choosing a plan to having it. */
export type UpgradeStep =
  | 'pick'
  | 'review'
  /** Confirmed, and not answered yet. */
  | 'sending'
  | 'pay'
  | 'settling'
  /** A change was found that this dialog did not start, or started before it was closed. */
  | 'running'
  | 'done'
  | 'refused'
  | 'failed'
  | 'needs_attention'
  /** Settled by a person at the partner, whichever way; or applied, and replaced by another change before it was seen. */
  | 'closed'

/** What is known in every step. */
export interface UpgradeFacts {
  /** What was chosen. It stays through every failure, and through Back. */
  intent: ChangeIntent | null
  /** The quote that was confirmed and not honoured, to show beside the new one. */
  outdatedQuote: Quote | null
  error: AnalyticsError | null
}

/** The steps in which a change is followed. */
export type StepOfChange = 'pay' | 'settling' | 'running' | 'done' | 'failed' | 'needs_attention' | 'closed'

/** Where the customer is. `change` is the one that is followed; `null` before there is one. */
export type UpgradeState = UpgradeFacts &
  (
    | { step: 'pick'; change: null }
    | { step: 'review' | 'sending'; intent: ChangeIntent; change: null }
    | { step: StepOfChange; change: SubscriptionChange }
    /** Without a change it was refused before it became one, and `error` says why. */
    | { step: 'refused'; change: SubscriptionChange | null }
  )

export type UpgradeEvent =
  | { type: 'chosen'; intent: ChangeIntent | null }
  /** On to the review, of what was chosen or of an intent that needs no choice. */
  | { type: 'reviewed'; intent?: ChangeIntent }
  | { type: 'back' }
  | { type: 'confirmed' }
  | { type: 'started'; change: SubscriptionChange }
  /** The quote is not honoured any more; there is a new one. */
  | { type: 'requoted'; outdatedQuote: Quote | null }
  /** What became of it is unknown, or it can be tried again. */
  | { type: 'unanswered'; error: AnalyticsError }
  | { type: 'rejected'; error: AnalyticsError }
  | { type: 'found'; change: SubscriptionChange }
  /** The change was read again. `isInEffect`: a fresh read of the subscription shows what was wanted; `isOver`: nothing more comes. */
  | { type: 'moved'; change: SubscriptionChange; isInEffect: boolean; isOver: boolean }
  /** Off to the payment page, once more or for the first time. */
  | { type: 'leaving' }
  | { type: 'reopened' }

export const initialUpgrade: UpgradeState = {
  step: 'pick',
  intent: null,
  change: null,
  outdatedQuote: null,
  error: null,
}

type StateOf<Step extends UpgradeStep> = UpgradeState & { step: Step }
type Transition<Type extends UpgradeEvent['type'], Step extends UpgradeStep = UpgradeStep> = (
  state: StateOf<Step>,
  event: Extract<UpgradeEvent, { type: Type }>,
) => UpgradeState
type Row<Step extends UpgradeStep> = { [Type in UpgradeEvent['type']]?: Transition<Type, Step> }

const clean = { outdatedQuote: null, error: null }
const underWay = { isInEffect: false, isOver: false }
const found: Transition<'found'> = (state, { change }) => follow({ ...state, ...clean }, 'running', change, underWay)
const moved: Transition<'moved', StepOfChange> = (state, event) => {
  // What went wrong before it moved is over: of a change that is paid, "nothing has been paid" must not stay on the screen.
  const error = event.change.state === state.change.state ? state.error : null
  return follow({ ...state, error }, state.step === 'running' ? 'running' : 'settling', event.change, event)
}
const leaving: Transition<'leaving', 'pay' | 'running'> = (state) => ({ ...state, error: null })
/** The customer is not on the way to the payment page any more: it is a change like one that was found. */
const leftAlone: Transition<'reopened', 'pay' | 'settling'> = (state) => ({ ...state, ...clean, step: 'running' })
const inPlace: Transition<'unanswered', StepOfChange> = (state, { error }) => ({ ...state, error })
const toPick = ({ intent }: UpgradeState): UpgradeState => ({ ...initialUpgrade, intent })

/** What may happen in each step. An event that a step does not know changes nothing: it came too late, or twice. */
const table: { readonly [Step in UpgradeStep]: Row<Step> } = {
  pick: {
    chosen: (state, { intent }) => ({ ...state, intent }),
    reviewed: (state, { intent = state.intent }) => (intent ? { ...state, ...clean, step: 'review', intent } : state),
    found,
  },
  review: {
    back: toPick,
    confirmed: (state) => ({ ...state, step: 'sending', error: null }),
    // Whoever asks for plans is shown plans: a review that was left lies one press from a change of plan.
    reopened: toPick,
    found,
  },
  sending: {
    started: (state, { change }) => follow({ ...state, ...clean }, 'settling', change, underWay),
    requoted: (state, { outdatedQuote }) => ({ ...state, step: 'review', outdatedQuote }),
    unanswered: (state, { error }) => ({ ...state, step: 'review', error }),
    rejected: (state, { error }) => ({ ...state, step: 'refused', error }),
    found,
  },
  pay: { moved, leaving, unanswered: inPlace, back: toPick, reopened: leftAlone },
  settling: { moved, reopened: leftAlone },
  running: { moved, leaving, unanswered: inPlace, back: toPick },
  done: { reopened: () => initialUpgrade, found },
  refused: { back: toPick, reopened: toPick, found },
  failed: { back: toPick, reopened: toPick, found },
  needs_attention: { moved },
  closed: { reopened: toPick, found },
}

/** The next state, by the table. Pure. */
export function upgradeReducer(state: UpgradeState, event: UpgradeEvent): UpgradeState {
  const row: Row<never> = table[state.step]
  const transition = row[event.type] as Transition<typeof event.type> | undefined
  return transition ? transition(state, event) : state
}

/** The step that a change stands for. Only what a fresh read shows is done. */
function follow(
  { intent, outdatedQuote, error }: UpgradeFacts,
  following: 'running' | 'settling',
  change: SubscriptionChange,
  { isInEffect, isOver }: { isInEffect: boolean; isOver: boolean },
): UpgradeState {
  const asksToPay = change.state === 'awaiting_payment' && change.payment.kind !== 'wait'
  // Over without an end that was seen: replaced by another change, or not known to the backend any more.
  const onItsWay = isOver ? 'closed' : following
  const steps: Record<ChangeState, StepOfChange | 'refused'> = {
    awaiting_payment: asksToPay && onItsWay === 'settling' ? 'pay' : onItsWay,
    paid: onItsWay,
    applying: onItsWay,
    applied: isInEffect ? 'done' : onItsWay,
    refused: 'refused',
    failed: 'failed',
    abandoned: 'failed',
    refunded: 'failed',
    closed: 'closed',
    needs_attention: 'needs_attention',
  }
  const step = steps[change.state]
  const facts = { intent, outdatedQuote, error }
  // Two members of the union, which TypeScript does not tell apart by a step of either.
  return step === 'refused' ? { ...facts, change, step } : { ...facts, change, step }
}
