import type { InputOf, OutputOf, Schema } from './schema.ts'

/**
 * What the caller must be allowed before a route answers: `session` is anybody who is signed in, `look` opens the dashboard
 * of a website, `read` sees its plan and usage, `change` is for managers of its owner. Whoever serves a route grants by
 * this word before it answers.
 */
export type RouteAccess = 'session' | 'look' | 'read' | 'change'

/** The `Cache-Control` of an answer: `no-store` where it holds a secret. */
export type RouteCache = 'no-store' | 'private, no-cache'

/**
 * One question a component can ask the partner's backend. `GET` changes nothing and takes its input from the query;
 * `POST` takes JSON. Ids never stand in the path: proxies decode `%2F` there.
 */
export interface Route<Name extends string = string, In extends Schema = Schema, Out extends Schema = Schema> {
  readonly name: Name
  readonly method: 'GET' | 'POST'
  readonly path: `/${string}`
  readonly access: RouteAccess
  readonly cache: RouteCache
  readonly input: In
  readonly output: Out
}
export type RouteInput<R extends Route> = InputOf<R['input']>
export type RouteOutput<R extends Route> = OutputOf<R['output']>
