import { inTransaction, type PostgresClient } from './postgres-client.ts'

/** Each step leads from one version of the tables to the next. What has been published is never changed. */
const migrations = [
  `CREATE TABLE react_3as_change (
     id text PRIMARY KEY, lane text NOT NULL, target text NOT NULL, customer_id text NOT NULL, key text NOT NULL,
     body_hash text NOT NULL, state text NOT NULL, is_open integer NOT NULL, payment_news text, charge_id text, wish text,
     notes integer NOT NULL, facts text NOT NULL, started_at bigint NOT NULL, ended_at bigint, wake_at bigint
   );
   -- Ids are the partner's free text and may be longer together than an entry of an index.
   CREATE UNIQUE INDEX react_3as_change_key ON react_3as_change (lane, md5(customer_id), md5(target), md5(key));
   CREATE UNIQUE INDEX react_3as_change_open ON react_3as_change (target) WHERE lane = 'customer' AND is_open = 1;
   CREATE INDEX react_3as_change_live ON react_3as_change (target) WHERE is_open = 1 OR wake_at IS NOT NULL;
   CREATE INDEX react_3as_change_ended ON react_3as_change (target, ended_at);
   CREATE INDEX react_3as_change_due ON react_3as_change (wake_at) WHERE wake_at IS NOT NULL;
   CREATE TABLE react_3as_hold (target text PRIMARY KEY, owner text NOT NULL, ends_at bigint NOT NULL);
   CREATE TABLE react_3as_quote (
     id text PRIMARY KEY, customer_id text NOT NULL, target text NOT NULL, fingerprint text NOT NULL, quote text NOT NULL,
     made_at text NOT NULL, expires_at bigint NOT NULL, is_used integer NOT NULL
   );
   CREATE INDEX react_3as_quote_customer ON react_3as_quote (customer_id, expires_at);
   CREATE INDEX react_3as_quote_expires ON react_3as_quote (expires_at);`,
  // A row for each subscription takes the place of its hold. A call that had left and was not answered is given the default
  // grace from then on. Instances of the version before come to a stop here: they look for the table that is gone.
  `LOCK TABLE react_3as_change, react_3as_hold IN ACCESS EXCLUSIVE MODE;
   CREATE TABLE react_3as_target (
     target text PRIMARY KEY, turn bigint NOT NULL DEFAULT 0, changed_at bigint, quiet_until bigint,
     owner text, ends_at bigint NOT NULL DEFAULT 0
   );
   INSERT INTO react_3as_target (target, changed_at, quiet_until, owner, ends_at)
   SELECT change.target, max(change.ended_at),
     max(CASE WHEN change.is_open = 1 THEN ceil((change.facts::json->>'sentAt')::numeric)::bigint + 15000 END),
     max(hold.owner), coalesce(max(hold.ends_at), 0)
   FROM react_3as_change AS change LEFT JOIN react_3as_hold AS hold ON hold.target = change.target
   GROUP BY change.target;
   DROP TABLE react_3as_hold;
   DROP INDEX react_3as_change_ended;
   DROP INDEX react_3as_change_open;
   CREATE UNIQUE INDEX react_3as_change_open ON react_3as_change (md5(target), md5(customer_id))
     WHERE lane = 'customer' AND is_open = 1;
   CREATE INDEX react_3as_change_started ON react_3as_change (customer_id, started_at) WHERE lane = 'customer';
   DROP INDEX react_3as_change_due;
   CREATE INDEX react_3as_change_due ON react_3as_change (wake_at, id COLLATE "C") WHERE wake_at IS NOT NULL;
   ALTER TABLE react_3as_change ADD COLUMN is_short integer NOT NULL DEFAULT 0;
   CREATE INDEX react_3as_change_long ON react_3as_change (ended_at)
     WHERE is_short = 0 AND is_open = 0 AND wake_at IS NULL;`,
  // Lists and a history for the back office. What waits for a person is reported from now on until it is resolved.
  `ALTER TABLE react_3as_change ADD COLUMN website_id text NOT NULL DEFAULT '';
   UPDATE react_3as_change SET website_id = coalesce(facts::json->>'websiteId', '');
   CREATE INDEX react_3as_change_list ON react_3as_change (started_at, id COLLATE "C") WHERE lane <> 'system' OR key <> 'watch:always';
   CREATE INDEX react_3as_change_list_state ON react_3as_change (state, started_at, id COLLATE "C") WHERE lane <> 'system' OR key <> 'watch:always';
   CREATE INDEX react_3as_change_list_customer ON react_3as_change (customer_id, started_at, id COLLATE "C") WHERE lane <> 'system' OR key <> 'watch:always';
   CREATE INDEX react_3as_change_list_customer_state ON react_3as_change (customer_id, state, started_at, id COLLATE "C")
     WHERE lane <> 'system' OR key <> 'watch:always';
   CREATE INDEX react_3as_change_list_website ON react_3as_change (website_id, started_at, id COLLATE "C") WHERE lane <> 'system' OR key <> 'watch:always';
   CREATE INDEX react_3as_change_list_website_state ON react_3as_change (website_id, state, started_at, id COLLATE "C")
     WHERE lane <> 'system' OR key <> 'watch:always';
   CREATE TABLE react_3as_history (
     number bigint GENERATED ALWAYS AS IDENTITY, change_id text NOT NULL, at bigint NOT NULL, from_state text,
     to_state text NOT NULL, actor text NOT NULL, staff_id text, wish text, why text, PRIMARY KEY (change_id, number)
   );
   UPDATE react_3as_change SET wake_at = (extract(epoch from now()) * 1000)::bigint
   WHERE state = 'needs_attention' AND wake_at IS NULL;`,
  // Instances of older versions go on meanwhile, and write no website beside the facts that hold it. A website
  // has few changes: its index of states was asked no faster than the one without (1,000,000 rows).
  `DROP INDEX react_3as_change_list_website_state;
   CREATE FUNCTION react_3as_change_website() RETURNS trigger LANGUAGE plpgsql AS $website$
   BEGIN
     NEW.website_id := coalesce(NEW.facts::json->>'websiteId', '');
     RETURN NEW;
   END $website$;
   CREATE TRIGGER react_3as_change_website BEFORE INSERT ON react_3as_change
     FOR EACH ROW WHEN (NEW.website_id = '') EXECUTE FUNCTION react_3as_change_website();
   UPDATE react_3as_change SET website_id = coalesce(facts::json->>'websiteId', '') WHERE website_id = '';`,
  // The provider's ids. Those of a customer have an empty subscription.
  `CREATE TABLE react_3as_memory (
     customer_id text NOT NULL, target text NOT NULL, name text NOT NULL, value text NOT NULL
   );
   CREATE UNIQUE INDEX react_3as_memory_key ON react_3as_memory (md5(customer_id), md5(target), md5(name));`,
]

/** Any number that stands for these tables and nothing else. */
const advisoryLock = 330_317_013

/**
 * Brings the tables up to date. Instances that start together wait for an advisory lock, which the transaction's end
 * releases in every case; the version stands in the same transaction as the tables.
 */
export function migrate(client: PostgresClient): Promise<void> {
  return inTransaction(client, async () => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [advisoryLock])
    await client.query('CREATE TABLE IF NOT EXISTS react_3as_version (version integer NOT NULL)')
    const row = (await client.query('SELECT version FROM react_3as_version')).rows[0]
    const version = Number(row?.version ?? 0)
    if (version > migrations.length) throw new Error('This database was written by a newer react-3as.')
    for (const migration of migrations.slice(version)) await client.query(migration)
    if (!row) await client.query('INSERT INTO react_3as_version (version) VALUES (0)')
    await client.query('UPDATE react_3as_version SET version = $1', [migrations.length])
  })
}
