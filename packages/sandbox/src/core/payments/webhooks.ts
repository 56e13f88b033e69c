import * as z from 'zod'
import { sleep } from '../sleep.ts'
import type { ProviderEvent } from './provider-state.ts'

/** How badly the provider's news travels. */
export const webhookWeatherSchema = z.strictObject({
  /** How often each event is sent, beyond what failures ask for. */
  copies: z.number().int().min(1).max(10).optional(),
  /** Each copy waits for a random while up to this. */
  delayMs: z.number().int().min(0).max(600_000).optional(),
  /** Later events may overtake earlier ones. */
  shuffled: z.boolean().optional(),
  /** So many of the next events never arrive. */
  lost: z.number().int().min(0).max(1_000_000).optional(),
})
export interface WebhookWeather extends z.infer<typeof webhookWeatherSchema> {}

export interface WeatherInForce {
  copies: number
  delayMs: number
  shuffled: boolean
  lost: number
}

const fairWeather: WeatherInForce = { copies: 1, delayMs: 0, shuffled: false, lost: 0 }

interface Settings {
  secret: string
  /** What takes the news to the merchant. @defaultValue the runtime's `fetch` */
  fetch?: typeof fetch | undefined
  /** 0 to 1. */
  random?: (() => number) | undefined
}

/** Attempts of one delivery, with waits that double from a quarter of a second to half a minute: about an hour. */
const mostAttempts = 120
const firstWaitMs = 250
const longestWaitMs = 30_000

/**
 * Sends events to the merchant, signed, until each is answered with 2xx. In order, unless the weather says otherwise: one
 * that is not taken holds up only itself.
 */
export class Webhooks {
  url: string | null = null
  readonly #secret: string
  readonly #fetch: typeof fetch
  readonly #random: () => number
  #canceled = new AbortController()
  readonly #underWay = new Set<Promise<void>>()
  #weather: WeatherInForce = fairWeather
  #last: Promise<void> = Promise.resolve()

  /** @internal */
  constructor({ secret, fetch: given, random = Math.random }: Settings) {
    this.#secret = secret
    this.#fetch = given ?? ((input, init) => fetch(input, init))
    this.#random = random
  }

  set weather(weather: WebhookWeather) {
    const { copies = 1, delayMs = 0, shuffled = false, lost = 0 } = weather
    this.#weather = { copies, delayMs, shuffled, lost }
  }

  get weather(): WeatherInForce {
    return this.#weather
  }

  send(event: ProviderEvent): void {
    if (this.#weather.lost > 0) {
      this.#weather = { ...this.#weather, lost: this.#weather.lost - 1 }
      return
    }
    for (let copy = 0; copy < this.#weather.copies; copy++) {
      const before = this.#weather.shuffled ? undefined : this.#last
      const delivery = this.#deliver(event, before, this.#random() * this.#weather.delayMs)
      this.#last = delivery.firstAttempt
      this.#underWay.add(delivery.end)
      void delivery.end.finally(() => this.#underWay.delete(delivery.end))
    }
  }

  /** How many deliveries have not been taken yet. */
  get pending(): number {
    return this.#underWay.size
  }

  /** Gives up what is under way, and goes on with what comes. */
  async cancel(): Promise<void> {
    this.#canceled.abort()
    this.#canceled = new AbortController()
    await Promise.all(this.#underWay)
  }

  #deliver(event: ProviderEvent, before: Promise<void> | undefined, delayMs: number) {
    const { signal } = this.#canceled
    let tried = () => {}
    const firstAttempt = new Promise<void>((resolve) => {
      tried = resolve
    })
    const run = async () => {
      await before
      for (let attempt = 0; attempt < mostAttempts && !signal.aborted; attempt++) {
        const wait = attempt === 0 ? delayMs : Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1))
        await sleep(wait, signal)
        const isTaken = await this.#attempt(event, signal)
        tried()
        if (isTaken) return
      }
    }
    return { firstAttempt, end: run().finally(tried) }
  }

  async #attempt(event: ProviderEvent, canceled: AbortSignal): Promise<boolean> {
    if (this.url === null || canceled.aborted) return false
    const body = JSON.stringify(event)
    try {
      const response = await this.#fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sandbox-signature': await signatureOf(body, this.#secret) },
        body,
        redirect: 'error',
        signal: AbortSignal.any([canceled, AbortSignal.timeout(10_000)]),
      })
      await response.arrayBuffer()
      return response.ok
    } catch {
      return false
    }
  }
}

/** `t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>", in hex>`. */
export async function signatureOf(
  body: string,
  secret: string,
  seconds: number = Math.floor(Date.now() / 1000),
): Promise<string> {
  const text = new TextEncoder()
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', text.encode(secret), hmac, false, ['sign'])
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', key, text.encode(`${seconds}.${body}`)))
  return `t=${seconds},v1=${Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
