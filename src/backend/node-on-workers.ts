/** The name is there, so that one module serves everywhere; what it is for is not. */
export function toNodeHandler(): never {
  throw new Error(
    'toNodeHandler is for node:http. Here the handler is what you need: export default { fetch: handler }.',
  )
}
