/** An answer that can also be read as the vendor's readme prints it, `{ payload }`. */
export type AlsoAsPayload<Result> = Result & { readonly payload: Result }

/** Adds the `payload` unseen: it shows neither when the answer is printed nor in its JSON. */
export function alsoAsPayload<Result extends object>(result: Result): AlsoAsPayload<Result> {
  return Object.defineProperty(result, 'payload', { value: result }) as AlsoAsPayload<Result>
}
