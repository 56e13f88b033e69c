import { untouched } from '../../src/backend/ledger/change-facts.ts'
import { postgresStore } from '../../src/backend/stores/postgres-store.ts'
import { sqliteStore } from '../../src/backend/stores/sqlite-store.ts'

// Opens a store, writes one change of its own, and says so.
const [kind = '', at = '', startAt = '0'] = process.argv.slice(2)
// All of them at the same moment, whatever their start took.
while (Date.now() < Number(startAt));
const store = kind === 'sqlite' ? sqliteStore(at) : postgresStore(at)
const id = crypto.randomUUID()
const added = await store.addChange({
  id,
  lane: 'system',
  target: 'website:bikes',
  customerId: 'acme',
  key: id,
  bodyHash: '',
  state: 'applied',
  wakeInMs: null,
  quoteId: null,
  seenTurn: null,
  facts: {
    ...untouched,
    customerId: 'acme',
    websiteId: 'bikes',
    holder: 'website',
    intent: { kind: 'cancel' },
    action: 'align',
    cause: 'news',
    seen: null,
  },
})
await store.close()
console.log(added.kind)
