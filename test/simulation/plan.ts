import { retired, sold } from './catalogue.ts'
import { boundaries, boundaryNames, type BoundaryName, type Fault, type FaultWindow } from './faults.ts'
import { luckOf, type Luck } from './luck.ts'
import { withInvoicing, withPeriods } from './invoicing.ts'
import { withApproval, withOffice } from './office.ts'
import { steered } from './steering.ts'

/** What somebody does in a history. Everything else about it is drawn from the seed and its `index`. */
export interface Action {
  kind: ActionKind
  /** Stays the same when others are left out, and its luck with it. */
  index: number
  /** Milliseconds after the action before it. */
  gap: number
  /** Which website. */
  site: number
}

const drawnKinds = [
  'choose',
  'cancel',
  'resume',
  'keep',
  'abandon',
  'look',
  'pry',
  'repeat_key',
  'page_cancel',
  'page_resume',
  'page_end',
  'page_unschedule',
  'page_schedule',
  'card_failing',
  'card_good',
  'card_slow',
  'dispute',
  'pay_late',
  'hand_cancel',
  'hand_resume',
  'hand_plan',
  'person_retries',
  'person_refunds',
  'person_closes',
  'to_period_end',
  'past_period_end',
  'past_grace',
  'half_an_hour',
  'days',
  'death',
  'stall',
  'move_site',
  'remake_site',
] as const

/** What the partner's people do. It is added to some histories by itself, so that the others stay as they are. */
export const officeKinds = [
  'staff_chooses',
  'office_starts',
  'office_abandons',
  'office_reverses',
  'office_ends',
] as const
/** What only histories that are led to something do. */
const ledKinds = ['site_returns'] as const
/** What becomes of the invoices of a partner that bills by itself. */
const invoiceKinds = ['invoice_overdue', 'invoice_paid', 'invoice_disputed', 'invoice_written_off'] as const
export const actionKinds = [...drawnKinds, ...officeKinds, ...ledKinds, ...invoiceKinds] as const
type DrawnKind = (typeof drawnKinds)[number]
export type ActionKind = (typeof actionKinds)[number]

/** All of a history that was decided beforehand: plain data, so that it can be made smaller. */
export interface Plan {
  seed: number
  instances: number
  /** Where the platform is cut off: at the interface of its client, or at `fetch` under the real one. */
  cut: 'client' | 'fetch'
  isPool: boolean
  payments: 'provider' | 'invoiced'
  /** What becomes of credit that a price does not use up, where the partner bills by invoice. */
  leftOver: 'carried' | 'lost'
  /** The provider charges a saved card inside `start`. */
  paysAtOnce: boolean
  /** How far the platform's reads may lag, in milliseconds. */
  readLagMs: number
  /** How far the wall clocks of processes are wrong, in milliseconds. */
  clockSkews: number[]
  /** How much of the news comes twice. */
  newsTwice: number
  /** Every other website is paid for in dollars. */
  hasDollars: boolean
  /** What most customers do on the page to pay at. */
  payers: 'mixed' | 'leave' | 'pay_twice'
  /** How long a worker holds a subscription without a sign of life. */
  leaseMs: number
  /** After how many days the details of what has ended are forgotten; `null` keeps them. */
  keepsDays: number | null
  /** What the partner's hook says where the way back from the page to pay at leads. */
  returnPath: 'none' | 'fine' | 'elsewhere' | 'throws'
  /** What the websites start on; `null` is the trial. */
  sites: (string | null)[]
  /** Whether staff may start what costs the customer money. */
  staffMayBuy: boolean
  /** Where the provider approves what goes back of a change: after how long, in business time, and whether it refuses it then. */
  approval: { afterMs: number; isRefused: boolean } | null
  favourites: string[]
  actions: Action[]
  windows: FaultWindow[]
}

const weights: Readonly<Record<DrawnKind, number>> = {
  choose: 9,
  cancel: 3,
  resume: 3,
  keep: 1.5,
  abandon: 1.5,
  look: 1,
  pry: 1,
  repeat_key: 1,
  page_cancel: 1.5,
  page_resume: 1,
  page_end: 1,
  page_unschedule: 0.5,
  page_schedule: 0.4,
  card_failing: 1.5,
  card_good: 1.5,
  card_slow: 0.6,
  dispute: 0.6,
  pay_late: 1,
  hand_cancel: 0.6,
  hand_resume: 0.3,
  hand_plan: 0.3,
  person_retries: 1.5,
  person_refunds: 1.5,
  person_closes: 0.4,
  to_period_end: 1.5,
  past_period_end: 1.5,
  past_grace: 1,
  half_an_hour: 1,
  days: 1,
  death: 1.5,
  stall: 1,
  move_site: 0.5,
  remake_site: 0.4,
}

