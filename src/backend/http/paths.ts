import { getPath } from 'hono/utils/url'
import type { Answering } from './plain-answer.ts'

interface RouteAnswer {
  /** Names the route in events. */
  name: string
  answer: Answering
}

/** What answers at one path, by method. */
export interface Path {
  readonly methods: ReadonlyMap<string, RouteAnswer>
  /** Whose pages may call it; `null` when no page of another origin may. */
  readonly origins: ReadonlySet<string> | null
}

export interface Paths {
  add(method: 'GET' | 'POST', path: string, origins: Path['origins'], route: RouteAnswer): void
  find(request: Request): Path | undefined
}

/** Paths hold no parameters, so a route is found by its whole path. A slash at the end makes no difference. */
export function createPaths(): Paths {
  const paths = new Map<string, Path>()
  return {
    add(method, path, origins, route) {
      paths.set(path, { origins, methods: new Map([...(paths.get(path)?.methods ?? []), [method, route]]) })
    },
    find: (request) => paths.get(getPath(request).replace(/\/$/, '')),
  }
}

/** The methods of a path as the header `Allow` lists them. */
export function allowOf({ methods }: Path): string {
  return [...[...methods.keys()].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])), 'OPTIONS'].join(
    ', ',
  )
}
