import { retired, sold } from './catalogue.ts'
import { boundaries, type BoundaryName, type Fault, type FaultWindow } from './faults.ts'
import { luckOf, type Luck } from './luck.ts'

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

export const actionKinds = [
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
  /** What the websites start on; `null` is the trial. */
  sites: (string | null)[]
  favourites: string[]
  actions: Action[]
  windows: FaultWindow[]
}

const weights: Readonly<Record<ActionKind, number>> = {
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

/** What leads to a call of each boundary, so that a fault that has been rare can strike. */
const ways: readonly (readonly [RegExp, readonly ActionKind[]])[] = [
  [/platform\.(deactivate|cancel)|provider\.end/, ['card_failing', 'past_period_end', 'past_grace']],
  [/unschedule/, ['choose', 'keep', 'choose', 'keep']],
  [/resume/, ['cancel', 'resume', 'cancel', 'resume']],
  [/provider\.refund$/, ['choose', 'person_refunds', 'choose', 'person_refunds', 'person_refunds']],
  [/refund/, ['choose', 'person_refunds', 'pay_late', 'choose', 'person_refunds']],
  [/void/, ['choose', 'abandon', 'choose', 'page_cancel']],
  [/websites|contributors/, ['look', 'pry', 'look']],
  [/standing/, ['page_cancel', 'page_resume']],
  [/renew$/, ['choose', 'stall', 'choose', 'stall']],
  [/./, ['choose', 'cancel', 'resume', 'choose']],
]

/**
 * What the seed says happens. `wants` names faults, as the coverage counts them, that are to strike in a third of the
 * histories; it belongs to the seed wherever a history is to be had again.
 */
export function planOf(seed: number, wants: readonly string[] = []): Plan {
  const luck = luckOf(seed, 'plan')
  const plan = drawn(seed, luck)
  if (wants.length === 0 || !luck.chance(0.34)) return plan
  const wanted = luck.pick(wants)
  const [boundary = '', fault = ''] = wanted.split(' ')
  const [, way = []] = ways.find(([pattern]) => pattern.test(boundary)) ?? []
  const { length } = plan.actions
  const site = luck.below(plan.sites.length)
  const led = way.map((kind, index): Action => ({ kind, index: length + index, gap: gapOf(luck, false), site }))
  const from = luck.chance(0.5) ? 0 : luck.between(0, 60_000)
  const until = from + luck.between(60_000, 400_000)
  const window = { boundary, fault, from, until, share: luck.pick([0.2, 0.5, 1]) } as FaultWindow
  // Money goes back when the platform says no to what was paid for.
  const refusal: FaultWindow = { boundary: 'platform.upgrade', fault: 'refused', from: 0, until, share: 1 }
  const windows = boundary === 'provider.refund' ? [window, refusal] : [window]
  return { ...plan, actions: [...led, ...plan.actions], windows: [...windows, ...plan.windows] }
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
  const count = luck.between(6, 26)
  while (actions.length < count) {
    const next = luck.chance(0.2) ? luck.pick(motifs) : [pickKind(luck, kinds)]
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
    isPool: luck.chance(0.12),
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
    sites,
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
  switch (luck.below(3)) {
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

function gapOf(luck: Luck, isQuick: boolean): number {
  if (isQuick && luck.chance(0.5)) return luck.below(400)
  return luck.weighted([
    [4, luck.between(200, 5_000)],
    [4, luck.between(1_000, 25_000)],
    [1, luck.between(20_000, 120_000)],
  ])
}

function someOf(luck: Luck, count: number): ActionKind[] {
  const kinds: ActionKind[] = []
  while (kinds.length < count) {
    const kind = pickKind(luck, actionKinds)
    if (!kinds.includes(kind)) kinds.push(kind)
  }
  return kinds
}

function pickKind(luck: Luck, from: readonly ActionKind[]): ActionKind {
  return luck.weighted(from.map((kind) => [weights[kind], kind] as const))
}

const names = Object.keys(boundaries) as BoundaryName[]
const likely: readonly BoundaryName[] = names.filter((name) =>
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
    const boundary = luck.chance(0.6) ? luck.pick(likely) : luck.pick(names)
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
