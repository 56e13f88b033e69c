import { columnNames } from './change-columns.ts'
import { isListed } from './listing.ts'

/** Milliseconds since 1970, by the database's clock and not by the transaction's beginning. */
const now = '(extract(epoch from clock_timestamp()) * 1000)::bigint'

/** The same, taken once for a whole statement: what a clock says anew for each row cannot bound an index. */
const moment = `(SELECT ${now})`

const names = columnNames.join(', ')
const marks = columnNames.map((_, index) => `$${index + 1}`).join(', ')
const targetColumns = 'turn, changed_at, quiet_until'

const due = `
  SELECT about.target FROM react_3as_change AS change JOIN react_3as_target AS about ON about.target = change.target
  WHERE change.wake_at <= ${moment} AND about.ends_at <= ${moment}
  ORDER BY change.wake_at, change.id COLLATE "C"`

/** The newest first, from where the page before has ended. */
const listed = (...filters: string[]) => {
  const next = filters.length
  return `
    SELECT ${names} FROM react_3as_change
    WHERE ${[...filters.map((column, index) => `${column} = $${index + 1}`), isListed].join(' AND ')}
      AND started_at >= $${next + 1} AND (started_at, id COLLATE "C") < ($${next + 2}, $${next + 3})
    ORDER BY started_at DESC, id COLLATE "C" DESC LIMIT $${next + 4}`
}

/**
 * Everything that is asked of PostgreSQL but its tables. Each comparison bounds an index, which a test measures. Nothing
 * belongs to a session, so that a pooler may give each transaction another connection.
 */
export const postgresStatements = {
  // In the index's order: a planner that cannot know the time would think that any row is old enough.
  forgetQuotes: `
    DELETE FROM react_3as_quote WHERE id IN (
      SELECT id FROM react_3as_quote WHERE expires_at <= ${moment} ORDER BY expires_at LIMIT 100
      FOR UPDATE SKIP LOCKED
    )`,
  addQuote: `
    INSERT INTO react_3as_quote (id, customer_id, target, fingerprint, quote, made_at, expires_at, is_used)
    SELECT $1, $2, $3, $4, $5, $6, ${now} + $7::bigint, 0
    WHERE (SELECT count(*) FROM react_3as_quote WHERE customer_id = $2 AND expires_at > ${moment}) < $8`,
  findQuote: `SELECT *, expires_at <= ${now} AS is_expired FROM react_3as_quote WHERE id = $1`,
  useQuote: `UPDATE react_3as_quote SET is_used = 1 WHERE id = $1 AND is_used = 0 AND expires_at > ${moment}`,

  findChange: `SELECT ${names} FROM react_3as_change WHERE id = $1`,
  // By the digests that are indexed, and by the texts that count.
  findOpen: `
    SELECT ${names} FROM react_3as_change
    WHERE md5(target) = md5($1) AND md5(customer_id) = md5($2) AND target = $1 AND customer_id = $2
      AND lane = 'customer' AND is_open = 1`,
  findByKey: `
    SELECT ${names} FROM react_3as_change
    WHERE lane = $1 AND md5(customer_id) = md5($2) AND md5(target) = md5($3) AND md5(key) = md5($4)
      AND customer_id = $2 AND target = $3 AND key = $4`,
  /** The time is that after the lock, however long it was waited for. */
  lockChange: `
    WITH locked AS MATERIALIZED (SELECT ${names} FROM react_3as_change WHERE id = $1 FOR UPDATE)
    SELECT *, ${now} AS now FROM locked`,
  lockCustomer: 'SELECT pg_advisory_xact_lock($1, hashtext($2))',
  countStarted: `
    SELECT count(*) AS started FROM react_3as_change
    WHERE customer_id = $1 AND lane = 'customer' AND started_at > $2`,
  addChange: `INSERT INTO react_3as_change (${names}) VALUES (${marks})`,
  writeChange: `
    UPDATE react_3as_change SET ${columnNames.map((name, index) => `${name} = $${index + 1}`).join(', ')}
    WHERE id = $1`,

  listAll: listed(),
  listByState: listed('state'),
  listByCustomer: listed('customer_id'),
  listByCustomerAndState: listed('customer_id', 'state'),
  listByWebsite: listed('website_id'),
  listByWebsiteAndState: listed('website_id', 'state'),

  addHistory: `
    INSERT INTO react_3as_history (change_id, at, from_state, to_state, actor, staff_id, wish, why)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
  findHistory: 'SELECT * FROM react_3as_history WHERE change_id = $1 ORDER BY number',
  forgetHistory: 'DELETE FROM react_3as_history WHERE change_id = ANY ($1::text[])',

  findMemory: `
    SELECT target, name, value FROM react_3as_memory
    WHERE md5(customer_id) = md5($1) AND md5(target) IN (md5(''), md5($2))
      AND customer_id = $1 AND target IN ('', $2)`,
  writeMemory: `
    INSERT INTO react_3as_memory (customer_id, target, name, value) VALUES ($1, $2, $3, $4)
    ON CONFLICT (md5(customer_id), md5(target), md5(name)) DO UPDATE SET value = excluded.value`,

  /** Makes the row where there is none, so that there is always one to lock. The time is that after the lock. */
  lockTarget: `
    INSERT INTO react_3as_target (target) VALUES ($1) ON CONFLICT (target) DO UPDATE SET target = excluded.target
    RETURNING ${targetColumns}, ${now} AS now`,
  findTarget: `SELECT ${targetColumns}, ${now} AS now FROM react_3as_target WHERE target = $1`,
  writeTarget: 'UPDATE react_3as_target SET turn = $2, changed_at = $3, quiet_until = $4 WHERE target = $1',

  countDue: `SELECT count(DISTINCT target) AS due FROM (${due} LIMIT $1) AS first`,
  /** Instances pass over what another one is just taking, so that they share the work and do not queue for it. */
  holdDue: `
    UPDATE react_3as_target SET owner = $1, ends_at = ${now} + $2::bigint
    WHERE target = (${due} LIMIT 1 FOR UPDATE OF about SKIP LOCKED)
    RETURNING target, ends_at, ${targetColumns}, ${now} AS now`,
  hold: `
    INSERT INTO react_3as_target (target, owner, ends_at) VALUES ($3, $1, ${now} + $2::bigint)
    ON CONFLICT (target) DO UPDATE SET owner = excluded.owner, ends_at = ${now} + $2::bigint
    WHERE react_3as_target.ends_at <= ${now}
    RETURNING target, ends_at, ${targetColumns}, ${now} AS now`,
  lockHeld: `SELECT ${targetColumns} FROM react_3as_target WHERE target = $1 AND owner = $2 FOR UPDATE`,
  findLive: `
    SELECT ${names} FROM react_3as_change
    WHERE target = $1 AND (is_open = 1 OR wake_at IS NOT NULL) ORDER BY started_at, id COLLATE "C"`,
  renew: `
    UPDATE react_3as_target SET ends_at = ${now} + $2::bigint WHERE target = $3 AND owner = $1
    RETURNING target, ends_at, ${targetColumns}, ${now} AS now`,
  release: 'UPDATE react_3as_target SET owner = NULL, ends_at = 0 WHERE target = $1 AND owner = $2',

  findLong: `
    SELECT id, facts FROM react_3as_change
    WHERE ended_at <= ${moment} - $1::bigint AND is_short = 0 AND is_open = 0 AND wake_at IS NULL
    ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
  shorten: `
    UPDATE react_3as_change AS change SET facts = short.facts, is_short = 1
    FROM unnest($1::text[], $2::text[]) AS short (id, facts) WHERE change.id = short.id`,
} as const
