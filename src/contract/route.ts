import type { InputOf, OutputOf, Schema } from './schema.ts'

/**
 * One question a component can ask the partner's backend. `GET` changes nothing and takes its input from the query;
 * `POST` takes JSON. Ids never stand in the path: proxies decode `%2F` there.
 */
export interface Route<Name extends string = string, In extends Schema = Schema, Out extends Schema = Schema> {
  readonly name: Name
  readonly method: 'GET' | 'POST'
  readonly path: `/${string}`
  readonly input: In
  readonly output: Out
}
export type RouteInput<R extends Route> = InputOf<R['input']>
export type RouteOutput<R extends Route> = OutputOf<R['output']>
