/** What the platform answers when it will not do something. */
export class PlatformError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'PlatformError'
    this.status = status
    this.code = code
  }
}

/** A rule of the platform forbids it. Answered with 500 today, with 400 as announced. */
export class Refusal extends PlatformError {
  constructor(code: string, message: string) {
    super(500, code, message)
    this.name = 'Refusal'
  }
}

export const invalid = (message: string) => new PlatformError(400, 'BAD_REQUEST', message)
export const notFound = (what: string) => new PlatformError(404, 'NOT_FOUND', `${what} not found`)
