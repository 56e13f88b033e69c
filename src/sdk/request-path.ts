import { ThreeAsInvalidRequestError } from './three-as-error.ts'

/** A path of the API: as it is sent, and as it may be logged. */
export interface RequestPath {
  path: string
  /** With `:id` in place of each id. */
  route: string
}

/**
 * Builds a path with each id percent-encoded.
 *
 * @example path`/v2/3as/websites/${id}/api-keys`
 */
export function path(parts: TemplateStringsArray, ...ids: string[]): RequestPath {
  return { path: String.raw({ raw: parts }, ...ids.map(encodeId)), route: parts.join(':id') }
}

/** The query of a URL, without what is undefined. Spaces become `%20`: not everybody reads `+` as one. */
export function query(values: Record<string, string | number | undefined>): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(String(value))}`],
  )
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

/** URL parsers resolve these two as steps in a path, also when they are percent-encoded. */
const steps = new Set(['.', '..'])

function encodeId(id: string): string {
  assertId(id)
  if (steps.has(id)) {
    throw new ThreeAsInvalidRequestError({
      message: `The id "${id}" cannot be used in a URL: it would be read as a step in the path.`,
      hint: 'Give this customer or website another id.',
    })
  }
  return encodeURIComponent(id)
}

/** Half of a character, which has no UTF-8. */
const loneSurrogate = /\p{Surrogate}/u

/** @throws ThreeAsInvalidRequestError when there is nothing to send: an empty id would address the whole list. */
export function assertId(id: unknown): asserts id is string {
  if (typeof id === 'string' && id !== '' && !loneSurrogate.test(id)) return
  throw new ThreeAsInvalidRequestError({
    message: 'An id is missing, empty, or not a string.',
    hint: 'Pass the id that you gave the customer or website.',
  })
}
