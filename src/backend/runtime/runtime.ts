/**
 * Time, chance and digests, as the backend asks for them. A test or a simulator hands in its own, and then decides
 * everything that happens.
 */
export interface Runtime {
  /** Real time in milliseconds since 1970. It may jump, and it goes on while a machine sleeps. */
  readonly now: () => number
  /** Milliseconds since some moment. Never goes back, and may stand still while a machine sleeps. */
  readonly steady: () => number
  /** Resolves after so many milliseconds; not before the next turn of the event loop. */
  readonly sleep: (milliseconds: number) => Promise<void>
  /** A new id that cannot be guessed: of quotes, changes and claims. */
  readonly newId: () => string
  /** From 0 up to, not including, 1. */
  readonly random: () => number
  /** SHA-256 of a text, in hexadecimal. */
  readonly digest: (text: string) => string | Promise<string>
}

/** What the process itself has: on Node, Workers, Deno and Bun. */
export const processRuntime: Runtime = {
  now: () => Date.now(),
  steady: () => performance.now(),
  sleep: (milliseconds) =>
    new Promise((resolve) => {
      setTimeout(resolve, Math.max(0, milliseconds))
    }),
  newId: () => crypto.randomUUID(),
  random: () => Math.random(),
  async digest(text) {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  },
}
