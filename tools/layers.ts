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
  return circlesOf(arrowsIn(folder)).map((circle) => circle.map((step) => relative(folder, step)))
}

/**
 * Folders side by side whose files import each other in a circle, though none of the files need do; at any depth. Files that lie
 * loose beside a folder belong to the folder around them, whose parts may import them and be imported by them.
 */
export function folderCirclesIn(folder: string): string[][] {
  const sideBySide = arrowsIn(folder).flatMap(({ from, to }) => {
    const [a, b] = [dirname(from).split('/'), dirname(to).split('/')]
    const depth = a.findIndex((part, at) => part !== b[at])
    const isBeside = depth !== -1 && b[depth] !== undefined && to.startsWith(`${folder}/`)
    return isBeside ? [{ from: a.slice(0, depth + 1).join('/'), to: b.slice(0, depth + 1).join('/') }] : []
  })
  return circlesOf(sideBySide).map((circle) => circle.map((step) => relative(folder, step)))
}

function circlesOf(arrows: readonly Arrow[]): string[][] {
  const to = new Map<string, Set<string>>()
  for (const arrow of arrows) to.set(arrow.from, (to.get(arrow.from) ?? new Set()).add(arrow.to))
  const circles: string[][] = []
  const done = new Set<string>()
  const visit = (place: string, path: readonly string[]): void => {
    const start = path.indexOf(place)
    if (start !== -1) return void circles.push([...path.slice(start), place])
    if (done.has(place)) return
    for (const next of to.get(place) ?? []) visit(next, [...path, place])
    done.add(place)
  }
  for (const place of to.keys()) visit(place, [])
  return circles
}