/** Sequences of business life that chance alone would seldom put together. */
const motifs: readonly (readonly ActionKind[])[] = [
  ['card_failing', 'past_period_end', 'choose'],
  ['card_failing', 'past_period_end', 'past_grace', 'card_good'],
  ['card_failing', 'past_period_end', 'past_grace', 'choose'],
  ['card_failing', 'past_period_end', 'cancel', 'past_period_end'],
  ['to_period_end', 'choose', 'half_an_hour', 'pay_late'],
  ['page_cancel', 'page_resume'],
  ['page_end', 'resume', 'past_period_end'],
  ['cancel', 'resume', 'cancel'],
  ['choose', 'choose'],
  ['choose', 'person_refunds'],
  ['choose', 'hand_plan', 'pay_late'],
  ['past_period_end', 'dispute', 'choose'],
  ['choose', 'page_cancel', 'page_resume', 'past_period_end'],
]

/** What the seed says happens. */
export function planOf(seed: number): Plan {
  const led = steered(drawn(seed, luckOf(seed, 'plan')), luckOf(seed, 'rare'))
  const plan = withInvoicing(withOffice(led, luckOf(seed, 'office')), luckOf(seed, 'invoicing'))
  return withPeriods(withApproval(plan, luckOf(seed, 'approval')), luckOf(seed, 'periods'))
}

function drawn(seed: number, luck: Luck): Plan {
  const isThemed = luck.chance(0.5)
  const kinds = isThemed ? someOf(luck, luck.between(3, 6)) : someOf(luck, luck.between(5, 16))
  if (!kinds.includes('choose')) kinds.push('choose')
  const isQuick = luck.chance(0.5)
  const sites = Array.from(
    {
      length: luck.weighted([
        [6, 1],
        [3, 2],
        [1, 3],
      ]),
    },
    () => (luck.chance(0.15) ? null : luck.chance(0.3) ? 'package-00' : luck.pick([...sold, retired]).id),
  )
  const actions: Action[] = []
  const weighted = withWeights(kinds)
  const count = luck.between(6, 26)
  while (actions.length < count) {
    const next = luck.chance(0.2) ? luck.pick(motifs) : [luck.weighted(weighted)]
    const site = luck.below(sites.length)
    for (const kind of next) actions.push({ kind, index: actions.length, gap: gapOf(luck, isQuick), site })
  }
  const end = actions.reduce((sum, { gap }) => sum + gap, 0)
  const paysAtOnce = luck.chance(0.25)
  const windows = luck.chance(0.15) ? [] : isThemed ? theme(luck, end) : someWindows(luck, end)
  const plan: Plan = {
    seed,
    cut: seed % 10 === 0 ? 'fetch' : 'client',
    instances: luck.weighted([
      [5, 1],
      [4, 2],
      [1, 3],
    ]),
    isPool: luck.chance(0.2),
    payments: luck.chance(0.75) ? 'provider' : 'invoiced',
    leftOver: luck.chance(0.7) ? 'carried' : 'lost',
    paysAtOnce,
    readLagMs: luck.weighted([
      [4, 0],
      [3, 400],
      [3, 900],
    ]),
    clockSkews: luck.chance(0.15) ? [0, 600_000, -600_000] : [0],
    newsTwice: luck.chance(0.4) ? 0.3 : 0,
    hasDollars: luck.chance(0.3),
    payers: luck.weighted([
      [8, 'mixed'],
      [1, 'leave'],
      [1, 'pay_twice'],
    ]),
    leaseMs: luck.chance(0.3) ? 30_000 : 60_000,
    keepsDays: luck.chance(0.3) ? luck.pick([1, 30]) : null,
    returnPath: luck.weighted([
      [6, 'none'],
      [2, 'fine'],
      [1, 'elsewhere'],
      [1, 'throws'],
    ]),
    sites,
    staffMayBuy: false,
    approval: null,
    favourites: [luck.pick(sold).id, luck.pick(sold).id],
    actions,
    windows,
  }
  return luck.chance(0.06) ? withTrouble(plan, luck) : plan
}

/** Faults, and what people do about the same website, that only together come to something. */
type Trouble = Pick<Plan, 'windows'> & { kinds: readonly (readonly [ActionKind, gapMs: number])[] } & Partial<Plan>

