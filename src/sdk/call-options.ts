/** What every call takes last. */
export interface CallOptions {
  /** Aborts the call and the waits between its attempts. It then rejects with the signal's reason. */
  signal?: AbortSignal | undefined
  /** Milliseconds for one attempt, in place of the client's. */
  timeoutMs?: number | undefined
  /**
   * How often to try again, in place of the client's. For a call that changes something the default is 0, and a number here
   * means that it may happen twice.
   */
  retries?: number | undefined
}
