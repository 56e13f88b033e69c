import { columnNames } from './change-columns.ts'
import { isListed } from './listing.ts'

const names = columnNames.join(', ')
const marks = columnNames.map(() => '?').join(', ')
const targetColumns = 'turn, changed_at, quiet_until'

/** Never waits: what is due and not held by a lease that runs. */
const due = `
  SELECT target FROM react_3as_change AS change
  WHERE wake_at <= ? AND NOT EXISTS (SELECT 1 FROM react_3as_target WHERE target = change.target AND ends_at > ?)
  ORDER BY wake_at, id LIMIT ?`

/** The newest first, from where the page before has ended. Left to itself, SQLite takes an index of fewer filters. */
const listed = (index: string, ...filters: string[]) => `
  SELECT ${names} FROM react_3as_change INDEXED BY react_3as_change_${index}
  WHERE ${[...filters.map((column) => `${column} = ?`), isListed].join(' AND ')}
    AND started_at >= ? AND (started_at, id) < (?, ?)
  ORDER BY started_at DESC, id DESC LIMIT ?`

/** Everything that is asked of SQLite but its tables. Each comparison bounds an index: a test asks SQLite for its plans. */
export const sqliteStatements = {
  forgetQuotes: 'DELETE FROM react_3as_quote WHERE expires_at <= ?',
  countQuotes: 'SELECT count(*) AS held FROM react_3as_quote WHERE customer_id = ?',
  addQuote: `
    INSERT INTO react_3as_quote (id, customer_id, target, fingerprint, quote, made_at, expires_at, is_used)
    VALUES (?, ?, ?, ?, ?, ?, ?, 0)`,
  findQuote: 'SELECT * FROM react_3as_quote WHERE id = ?',
  useQuote: 'UPDATE react_3as_quote SET is_used = 1 WHERE id = ? AND is_used = 0 AND expires_at > ?',

  findChange: `SELECT ${names} FROM react_3as_change WHERE id = ?`,
  // Left to itself, SQLite prefers the index of keys, and reads all that this customer ever did to the subscription.
  findOpen: `
    SELECT ${names} FROM react_3as_change INDEXED BY react_3as_change_open
    WHERE target = ? AND customer_id = ? AND lane = 'customer' AND is_open = 1`,
  findByKey: `
    SELECT ${names} FROM react_3as_change WHERE lane = ? AND customer_id = ? AND target = ? AND key = ?`,
  countStarted: `
    SELECT count(*) AS started FROM react_3as_change
    WHERE customer_id = ? AND lane = 'customer' AND started_at > ?`,
  addChange: `INSERT INTO react_3as_change (${names}) VALUES (${marks})`,
  writeChange: `UPDATE react_3as_change SET ${columnNames.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,

  listAll: listed('list'),
  listByState: listed('list_state', 'state'),
  listByCustomer: listed('list_customer', 'customer_id'),
  listByCustomerAndState: listed('list_customer_state', 'customer_id', 'state'),
  listByWebsite: listed('list_website', 'website_id'),
  listByWebsiteAndState: listed('list_website', 'website_id', 'state'),

  addHistory: `
    INSERT INTO react_3as_history (change_id, at, from_state, to_state, actor, staff_id, wish, why)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  findHistory: 'SELECT * FROM react_3as_history WHERE change_id = ? ORDER BY number',
  forgetHistory: 'DELETE FROM react_3as_history WHERE change_id = ?',

  findMemory: "SELECT target, name, value FROM react_3as_memory WHERE customer_id = ? AND target IN ('', ?)",
  writeMemory: `
    INSERT INTO react_3as_memory (customer_id, target, name, value) VALUES (?, ?, ?, ?)
    ON CONFLICT (customer_id, target, name) DO UPDATE SET value = excluded.value`,

  findTarget: `SELECT ${targetColumns} FROM react_3as_target WHERE target = ?`,
  writeTarget: `
    INSERT INTO react_3as_target (target, ${targetColumns}) VALUES (?, ?, ?, ?)
    ON CONFLICT (target) DO UPDATE
    SET turn = excluded.turn, changed_at = excluded.changed_at, quiet_until = excluded.quiet_until`,

  findDue: due,
  hold: `
    INSERT INTO react_3as_target (target, owner, ends_at) VALUES (?, ?, ?)
    ON CONFLICT (target) DO UPDATE SET owner = excluded.owner, ends_at = excluded.ends_at
    WHERE react_3as_target.ends_at <= ?`,
  isHeld: 'SELECT 1 FROM react_3as_target WHERE target = ? AND ends_at > ?',
  findHeld: `SELECT ${targetColumns} FROM react_3as_target WHERE target = ? AND owner = ?`,
  findLive: `
    SELECT ${names} FROM react_3as_change
    WHERE target = ? AND (is_open = 1 OR wake_at IS NOT NULL) ORDER BY started_at, id`,
  renew: 'UPDATE react_3as_target SET ends_at = ? WHERE target = ? AND owner = ?',
  release: 'UPDATE react_3as_target SET owner = NULL, ends_at = 0 WHERE target = ? AND owner = ?',

  findLong: `
    SELECT id, facts FROM react_3as_change
    WHERE ended_at <= ? AND is_short = 0 AND is_open = 0 AND wake_at IS NULL ORDER BY ended_at LIMIT ?`,
  shorten: 'UPDATE react_3as_change SET facts = ?, is_short = 1 WHERE id = ?',
} as const
