import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { SandboxError } from '../core/sandbox-error.ts'
import { auditSchemas, KEPT } from '../core/platform/audit.ts'
import { clockSchema } from '../core/platform/clock.ts'
import { recordKinds, recordSchemas, type RecordKind, type RecordOf } from '../core/platform/state.ts'
import type { Storage, Stored } from '../core/platform/storage.ts'

/** Counts up with each change of the tables or of a record's shape. */
const FORMAT = 1

/**
 * Keeps the state in a folder. A commit is in the operating system's hands when it returns, so killing the process
 * loses nothing; only one sandbox can have the folder open.
 *
 * @throws {@link SandboxError} when the folder cannot be used.
 */
export function sqliteStorage(dataDir: string): Storage {
  const database = open(dataDir)
  const statements = prepare(database)
  return {
    load: () => load(database, dataDir),
    commit: ({ writes, effects, clock, seed, replacesAll }) => {
      inTransaction(database, () => {
        if (replacesAll) database.exec('DELETE FROM record; DELETE FROM audit')
        for (const { kind, key, value } of writes) {
          if (value === undefined) statements.deleteRecord.run(kind, key)
          else statements.writeRecord.run(kind, key, JSON.stringify(value))
        }
        for (const effect of effects) statements.addAudit.run(effect.seq, 'effect', JSON.stringify(effect))
        statements.writeMeta.run('clock', JSON.stringify(clock))
        statements.writeMeta.run('seed', JSON.stringify(seed))
      })
    },
    addCall: (call) => {
      statements.addAudit.run(call.seq, 'call', JSON.stringify(call))
    },
    close: () => database.close(),
  }
}

function open(dataDir: string): DatabaseSync {
  const sqlite = process.getBuiltinModule?.('node:sqlite')
  if (!sqlite) throw new SandboxError('bad_data_folder', 'a data folder needs Node 22.13 or newer (node:sqlite)')
  let database: DatabaseSync | undefined
  try {
    mkdirSync(dataDir, { recursive: true })
    database = new sqlite.DatabaseSync(join(dataDir, 'sandbox.sqlite'))
    // Exclusive: a second sandbox on the same folder fails immediately, and a killed one leaves no lock behind.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    migrate(database, dataDir)
    return database
  } catch (cause) {
    database?.close()
    if (cause instanceof SandboxError) throw cause
    throw new SandboxError('bad_data_folder', `data folder ${dataDir}: ${reasonOf(cause)}`, { cause })
  }
}

function migrate(database: DatabaseSync, dataDir: string): void {
  inTransaction(database, () => {
    const { user_version: format } = database.prepare('PRAGMA user_version').get() as { user_version: number }
    if (format === FORMAT) return
    if (format !== 0) {
      const message = `data folder ${dataDir} was written by another version (format ${format}, this one has ${FORMAT}): choose another folder`
      throw new SandboxError('bad_data_folder', message)
    }
    database.exec(`
      CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
      CREATE TABLE record (kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (kind, key)) STRICT;
      CREATE TABLE audit (seq INTEGER PRIMARY KEY, type TEXT NOT NULL, value TEXT NOT NULL) STRICT;
      PRAGMA user_version = ${FORMAT};
    `)
  })
}

function prepare(
  database: DatabaseSync,
): Record<'writeRecord' | 'deleteRecord' | 'addAudit' | 'writeMeta', StatementSync> {
  return {
    // The row id is kept on conflict, and with it the order of creation.
    writeRecord: database.prepare(
      'INSERT INTO record (kind, key, value) VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value',
    ),
    deleteRecord: database.prepare('DELETE FROM record WHERE kind = ? AND key = ?'),
    addAudit: database.prepare('INSERT INTO audit (seq, type, value) VALUES (?, ?, ?)'),
    writeMeta: database.prepare(
      'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    ),
  }
}

function load(database: DatabaseSync, dataDir: string): Stored | null {
  const meta = new Map(rows(database, 'SELECT name AS label, value FROM meta').map((row) => [row.label, row.value]))
  const clock = meta.get('clock')
  if (clock === undefined) return null
  try {
    trimAudit(database)
    return {
      clock: clockSchema.parse(JSON.parse(clock)),
      seed: String(JSON.parse(meta.get('seed') ?? '""')),
      records: (
        database.prepare('SELECT kind, key, value FROM record ORDER BY rowid').all() as {
          kind: string
          key: string
          value: string
        }[]
      ).map(({ kind, key, value }) => [recordKind(kind), key, readRecord(recordKind(kind), value)]),
      calls: rows(database, "SELECT 'call' AS label, value FROM audit WHERE type = 'call' ORDER BY seq").map(
        ({ value }) => auditSchemas.call.parse(JSON.parse(value)),
      ),
      effects: rows(database, "SELECT 'effect' AS label, value FROM audit WHERE type = 'effect' ORDER BY seq").map(
        ({ value }) => auditSchemas.effect.parse(JSON.parse(value)),
      ),
    }
  } catch (cause) {
    throw new SandboxError('bad_data_folder', `data folder ${dataDir}: its records are damaged`, { cause })
  }
}

function rows(database: DatabaseSync, sql: string): { label: string; value: string }[] {
  return database.prepare(sql).all() as { label: string; value: string }[]
}

/** What the audit log would not keep in memory either. */
function trimAudit(database: DatabaseSync): void {
  const trim = database.prepare(
    'DELETE FROM audit WHERE type = ? AND seq NOT IN (SELECT seq FROM audit WHERE type = ? ORDER BY seq DESC LIMIT ?)',
  )
  trim.run('call', 'call', KEPT.calls)
  trim.run('effect', 'effect', KEPT.effects)
}

function recordKind(kind: string): RecordKind {
  const known = recordKinds.find((candidate) => candidate === kind)
  if (!known) throw new TypeError(`unknown kind of record ${kind}`)
  return known
}

function readRecord(kind: RecordKind, value: string): RecordOf<RecordKind> {
  return recordSchemas[kind].parse(JSON.parse(value))
}

function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    work()
    database.exec('COMMIT')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}

function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  if (/locked/.test(message)) return 'another sandbox is using it'
  if (/not a database/.test(message)) return 'sandbox.sqlite in it is not a database'
  if (/EEXIST|ENOTDIR/.test(message)) return 'there is a file of that name'
  return message
}
