/** A connection of `pg`. */
export interface PostgresClient {
  query(sql: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[]; rowCount: number | null }>
  release(error?: Error | boolean): void
}

/** A pool of `pg`. */
export interface PostgresPool {
  connect(): Promise<PostgresClient>
  end(): Promise<void>
}
