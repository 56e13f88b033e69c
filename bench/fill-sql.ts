export interface Size {
  /** Changes that have ended. */
  finished: number
  /** Changes that wait: the first is due, the others later. */
  waiting: number
}

/** As much text as the facts of a bought plan. */
const facts = JSON.stringify({ websiteId: 'shop', text: 'x'.repeat(800) })

/** Statements that fill empty tables, many rows at a time. All of it is one customer's, which is the worst that can be. */
export function fillSql(engine: 'sqlite' | 'postgres', { finished, waiting }: Size): string[] {
  const upTo = (count: number) =>
    engine === 'postgres'
      ? `generate_series(1, ${count}) AS series (n)`
      : `(WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < ${count}) SELECT n FROM series)`
  const now = Date.now()
  const columns =
    'id, lane, target, customer_id, key, body_hash, state, is_open, notes, facts, started_at, ended_at, wake_at'
  const named = (kind: string) =>
    `'${kind}-' || n, 'customer', 'website:${kind}-' || n, 'acme', '${kind}-' || n, 'hash'`
  return [
    `INSERT INTO react_3as_change (${columns})
     SELECT ${named('finished')}, 'applied', 0, 0, '${facts}', ${now} - n, ${now} - n, NULL FROM ${upTo(finished)}`,
    `INSERT INTO react_3as_change (${columns})
     SELECT ${named('waiting')}, 'applying', 1, 0, '${facts}', ${now}, NULL,
       CASE n WHEN 1 THEN ${now} ELSE ${now} + 86400000 + n END
     FROM ${upTo(waiting)}`,
    `INSERT INTO react_3as_target (target, turn, changed_at)
     SELECT 'website:finished-' || n, 1, ${now} - n FROM ${upTo(finished)}`,
    `INSERT INTO react_3as_target (target) SELECT 'website:waiting-' || n FROM ${upTo(waiting)}`,
  ]
}
