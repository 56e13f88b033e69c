/**
 * Whether an error carries a mark, whichever copy of this package made it. Two copies on one page or server are normal: one
 * for each bundle, or two versions in a monorepo; a class of one is not the class of the other.
 */
export function isMarked(value: unknown, mark: symbol): boolean {
  return typeof value === 'object' && value !== null && mark in value
}

/** What `instanceof` means by itself: for the classes that a partner derives from ours. */
export function isInstanceOf(value: unknown, constructor: object): boolean {
  return Function.prototype[Symbol.hasInstance].call(constructor, value)
}
