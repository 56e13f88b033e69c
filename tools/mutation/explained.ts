import type { Mutant } from './mutants.ts'

/** Mutants that no test can notice, or that none should. Found again by the text of their line, since lines move. */
const explained: readonly { file: string; line: string; operator: Mutant['operator']; text?: string; why: string }[] = [
  {
    file: 'packages/sandbox/src/merchant/webhook-signature.ts',
    line: 'return node ? checkOnNode(secret, node) : checkWithWebCrypto(secret)',
    operator: 'condition',
    text: 'true',
    why: 'Noticed where there is no Node: by the tests on other runtimes, which a sample leaves out.',
  },
  {
    file: 'src/backend/http/body-pieces.ts',
    line: 'offered.set(request, pieces)',
    operator: 'dropped call',
    why: 'The body is then read as a stream of the Web: slower, and otherwise the same.',
  },
  {
    file: 'src/backend/ledger/await-payment.ts',
    line: "throw new Error('Only a purchase is paid for.')",
    operator: 'dropped throw',
    why: 'For the compiler: nothing else waits for its payment there.',
  },
  {
    file: 'src/backend/ledger/begun-periods.ts',
    line: 'return changedAt > boundary - minuteMs && changedAt < boundary + hourMs',
    operator: 'boundary',
    why: 'How late a switch may be is generous: nothing depends on the last millisecond of it.',
  },
  {
    file: 'src/backend/ledger/between-periods.ts',
    line: "if (subscription.status !== 'active' || subscription.endsAt === null || !recurring?.renews) return 0",
    operator: 'logic',
    text: "subscription.status !== 'active' && subscription.endsAt === null",
    why: 'For the compiler: whoever asks has seen that it is active.',
  },
  {
    file: 'src/backend/ledger/billing-step.ts',
    line: "if (!('before' in facts) || !('remembered' in facts) || facts.remembered.kind === 'not_read') return null",
    operator: 'logic',
    why: 'For the compiler: whoever asks has seen before that it was read, and what has one has the other.',
  },
  {
    file: 'src/backend/ledger/give-back.ts',
    line: 'if (!isPurchase(facts)) return',
    operator: 'condition',
    text: 'false',
    why: 'For the compiler: the look before it throws for whatever is not a purchase.',
  },
  {
    file: 'src/backend/ledger/ledger.ts',
    line: 'if (endedAt !== null && endedAt + pauseMs < steady()) ticks.delete(target)',
    operator: 'equality',
    why: 'What is remembered for a tenth of a second: seen in the memory of a process that has worked on a thousand subscriptions.',
  },
  {
    file: 'src/backend/ledger/ledger.ts',
    line: 'if (endedAt !== null && endedAt + pauseMs < steady()) ticks.delete(target)',
    operator: 'boundary',
    why: 'The same.',
  },
  {
    file: 'src/backend/ledger/payment-order.ts',
    line: "throw new Error('Only a purchase is paid for.')",
    operator: 'dropped throw',
    why: 'For the compiler: nothing else has anything to do with a payment.',
  },
  {
    file: 'src/backend/ledger/platform-step.ts',
    line: "if (facts.action !== 'align' || !world) return {}",
    operator: 'logic',
    why: 'A world is there whenever a goal is reached, and what other changes remember of it is read by no one.',
  },
  {
    file: 'src/backend/ledger/recover.ts',
    line: 'const due = isOver || count >= mostInOnePass ? 0 :',
    operator: 'boundary',
    why: 'One subscription more in a pass of ten thousand.',
  },
  {
    file: 'src/backend/ledger/taken-back.ts',
    line: 'return endsAt !== null && periodEndsAt !== null &&',
    operator: 'logic',
    why: 'For the compiler: what is not known is NaN, which is not later than anything.',
  },
  {
    file: 'src/backend/ledger/tell-periods.ts',
    line: 'if (changedAt === undefined || lastPackageChangeAt === changedAt ||',
    operator: 'logic',
    why: 'Saves a read of the store: what was bought before a period was seen is left out of what is read as well.',
  },
  {
    file: 'src/backend/ledger/tell-periods.ts',
    line: "throw new Error('Only a watch looks at periods.')",
    operator: 'dropped throw',
    why: 'For the compiler: it is called by a watch only.',
  },
  {
    file: 'src/backend/ledger/verdict.ts',
    line: "return facts.action === 'downgrade' ? onPlanned(facts, world) : notOfThis(goal)",
    operator: 'condition',
    text: 'true',
    why: 'For the compiler: the table of steps gives this goal to downgrades only.',
  },
  {
    file: 'src/backend/ledger/verdict.ts',
    line: 'const wasPlanned = afterItsEndMs > -minuteMs && afterItsEndMs < hourMs',
    operator: 'boundary',
    why: 'How late a switch may be is generous: nothing depends on the last millisecond of it.',
  },
  {
    file: 'src/backend/ledger/verdict.ts',
    line: 'Date.parse(periodEndsAt) - Date.parse(endsAt) > halfAYearMs',
    operator: 'boundary',
    why: 'A charge exactly half a year from its delivery is as near to the one year as to the other.',
  },
  {
    file: 'src/backend/ledger/watch.ts',
    line: "throw new Error('Only a watch sweeps.')",
    operator: 'dropped throw',
    why: 'For the compiler: it is called by a watch only.',
  },
  {
    file: 'src/backend/ledger/watch.ts',
    line: 'const isLater = wakeAt === null || wakeAt > hold.now() + wakeInMs',
    operator: 'boundary',
    why: 'A watch that wakes in that very millisecond is written again as it is.',
  },
  {
    file: 'src/backend/ledger/watch.ts',
    line: '.filter((wait) => wait > soonestMs)',
    operator: 'boundary',
    why: 'One look more, a minute after one that came in the very millisecond.',
  },
  {
    file: 'src/backend/quotes/make-quote.ts',
    line: 'if (!stored || stored.isUsed || stored.isExpired) return null',
    operator: 'logic',
    text: '!stored || stored.isUsed && stored.isExpired',
    why: 'The store takes no quote that is used or over either, and the answer is the same.',
  },
]

/** Why a mutant may survive; `null` when no one has said. */
export function explanationOf({ file, written, operator, text }: Mutant): string | null {
  const found = explained.find(
    (entry) =>
      entry.file === file &&
      written.includes(entry.line) &&
      entry.operator === operator &&
      (entry.text === undefined || entry.text === text),
  )
  return found?.why ?? null
}
