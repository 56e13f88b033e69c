import type { Random } from './random.ts'

/** One change that a customer wanted, and what became of it as far as the customer was told. */
export interface Wanted {
  websiteId: string
  intent: { kind: 'choose'; packageId: string } | { kind: 'cancel' | 'resume' | 'keep' }
  /** What the platform does for it, in order, when it is applied. */
  effects: readonly string[]
  key: string
  changeId: string | null
  state: string | null
  /** Why it was refused, where it was. */
  reason: string | null
  due: number
}

export interface CustomerOptions {
  url: string
  websiteId: string
  customerId: string
  packages: { free: string; basic: string; pro: string; business: string }
  random: Random
  /** True while the customer goes on to want things. */
  goesOn: () => boolean
  /** What the customer does on the payment page. */
  press: (paymentUrl: string) => Promise<void>
  /** Somebody at the platform takes the website off, so that it can be started again. Ends when every read shows it. */
  deactivate: () => Promise<void>
}

type Reply = { status: number; body: any }

/**
 * A customer with a browser that never gives up: the same key again after every error, until it knows how its change ended.
 * Changes of one website come one after the other, so that their effects can be told apart.
 */
export async function behave(options: CustomerOptions): Promise<Wanted[]> {
  const { websiteId, customerId, url, random } = options
  const wanted: Wanted[] = []

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

  async function carryOut(change: Wanted): Promise<void> {
    for (let tries = 0; tries < 400; tries++) {
      const reply = change.changeId === null ? await begin(change) : await look(change)
      if (reply && (await follow(change, reply))) return
      await pause(40 + random.below(60))
    }
    throw new Error(`A change never ended: ${JSON.stringify(change)}`)
  }

  async function begin(change: Wanted): Promise<Reply | null> {
    const { intent, key } = change
    // The quote belongs to the intent: the same body again, whatever happened to the answer.
    if (intent.kind === 'choose' && !quotes.has(key)) {
      const quote = await ask('POST', '/quotes', { websiteId, packageId: intent.packageId })
      if (quote.status !== 200) return null
      const { id, dueToday } = quote.body
      quotes.set(key, { id, amountMinor: dueToday.kind === 'nothing' ? 0 : dueToday.amount.amountMinor })
    }
    const quote = quotes.get(key)
    const reply = await ask('POST', '/changes', { websiteId, idempotencyKey: key, intent, ...(quote && { quote }) })
    if (reply.status === 409 && reply.body.error?.code === 'quote_outdated') quotes.delete(key)
    return reply.status === 200 ? reply : null
  }

  async function look({ changeId }: Wanted): Promise<Reply | null> {
    const reply = await ask('GET', '/change', { websiteId, changeId: changeId! })
    return reply.status === 200 || reply.status === 404 ? reply : null
  }

  /** True once it has ended. */
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
    return ['applied', 'refused', 'failed', 'abandoned', 'needs_attention', 'refunded'].includes(body.state)
  }

  const quotes = new Map<string, { id: string; amountMinor: number }>()
  for await (const next of story(options)) {
    if (!options.goesOn()) break
    const change: Wanted = {
      websiteId,
      ...next,
      key: crypto.randomUUID(),
      changeId: null,
      state: null,
      reason: null,
      due: 0,
    }
    wanted.push(change)
    await carryOut(change)
  }
  return wanted
}

type Chapter = Pick<Wanted, 'intent' | 'effects'>

/** What a customer wants, over and over: each step is allowed after the one before it. */
async function* story({ packages, deactivate }: CustomerOptions): AsyncGenerator<Chapter, void, undefined> {
  const choose = (packageId: string, ...effects: string[]): Chapter => ({
    intent: { kind: 'choose', packageId },
    effects,
  })
  const turn = (kind: 'cancel' | 'resume' | 'keep', ...effects: string[]): Chapter => ({ intent: { kind }, effects })
  for (;;) {
    yield choose(packages.pro, 'subscription.upgraded')
    yield turn('cancel', 'subscription.canceled')
    yield turn('resume', 'subscription.resumed')
    yield choose(packages.basic, 'subscription.downgrade_planned')
    yield turn('keep', 'subscription.canceled', 'subscription.resumed')
    yield turn('cancel', 'subscription.canceled')
    yield choose(packages.business, 'subscription.upgraded')
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
