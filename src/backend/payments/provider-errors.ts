import { AnalyticsError } from '../../contract/error.ts'
import { PaymentRefusedError, WebhookRefusedError } from './payment-errors.ts'
import type { Payments } from './payments.ts'

/**
 * Errors of the payment provider's client hold its own words and objects: a customer's address, a client secret, an id. An event
 * has only its class and its code, unless the partner has asked for more.
 */
export interface ProviderErrors {
  /** The same provider, whose errors are known as its own from then on. They are thrown as they are. */
  knownFrom(payments: Payments): Payments
  /** An error as it may be told. Those of the kit, of the partner's own code and of a store are what they were. */
  withoutWords(error: unknown): unknown
}

const capabilities: ReadonlySet<string | symbol> = new Set(['collect', 'recurring', 'giveBack', 'reads', 'news'])

export function providerErrors(): ProviderErrors {
  const known = new WeakSet<object>()
  const hear: Hear = (error) => {
    if (typeof error === 'object' && error !== null) known.add(error)
  }

  function withoutWords(error: unknown, depth = 0): unknown {
    if (typeof error === 'string') return standIn(error)
    if (typeof error !== 'object' || error === null) return error
    if (depth > mostCauses) return undefined
    const { cause } = error as { cause?: unknown }
    const told = cause === undefined ? undefined : withoutWords(cause, depth + 1)
    if (error instanceof AnalyticsError) return told === cause ? error : withCause(error, told)
    // Its message is about a request, and written by whoever has written the provider's adapter.
    if (error instanceof WebhookRefusedError) return told === cause ? error : new WebhookRefusedError(error.message)
    return known.has(error) || told !== cause ? standIn(error) : error
  }

  return {
    // Beside what the provider is asked stand hooks of the partner, whose errors are the partner's own.
    knownFrom: (payments) => (payments.collect ? listening(payments, hear, unheard) : payments),
    withoutWords: (error) => withoutWords(error),
  }
}

/** Deeper than errors are nested; one that is its own cause has no end. */
const mostCauses = 8

type Hear = (error: unknown) => void

const unheard: Hear = () => {}

/** Not a copy: a test, or a provider, may put another call in place of one. */
function listening<Part extends object>(part: Part, hear: Hear, hearHere = hear): Part {
  return new Proxy(Object.create(part) as Part, {
    get(_target, name) {
      const value: unknown = Reflect.get(part, name)
      if (typeof value === 'function')
        return (...given: unknown[]) => heard(() => Reflect.apply(value, part, given), hearHere)
      return capabilities.has(name) && typeof value === 'object' && value !== null ? listening(value, hear) : value
    },
  })
}

function heard(call: () => unknown, hear: Hear): unknown {
  try {
    const answer = call()
    if (answer instanceof Promise) answer.catch(hear)
    return answer
  } catch (error) {
    hear(error)
    throw error
  }
}

function withCause({ code, message, hint, retryable, details }: AnalyticsError, cause: unknown): AnalyticsError {
  return new AnalyticsError({ code, message, hint, retryable, details, cause } as ConstructorParameters<
    typeof AnalyticsError
  >[0])
}

function standIn(error: unknown): AnalyticsError {
  const isFinal = error instanceof PaymentRefusedError
  const said = [kindOf(error), codeOf(error)].filter((word) => word !== null).join(', ')
  return new AnalyticsError({
    code: isFinal ? 'refused' : 'platform_unavailable',
    message: `The payment provider ${isFinal ? 'said no' : 'could not be asked'} (${said}).`,
    hint: 'includeForeignText: true of createPartnerHandler tells its error as it is, which may name a customer or hold a secret.',
    retryable: !isFinal,
  })
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const { name, constructor } = error
  return plainWord(name === 'Error' ? constructor.name : name) ?? 'Error'
}

/** What clients call `code`, or the status of an answer. */
function codeOf(error: unknown): string | null {
  const { code, status, statusCode } = error as { code?: unknown; status?: unknown; statusCode?: unknown }
  return plainWord(code) ?? plainWord(status) ?? plainWord(statusCode)
}

function plainWord(value: unknown): string | null {
  const word = typeof value === 'number' ? String(value) : value
  return typeof word === 'string' && /^[a-z][\w.-]{0,59}$|^\d{3}$/i.test(word) ? word : null
}
