import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { ChangeRow } from '../ledger/change-row.ts'
import { postgresStore } from '../stores/postgres-store.ts'
import { sqliteStore } from '../stores/sqlite-store.ts'
import type { Store } from '../ledger/store.ts'

const usage = `Usage: react-3as changes --needs-attention (--sqlite FILE | --postgres URL)

Prints the changes that wait for a person's decision: id, since when, what, why, and the reference that the customer was
given. Neither customers nor money are named; handler.changes.get(id) has both.

  --sqlite FILE     the file of sqliteStore
  --postgres URL    the database of postgresStore; without either, DATABASE_URL of the environment`

/** Where the lines go, and the environment. */
interface Surroundings {
  print: (line: string) => void
  env: Record<string, string | undefined>
  now: () => number
}

/** How many changes are read at a time. */
const pageSize = 200

/** `react-3as changes`. @throws Error that says what to write instead. */
export async function printChanges(args: readonly string[], { print, env, now }: Surroundings): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'needs-attention': { type: 'boolean' },
      sqlite: { type: 'string' },
      postgres: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help || !values['needs-attention']) {
    print(usage)
    return
  }
  const store = storeOf(values.sqlite, values.postgres ?? env.DATABASE_URL)
  try {
    const waiting = await needingAttention(store)
    if (waiting.length === 0) print('No change needs attention.')
    else for (const line of table(waiting, now())) print(line)
  } finally {
    await store.close()
  }
}

function storeOf(file: string | undefined, url: string | undefined): Store {
  if (file !== undefined) {
    // Opening it would make an empty one, and say that all is well.
    if (!existsSync(file)) throw new Error('There is no such file: pass the one that sqliteStore was given.')
    return sqliteStore(file)
  }
  if (url) return postgresStore(url)
  throw new Error('Which store? Pass --sqlite FILE or --postgres URL.')
}

async function needingAttention(store: Store): Promise<ChangeRow[]> {
  const found: ChangeRow[] = []
  for (;;) {
    const after = found.at(-1) ?? null
    const page = await store.listChanges({ of: null, state: 'needs_attention', since: 0, after, most: pageSize })
    found.push(...page)
    if (page.length < pageSize) return found
  }
}

function table(changes: readonly ChangeRow[], now: number): string[] {
  const rows = changes.map(({ id, facts, startedAt }) => [
    id,
    waitingFor(now - (facts.waiting?.since ?? startedAt)),
    facts.action,
    facts.reason ?? '',
    facts.reference ?? '',
  ])
  const all = [['id', 'waits for', 'action', 'reason', 'reference'], ...rows]
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)))
  return all.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
}

function waitingFor(ms: number): string {
  const hours = Math.floor(Math.max(0, ms) / 3_600_000)
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`
}
