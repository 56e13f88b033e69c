import type { DatabaseSync } from 'node:sqlite'

/** Each step leads from one version of the tables to the next. What has been published is never changed. */
const migrations = [
  `CREATE TABLE react_3as_change (
     id TEXT PRIMARY KEY, lane TEXT NOT NULL, target TEXT NOT NULL, customer_id TEXT NOT NULL, key TEXT NOT NULL,
     body_hash TEXT NOT NULL, state TEXT NOT NULL, is_open INTEGER NOT NULL, payment_news TEXT, charge_id TEXT, wish TEXT,
     notes INTEGER NOT NULL, facts TEXT NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER, wake_at INTEGER
   ) STRICT;
   CREATE UNIQUE INDEX react_3as_change_key ON react_3as_change (lane, customer_id, target, key);
   CREATE UNIQUE INDEX react_3as_change_open ON react_3as_change (target) WHERE lane = 'customer' AND is_open = 1;
   CREATE INDEX react_3as_change_live ON react_3as_change (target) WHERE is_open = 1 OR wake_at IS NOT NULL;
   CREATE INDEX react_3as_change_ended ON react_3as_change (target, ended_at);
   CREATE INDEX react_3as_change_due ON react_3as_change (wake_at) WHERE wake_at IS NOT NULL;
   CREATE TABLE react_3as_hold (target TEXT PRIMARY KEY, owner TEXT NOT NULL, ends_at INTEGER NOT NULL) STRICT;
   CREATE TABLE react_3as_quote (
     id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, target TEXT NOT NULL, fingerprint TEXT NOT NULL, quote TEXT NOT NULL,
     made_at TEXT NOT NULL, expires_at INTEGER NOT NULL, is_used INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX react_3as_quote_customer ON react_3as_quote (customer_id);
   CREATE INDEX react_3as_quote_expires ON react_3as_quote (expires_at);`,
  // A row for each subscription takes the place of its hold. A call that had left and was not answered is given the default
  // grace from then on.
  `CREATE TABLE react_3as_target (
     target TEXT PRIMARY KEY, turn INTEGER NOT NULL DEFAULT 0, changed_at INTEGER, quiet_until INTEGER,
     owner TEXT, ends_at INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   INSERT INTO react_3as_target (target, changed_at, quiet_until, owner, ends_at)
   SELECT change.target, max(change.ended_at),
     max(CASE WHEN change.is_open = 1 THEN CAST(json_extract(change.facts, '$.sentAt') AS INTEGER) + 15001 END),
     max(hold.owner), coalesce(max(hold.ends_at), 0)
   FROM react_3as_change AS change LEFT JOIN react_3as_hold AS hold ON hold.target = change.target
   GROUP BY change.target;
   DROP TABLE react_3as_hold;
   DROP INDEX react_3as_change_ended;
   DROP INDEX react_3as_change_open;
   CREATE UNIQUE INDEX react_3as_change_open ON react_3as_change (target, customer_id)
     WHERE lane = 'customer' AND is_open = 1;
   CREATE INDEX react_3as_change_started ON react_3as_change (customer_id, started_at) WHERE lane = 'customer';
   DROP INDEX react_3as_change_due;
   CREATE INDEX react_3as_change_due ON react_3as_change (wake_at, id) WHERE wake_at IS NOT NULL;
   ALTER TABLE react_3as_change ADD COLUMN is_short INTEGER NOT NULL DEFAULT 0;
   CREATE INDEX react_3as_change_long ON react_3as_change (ended_at)
     WHERE is_short = 0 AND is_open = 0 AND wake_at IS NULL;`,
  // Lists and a history for the back office. What waits for a person is reported from now on until it is resolved.
  `ALTER TABLE react_3as_change ADD COLUMN website_id TEXT NOT NULL DEFAULT '';
   UPDATE react_3as_change SET website_id = coalesce(json_extract(facts, '$.websiteId'), '');
   CREATE INDEX react_3as_change_list ON react_3as_change (started_at, id) WHERE lane <> 'system' OR key <> 'watch:always';
   CREATE INDEX react_3as_change_list_state ON react_3as_change (state, started_at, id) WHERE lane <> 'system' OR key <> 'watch:always';
   CREATE INDEX react_3as_change_list_customer ON react_3as_change (customer_id, started_at, id) WHERE lane <> 'system' OR key <> 'watch:always';
   CREATE INDEX react_3as_change_list_customer_state ON react_3as_change (customer_id, state, started_at, id)
     WHERE lane <> 'system' OR key <> 'watch:always';
   CREATE INDEX react_3as_change_list_website ON react_3as_change (website_id, started_at, id) WHERE lane <> 'system' OR key <> 'watch:always';
   CREATE INDEX react_3as_change_list_website_state ON react_3as_change (website_id, state, started_at, id)
     WHERE lane <> 'system' OR key <> 'watch:always';
   CREATE TABLE react_3as_history (
     number INTEGER PRIMARY KEY, change_id TEXT NOT NULL, at INTEGER NOT NULL, from_state TEXT, to_state TEXT NOT NULL,
     actor TEXT NOT NULL, staff_id TEXT, wish TEXT, why TEXT
   ) STRICT;
   CREATE INDEX react_3as_history_change ON react_3as_history (change_id);
   UPDATE react_3as_change SET wake_at = unixepoch() * 1000 WHERE state = 'needs_attention' AND wake_at IS NULL;`,
  // Processes of older versions go on meanwhile, and write no website beside the facts that hold it. A website
  // has few changes: its index of states was asked no faster than the one without (1,000,000 rows).
  `DROP INDEX react_3as_change_list_website_state;
   CREATE TRIGGER react_3as_change_website AFTER INSERT ON react_3as_change WHEN NEW.website_id = ''
   BEGIN
     UPDATE react_3as_change SET website_id = coalesce(json_extract(NEW.facts, '$.websiteId'), '') WHERE id = NEW.id;
   END;
   UPDATE react_3as_change SET website_id = coalesce(json_extract(facts, '$.websiteId'), '') WHERE website_id = '';`,
  // The provider's ids. Those of a customer have an empty subscription.
  `CREATE TABLE react_3as_memory (
     customer_id TEXT NOT NULL, target TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
     PRIMARY KEY (customer_id, target, name)
   ) STRICT;`,
]

/** To be run in a transaction: a second process sees both the tables and their version, or neither. */
export function migrate(database: DatabaseSync): void {
  database.exec('CREATE TABLE IF NOT EXISTS react_3as_version (version INTEGER NOT NULL) STRICT')
  const row = database.prepare('SELECT version FROM react_3as_version').get()
  const version = Number(row?.version ?? 0)
  if (version > migrations.length) throw new Error('This database was written by a newer react-3as.')
  for (const migration of migrations.slice(version)) database.exec(migration)
  if (!row) database.exec('INSERT INTO react_3as_version (version) VALUES (0)')
  database.prepare('UPDATE react_3as_version SET version = ?').run(migrations.length)
}
