/** Which subscription: a website's own, or the pool of a customer. */
export type Target = `website:${string}` | `customer:${string}`

export function isTarget(text: string): text is Target {
  return /^(website|customer):./s.test(text)
}
