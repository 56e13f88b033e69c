import pg from 'pg'
import { createPartnerHandler } from '../src/backend/handler.ts'
import { invoiced } from '../src/backend/payments/invoiced.ts'
import { postgresStore } from '../src/backend/stores/postgres-store.ts'
import { demoIntps } from '../packages/sandbox/src/core/demo.ts'
import { VisitorAnalytics } from '../src/sdk/visitor-analytics.ts'
import { answerAtOnce } from './instant-platform.ts'

interface Idle {
  /** Statements of all instances together. */
  perSecond: number
  /** The most that one instance held at a time. */
  connections: number
}

/** Instances that look for work and find none, for so long. */
export async function measureIdle(connectionString: string, instances: number, forMs: number): Promise<Idle> {
  let statements = 0
  const pools = Array.from({ length: instances }, () => new pg.Pool({ connectionString }))
  let connections = 0
  const handlers = pools.map((pool) => {
    const counted: Parameters<typeof postgresStore>[0] = {
      end: () => pool.end(),
      async connect() {
        const client = await pool.connect()
        connections = Math.max(connections, pool.totalCount)
        return {
          query: (sql, values) => {
            statements++
            return client.query(sql, values)
          },
          release: (error) => client.release(error),
        }
      },
    }
    return createPartnerHandler({
      threeAs: new VisitorAnalytics({ intp: demoIntps.website, fetch: answerAtOnce, allowDemo: true }),
      authenticate: () => null,
      payments: invoiced(),
      store: postgresStore(counted),
      allowDemo: true,
    })
  })
  // The tables are made by the first look.
  await new Promise((resolve) => {
    setTimeout(resolve, 5_000)
  })
  const before = statements
  await new Promise((resolve) => {
    setTimeout(resolve, forMs)
  })
  const perSecond = (statements - before) / (forMs / 1_000)
  await Promise.all(handlers.map((handler) => handler.close()))
  await Promise.all(pools.map((pool) => pool.end()))
  return { perSecond, connections }
}
