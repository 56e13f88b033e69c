/** `amount × part / whole`, to the nearest unit, exactly: a yearly price times milliseconds is beyond a float's integers. */
export function shareOf(amount: number, part: number, whole: number): number {
  if (whole <= 0) return 0
  const doubled = 2n * BigInt(amount) * BigInt(Math.round(part))
  return Number((doubled + BigInt(Math.round(whole))) / (2n * BigInt(Math.round(whole))))
}