function troubleOf(luck: Luck, sites: Plan['sites'], site: number): Trouble {
  const always = { from: 0, until: 600_000 }
  switch (luck.below(4)) {
    case 0: {
      const fault = luck.pick(['fails', 'timeout', 'dropped'] as const)
      return {
        kinds: (['card_failing', 'past_period_end', 'past_grace', 'card_good'] as const).map((kind) => [
          kind,
          gapOf(luck, false),
        ]),
        windows: [{ boundary: 'provider.end', fault, ...always, share: luck.pick([0.6, 1]) }],
      }
    }
    case 1:
      return {
        kinds: (['choose', 'person_refunds', 'person_refunds'] as const).map((kind) => [kind, gapOf(luck, false)]),
        paysAtOnce: true,
        windows: [
          { boundary: 'provider.start', fault: 'lost', ...always, share: 1 },
          { boundary: 'platform.upgrade', fault: 'refused', ...always, share: 1 },
        ],
      }
    case 2:
      return {
        kinds: (['page_cancel', 'cancel', 'cancel'] as const).map((kind) => [kind, gapOf(luck, false)]),
        windows: [{ boundary: 'platform.cancel', fault: 'refused', ...always, share: 1 }],
      }
    default:
      return {
        kinds: [
          ['choose', 0],
          ['choose', 0],
          ['hand_plan', luck.between(15_000, 30_000)],
          ['pay_late', luck.between(35_000, 90_000)],
        ],
        sites: sites.with(site, luck.pick([null, 'package-00'])),
        windows: [],
      }
  }
}

function withTrouble(plan: Plan, luck: Luck): Plan {
  const { length } = plan.actions
  const site = luck.below(plan.sites.length)
  const { kinds, windows, ...more } = troubleOf(luck, plan.sites, site)
  const actions = kinds.map(([kind, gap], index): Action => ({ kind, index: length + index, gap, site }))
  return { ...plan, ...more, actions: [...actions, ...plan.actions], windows: [...windows, ...plan.windows] }
}

/** How many milliseconds somebody waits after the action before. */
function gapOf(luck: Luck, isQuick: boolean): number {
  if (isQuick && luck.chance(0.5)) return luck.below(400)
  return luck.weighted([
    [4, luck.between(200, 5_000)],
    [4, luck.between(1_000, 25_000)],
    [1, luck.between(20_000, 120_000)],
  ])
}

function someOf(luck: Luck, count: number): DrawnKind[] {
  const kinds: DrawnKind[] = []
  while (kinds.length < count) {
    const kind = luck.weighted(allKinds)
    if (!kinds.includes(kind)) kinds.push(kind)
  }
  return kinds
}

type Weighted = readonly (readonly [number, DrawnKind])[]

function withWeights(kinds: readonly DrawnKind[]): Weighted {
  return kinds.map((kind) => [weights[kind], kind] as const)
}

const allKinds = withWeights(drawnKinds)

const likely: readonly BoundaryName[] = boundaryNames.filter((name) =>
  /upgrade|downgrade|cancel|resume|start|end|refund|saveChange|news|website|schedule/.test(name),
)
const losing: readonly Fault[] = ['lost', 'late', 'timeout_after', 'fails_after', 'dropped', 'timeout']

/** One boundary whose answers get lost, and another that says no. */
function theme(luck: Luck, end: number): FaultWindow[] {
  const lossy = luck.pick(likely)
  const faults = boundaries[lossy].filter((fault) => losing.includes(fault))
  const windows = faults.length === 0 ? [] : [windowOf(luck, end, lossy, luck.pick<Fault>(faults))]
  if (luck.chance(0.6)) {
    const second = luck.pick(likely)
    windows.push(windowOf(luck, end, second, luck.pick<Fault>(boundaries[second])))
  }
  return windows
}

function someWindows(luck: Luck, end: number): FaultWindow[] {
  return Array.from({ length: luck.between(1, 6) }, () => {
    const boundary = luck.chance(0.6) ? luck.pick(likely) : luck.pick(boundaryNames)
    return windowOf(luck, end, boundary, luck.pick<Fault>(boundaries[boundary]))
  })
}

function windowOf(luck: Luck, end: number, boundary: BoundaryName, fault: Fault): FaultWindow {
  const from = luck.chance(0.3) ? 0 : luck.between(0, end)
  const isStore = boundary.startsWith('store.') || boundary === 'hook.authenticate'
  const lasts = luck.weighted([
    [3, luck.between(5_000, 40_000)],
    [3, luck.between(30_000, 150_000)],
    [2, luck.between(150_000, 400_000)],
  ])
  return {
    boundary,
    fault,
    from,
    until: from + lasts,
    share: isStore ? luck.pick([0.03, 0.1, 0.3]) : luck.pick([0.3, 0.6, 1]),
  }
}
