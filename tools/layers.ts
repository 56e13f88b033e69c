import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { houses } from './rooms.ts'

/** An import, also one of a type only or one that is loaded later, from one file of the sources to another. */
export interface Arrow {
  from: string
  to: string
}

export function arrowsIn(folder: string): Arrow[] {
  return globSync(`${folder}/**/*.{ts,tsx}`).flatMap((path) => {
    const from = path.replaceAll('\\', '/')
    return ts
      .preProcessFile(readFileSync(path, 'utf8'), true, true)
      .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
      .map(({ fileName }) => ({ from, to: join(dirname(from), fileName).replaceAll('\\', '/') }))
  })
}

/** The imports that lead from a layer to one above it, by the layers that `rooms.ts` has for a room. */
export function arrowsUp(root: string): string[] {
  return houses.flatMap(({ folder, rooms }) =>
    Object.entries(rooms).flatMap(([room, { layers = [] }]) => {
      const at = join(root, folder, room)
      const heightOf = (file: string) => layers.indexOf(dirname(relative(at, file)).split('/')[0] ?? '')
      return arrowsIn(at)
        .filter(({ from, to }) => heightOf(from) !== -1 && heightOf(to) > heightOf(from))
        .map(({ from, to }) => `${relative(root, from)} imports ${relative(root, to)}, which is in a layer above it.`)
    }),
  )
}

/** Files that import each other in a circle, each circle once. */
export function circlesIn(folder: string): string[][] {
  const to = new Map<string, Arrow[]>()
  for (const arrow of arrowsIn(folder)) to.set(arrow.from, [...(to.get(arrow.from) ?? []), arrow])
  const circles: string[][] = []
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file)
    if (start !== -1) return void circles.push([...path.slice(start), file].map((step) => relative(folder, step)))
    if (done.has(file)) return
    for (const arrow of to.get(file) ?? []) visit(arrow.to, [...path, file])
    done.add(file)
  }
  for (const file of to.keys()) visit(file, [])
  return circles
}
