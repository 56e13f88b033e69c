import type { Random } from './random.ts'

type Intent = { kind: 'choose'; packageId: string } | { kind: 'cancel' | 'resume' | 'keep' }

/** One click on "confirm", and what became of it as far as the customer was told. */
export interface Wanted {
  websiteId: string
  intent: Intent
  /** What the platform does for it, in order, when it is applied. None for the slower of two tabs. */
  effects: readonly string[]
  key: string
  changeId: string | null
  /** `null` while nothing is known; the last state heard of, which is an open one when it never came to rest. */
  state: string | null
  /** Why it was refused, where it was. */
  reason: string | null
  due: number
  /** True for the slower of two tabs: nothing may be done for it, and no money of it kept. */
  isSecond: boolean
}

export interface CustomerOptions {
  url: string
  websiteId: string
  customerId: string
  packages: { free: string; basic: string; pro: string; business: string }
  random: Random
  /** True while the customer goes on to want things. */
  goesOn: () => boolean
  /** How long a change may take once nothing happens to the backends any more. */
  patienceMs: number
  /** What the customer does on the payment page. */
  press: (paymentUrl: string) => Promise<void>
  /** Somebody at the platform takes the website off, so that it can be started again. Ends when every read shows it. */
  deactivate: () => Promise<void>
}

export interface Story {
  wanted: Wanted[]
  /** How often two tabs clicked, by what the slower one was told. */
  tabs: ReadonlyMap<string, number>
}

type Reply = { status: number; body: any }
type Quote = { id: string; amountMinor: number }

/** A click as one tab of a browser sees it. */
interface Tab {
  change: Wanted
  quote: Quote | null
  /** Set once the backend has said no without starting a change. */
  refusal: string | null
}

const doubleTabShare = 1 / 3
const ends = new Set(['applied', 'refused', 'failed', 'abandoned', 'needs_attention', 'refunded', 'closed'])

/** True for a change that is not on its way any more. */
export function isAtRest(state: string | null): boolean {
  return state !== null && ends.has(state)
}

/**
 * A customer with a browser that never gives up: the same key again after every error, until it knows how its change ended.
 * In a third of the clicks a second tab of the same customer, with a quote and a key of its own, wants the same thing, or a
 * third plan. Otherwise the changes of one website come one after the other, so that their effects can be told apart.
 */
