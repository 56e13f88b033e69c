import { DatabaseSync } from 'node:sqlite'

// A sibling that stands still in the middle of a transaction on the shared file.
const [file = '', holdMs = '0'] = process.argv.slice(2)
const database = new DatabaseSync(file, { timeout: 20_000 })
database.exec('BEGIN IMMEDIATE')
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(holdMs))
database.exec('COMMIT')
database.close()
