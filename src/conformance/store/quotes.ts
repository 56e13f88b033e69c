import { equal, eventually, matches } from '../assert.ts'
import { newChange, newQuote } from './example-changes.ts'
import { exampleQuote } from './example-quote.ts'
import type { StoreCheck } from './store-check.ts'

export const quotesChecks: readonly StoreCheck[] = [
  {
    name: 'uses a quote once, and not after its end',
    async run({ store, another }) {
      const quote = newQuote()
      const short = newQuote({ lifeMs: 30 })
      await store.addQuote(quote, 10)
      await store.addQuote(short, 10)
      matches(await another().findQuote(quote.id), { quote: exampleQuote, isExpired: false, isUsed: false })
      matches(await store.addChange(newChange({ quoteId: quote.id })), { kind: 'added' })
      matches(await store.findQuote(quote.id), { isUsed: true })
      const books = (quoteId: string) => newChange({ target: 'website:books', quoteId })
      equal(await store.addChange(books(quote.id)), { kind: 'quote_gone' })
      equal(await store.addChange(books('nothing')), { kind: 'quote_gone' })
      await eventually(
        () => store.findQuote(short.id),
        (found) => found === null || found.isExpired,
      )
      equal(await store.addChange(books(short.id)), { kind: 'quote_gone' })
      equal(await store.findChange({ openOf: 'website:books', customerId: 'acme' }), null)
    },
  },
  {
    name: 'uses a quote for one of two who come together',
    async run({ store, another }) {
      const quote = newQuote()
      await store.addQuote(quote, 10)
      const other = another()
      const targets = Array.from({ length: 6 }, (_, index) => `website:site-${index}` as const)
      const answers = await Promise.all(
        targets.map((target, index) => (index % 2 ? store : other).addChange(newChange({ target, quoteId: quote.id }))),
      )
      equal(answers.filter(({ kind }) => kind === 'added').length, 1)
    },
  },
  {
    name: 'limits the quotes of one customer',
    async run({ store }) {
      equal(await store.addQuote(newQuote(), 2), 'added')
      equal(await store.addQuote(newQuote(), 2), 'added')
      equal(await store.addQuote(newQuote(), 2), 'too_many')
      equal(await store.addQuote(newQuote({ customerId: 'globex' }), 2), 'added')
    },
  },
  {
    name: 'counts no quote that has expired',
    async run({ store }) {
      equal(await store.addQuote(newQuote({ lifeMs: 60 }), 2), 'added')
      equal(await store.addQuote(newQuote(), 2), 'added')
      await eventually(
        () => store.addQuote(newQuote(), 2),
        (answer) => answer === 'added',
      )
      equal(await store.addQuote(newQuote(), 2), 'too_many')
    },
  },
]