export async function behave(options: CustomerOptions): Promise<Story> {
  const { websiteId, customerId, url, random } = options
  const wanted: Wanted[] = []
  const tabs = new Map<string, number>()

  async function ask(method: 'GET' | 'POST', path: string, input: Record<string, unknown>): Promise<Reply> {
    const query = method === 'GET' ? `?${new URLSearchParams(input as Record<string, string>).toString()}` : ''
    try {
      const response = await fetch(`${url}/api/analytics${path}${query}`, {
        method,
        headers: { 'content-type': 'application/json', 'x-react-3as': '1', 'x-customer': customerId },
        ...(method === 'POST' && { body: JSON.stringify(input) }),
        signal: AbortSignal.timeout(8_000),
      })
      return { status: response.status, body: await response.json() }
    } catch {
      return { status: 0, body: null }
    }
  }

  /** True once the tab shows what the choice costs; other intents cost nothing. */
  async function review(tab: Tab): Promise<boolean> {
    const { intent } = tab.change
    if (intent.kind !== 'choose' || tab.quote) return true
    const { status, body } = await ask('POST', '/quotes', { websiteId, packageId: intent.packageId })
    if (status !== 200) return false
    const { id, dueToday } = body
    tab.quote = { id, amountMinor: dueToday.kind === 'nothing' ? 0 : dueToday.amount.amountMinor }
    return true
  }

  let calmSince: number | null = null
  function isPatient(): boolean {
    calmSince = options.goesOn() ? null : (calmSince ?? performance.now())
    return calmSince === null || performance.now() - calmSince < options.patienceMs
  }

  /** The only tab: whatever it is told, it looks at the new offer and tries again. */
  async function carryOut(tab: Tab): Promise<void> {
    while (isPatient()) {
      if (await step(tab)) return
      if (tab.refusal === 'quote_outdated') tab.quote = null
      tab.refusal = null
      await pause(40 + random.below(60))
    }
  }

  /** One of two tabs: it takes the backend's no for an answer. */
  async function insist(tab: Tab, afterMs: number): Promise<void> {
    await pause(afterMs)
    while (isPatient()) {
      if ((await step(tab)) || tab.refusal !== null) return
      await pause(40 + random.below(60))
    }
  }

  /** True once the change has ended. */
  async function step(tab: Tab): Promise<boolean> {
    const { change } = tab
    const reply = change.changeId === null ? await begin(tab) : await look(change)
    return reply !== null && follow(change, reply)
  }

  async function begin(tab: Tab): Promise<Reply | null> {
    const { intent, key } = tab.change
    // The quote belongs to the intent: the same body again, whatever happened to the answer.
    if (!(await review(tab))) return null
    const { quote } = tab
    const reply = await ask('POST', '/changes', { websiteId, idempotencyKey: key, intent, ...(quote && { quote }) })
    const code: unknown = reply.body?.error?.code
    if (reply.status >= 400 && reply.status < 500 && !reply.body?.error?.retryable) tab.refusal = String(code)
    return reply.status === 200 ? reply : null
  }

  async function look({ changeId }: Wanted): Promise<Reply | null> {
    const reply = await ask('GET', '/change', { websiteId, changeId: changeId! })
    return reply.status === 200 || reply.status === 404 ? reply : null
  }

  async function follow(change: Wanted, { status, body }: Reply): Promise<boolean> {
    if (status === 404) {
      // Forgotten by the backend: a customer can only begin again.
      change.changeId = null
      return false
    }
    change.changeId = body.id
    change.state = body.state
    change.reason = body.reason ?? null
    change.due = body.due?.amountMinor ?? 0
    if (body.state === 'awaiting_payment' && body.payment?.kind === 'redirect') await options.press(body.payment.url)
    return isAtRest(body.state)
  }

  function tabOf(intent: Intent, effects: readonly string[]): Tab {
    const key = crypto.randomUUID()
    const told = { changeId: null, state: null, reason: null, due: 0 }
    return { change: { websiteId, intent, effects, key, ...told, isSecond: false }, quote: null, refusal: null }
  }

  /** Two tabs show an offer each before either of them clicks. Says which of the two was carried out, if one was. */
  async function bothTabs([first, second]: readonly [Tab, Tab]): Promise<Tab | null> {
    for (const tab of [first, second]) while (!(await review(tab)) && isPatient()) await pause(40 + random.below(60))
    const gapMs = random.below(random.pick([10, 10, 100, 500, 3_000]))
    await Promise.all([insist(first, 0), insist(second, gapMs)])
    const isSame = first.change.changeId !== null && first.change.changeId === second.change.changeId
    const begun = [first, second].filter(({ change }) => change.changeId !== null)
    const applied = begun.filter(({ change }) => change.state === 'applied')
    const carriedOut = applied.find(({ change }) => change.due > 0) ?? applied[0] ?? null
    const slower = carriedOut === first ? second : first
    count(isSame ? 'the same change' : (slower.refusal ?? slower.change.state ?? 'nothing'))
    for (const { change } of isSame ? [first] : begun) {
      wanted.push(
        carriedOut === null || change === carriedOut.change ? change : { ...change, effects: [], isSecond: true },
      )
    }
    return carriedOut
  }

  function count(told: string): void {
    tabs.set(told, (tabs.get(told) ?? 0) + 1)
  }

  async function alone(intent: Intent, effects: readonly string[]): Promise<Tab> {
    const tab = tabOf(intent, effects)
    wanted.push(tab.change)
    await carryOut(tab)
    return tab
  }

  const story = chapters(options)
  let next = await story.next()
  while (!next.done && options.goesOn()) {
    const { intent, rival, effects }: Chapter = next.value
    const pair = random.chance(doubleTabShare) ? ([tabOf(intent, effects), tabOf(rival, effects)] as const) : null
    const winner = pair && (await bothTabs(pair))
    // Where both were told to look at a new offer there is one tab from now on, and it does.
    const isBegun = pair?.some(({ change }) => change.changeId !== null) ?? false
    const done = isBegun ? winner : await alone(intent, effects)
    next = await story.next(done?.change.intent ?? intent)
  }
  return { wanted, tabs }
}

interface Chapter {
  intent: Intent
  /** What a second tab wants at the same time. */
  rival: Intent
  effects: readonly string[]
}

/** What a customer wants, over and over: each step is allowed after the one before it. It is told what was carried out. */
async function* chapters({ packages, deactivate }: CustomerOptions): AsyncGenerator<Chapter, void, Intent> {
  const to = (packageId: string): Intent => ({ kind: 'choose', packageId })
  const choose = (packageId: string, effect: string, rival = packageId): Chapter => ({
    intent: to(packageId),
    rival: to(rival),
    effects: [effect],
  })
  const turn = (kind: 'cancel' | 'resume' | 'keep', ...effects: string[]): Chapter => ({
    intent: { kind },
    rival: { kind },
    effects,
  })
  for (;;) {
    const chosen = yield choose(packages.pro, 'subscription.upgraded', packages.business)
    const hasBusiness = chosen.kind === 'choose' && chosen.packageId === packages.business
    yield turn('cancel', 'subscription.canceled')
    yield turn('resume', 'subscription.resumed')
    yield choose(packages.basic, 'subscription.downgrade_planned')
    yield turn('keep', 'subscription.canceled', 'subscription.resumed')
    yield turn('cancel', 'subscription.canceled')
    yield choose(packages.business, hasBusiness ? 'subscription.resumed' : 'subscription.upgraded')
    yield choose(packages.free, 'subscription.downgrade_planned')
    yield turn('keep', 'subscription.canceled', 'subscription.resumed')
    await deactivate()
    yield choose(packages.basic, 'subscription.upgraded')
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}
