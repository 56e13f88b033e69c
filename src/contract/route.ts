import type { Right } from './right.ts'
import type { InputOf, OutputOf, Schema } from './schema.ts'

/**
 * What a route is given before it answers: `session` the websites of whoever is signed in, `look` whom a dashboard is signed
 * for, `read` the website as it stands, `change` the same and only for people of its owner. Whoever serves a route grants by
 * this word, and by the route's `right`, before it answers.
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
  /** The right it needs. `null`: any right that the person has with the website, or of `session`, none. */
  readonly right: Right | null
  readonly cache: RouteCache
  readonly input: In
  readonly output: Out
  /** What its errors carry besides, by their codes: what fits no schema here is left out. */
  readonly details?: Readonly<Record<string, Schema>> | undefined
}
export type RouteInput<R extends Route> = InputOf<R['input']>
export type RouteOutput<R extends Route> = OutputOf<R['output']>
