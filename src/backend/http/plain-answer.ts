import type { HostContext } from './host-context.ts'

/**
 * An answer before it is a `Response`. Node writes it in one piece; a `Response` would have it read back out of a stream,
 * which costs about as much as all the rest.
 */
export interface PlainAnswer {
  status: number
  headers: Record<string, string>
  /** `null` for an answer without a body. */
  body: string | null
}

export function jsonAnswer(status: number, value: unknown, headers: Record<string, string>): PlainAnswer {
  return { status, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(value) }
}

export function toResponse({ status, headers, body }: PlainAnswer): Response {
  return new Response(body, { status, headers })
}

export type Answering = (request: Request, context?: HostContext) => Promise<PlainAnswer>
const answering = new WeakMap<object, Answering>()

/** Lets a runtime's adapter have a handler's answers without the detour. */
export function offerPlainAnswers(handler: object, answer: Answering): void {
  answering.set(handler, answer)
}

/** `undefined` for a handler that the partner has wrapped into one of its own. */
export function plainAnswersOf(handler: object): Answering | undefined {
  return answering.get(handler)
}
