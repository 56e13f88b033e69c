import type { DatabaseSync } from 'node:sqlite'
import { migrate } from './sqlite-migrations.ts'

/**
 * How long a statement waits inside SQLite for another process, in milliseconds. The whole process waits with it, so it is
 * no longer than a commit of the other takes.
 */
const standStillMs = 10
/** Pauses between tries, outside SQLite: grows up to this. */
const longestPauseMs = 50

/** @throws Error when the file cannot be opened, or Node is too old to have SQLite. */
export function openFile(file: string, busyTimeoutMs: number): DatabaseSync {
  // Looked up when it is used: a runtime without it can still load the rest of the server.
  const sqlite = (globalThis.process as typeof process | undefined)?.getBuiltinModule?.('node:sqlite')
  if (!sqlite) throw new Error('sqliteStore needs node:sqlite: Node 22.13 or newer. Use postgresStore elsewhere.')
  const database = new sqlite.DatabaseSync(file)
  try {
    database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`)
    becomeWal(database, busyTimeoutMs)
    // What was paid must outlive a power cut, so every commit reaches the disk.
    database.exec('PRAGMA synchronous = FULL')
    inTransaction(database, () => migrate(database))
    database.exec(`PRAGMA busy_timeout = ${Math.min(standStillMs, busyTimeoutMs)}`)
    return database
  } catch (error) {
    quietly(() => database.close())
    throw error
  }
}

/** Changing the journal's mode does not wait for others by itself, and several processes may start together. */
function becomeWal(database: DatabaseSync, timeoutMs: number): void {
  const until = Date.now() + timeoutMs
  for (;;) {
    try {
      database.exec('PRAGMA journal_mode = WAL')
      return
    } catch (error) {
      if (Date.now() > until || !isBusy(error)) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}

/** Writers stand in line from the start: a transaction that reads first and writes later could be turned away midway. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    // After some errors, a full disk for one, SQLite has ended the transaction by itself and refuses this.
    quietly(() => database.exec('ROLLBACK'))
    throw error
  }
}

/**
 * For leases: none of them has to outlive a power cut, since whoever holds it does not either. So it does not wait for the
 * disk; what is written after it and does wait brings it along.
 */
export function inLightTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('PRAGMA synchronous = NORMAL')
  try {
    return inTransaction(database, work)
  } finally {
    quietly(() => database.exec('PRAGMA synchronous = FULL'))
  }
}

/** For clean-up after an error: that error is the one to be told. */
function quietly(cleanUp: () => void): void {
  try {
    cleanUp()
  } catch {
    // Whatever it was, it came second.
  }
}

export interface FileAccess {
  /** Tries until no other process is in the way, and lets this process go on between the tries. */
  read<T>(work: () => T): Promise<T>
  /** The same, one after the other: many who try for the same file would keep this process standing still. */
  write<T>(work: () => T): Promise<T>
}

/** @param busyTimeoutMs after which another process's lock is an error. */
export function fileAccess(busyTimeoutMs: number): FileAccess {
  let line: Promise<unknown> = Promise.resolve()

  async function attempt<T>(work: () => T, since: number): Promise<T> {
    for (let pauseMs = 5; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      try {
        return work()
      } catch (error) {
        if (!isBusy(error) || performance.now() - since >= busyTimeoutMs) throw error
      }
      await new Promise((resolve) => {
        setTimeout(resolve, pauseMs)
      })
    }
  }

  return {
    read: (work) => attempt(work, performance.now()),
    write(work) {
      const since = performance.now()
      const turn = line.then(() => attempt(work, since))
      line = turn.catch(() => {})
      return turn
    },
  }
}

function isBusy(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : null
  return code === sqliteBusy || code === sqliteLocked
}

const sqliteBusy = 5
const sqliteLocked = 6
