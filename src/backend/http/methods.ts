import { AnalyticsError } from '../../contract/error.ts'
import { errorAnswer } from './error-answer.ts'
import type { PlainAnswer } from './plain-answer.ts'

/** Whether a method only reads. HEAD is GET without the body. */
export function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** The same answer for HEAD: with the headers of a GET, the length of its body among them. */
export function withoutBody({ status, headers, body }: PlainAnswer): PlainAnswer {
  if (body === null) return { status, headers, body }
  const length = new TextEncoder().encode(body).byteLength
  return { status, headers: { ...headers, 'content-length': String(length) }, body: null }
}

/** The path is known and the method is not: RFC 9110, section 15.5.6. */
export function wrongMethod(allow: string, headers: Record<string, string>): PlainAnswer {
  const error = new AnalyticsError({
    code: 'invalid_request',
    message: 'This route does not take that method.',
    hint: `It takes ${allow}. Check that page and backend use the same version of react-3as.`,
  })
  return { ...errorAnswer(error, { ...headers, allow }), status: 405 }
}
