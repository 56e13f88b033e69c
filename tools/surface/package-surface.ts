import { readdirSync, readFileSync } from 'node:fs'
import { join, parse, relative } from 'node:path'
import { exportsOf, handedOut, type Declaration } from './declarations.ts'
import { referencesOf, refusingUndefined, textOf, unrolled } from './walk.ts'

interface Manifest {
  name: string
  exports: Record<string, string | { types?: string }>
}

const key = ({ file, name }: Declaration) => `${file} ${name}`

/** Entries that are used without any other: what their signatures are written with, they hand out themselves. */
const usedAlone = ['react-3as', 'react-3as/server', 'react-3as-sandbox']

/** One file, or where the manifest has a `*`, all that it stands for. */
function filesOf(folder: string, pattern: string): { file: string; part: string }[] {
  if (!pattern.includes('*')) return [{ file: join(folder, pattern), part: '' }]
  const { dir, base } = parse(pattern)
  const ending = base.replace('*', '')
  return readdirSync(join(folder, dir))
    .filter((file) => file.endsWith(ending))
    .map((file) => ({ file: join(folder, dir, file), part: file.slice(0, -ending.length) }))
}

interface Entry {
  entry: string
  names: { exported: string; declaration: Declaration | null }[]
}

/** What an entry is written with and another one exports: whoever uses the first alone would have to know the second. */
function exportedElsewhere({ entry, names }: Entry, exported: ReadonlySet<string>): string[] {
  const declarations = names.flatMap(({ declaration }) => declaration ?? [])
  const own = new Set(declarations.map(key))
  const missing = new Map<string, string>()
  for (const declaration of declarations) {
    for (const { to, isValue } of referencesOf(declaration)) {
      if (isValue || own.has(key(to)) || !exported.has(key(to))) continue
      missing.set(key(to), `${to.name}, which ${declaration.name} is written with, by ${entry}`)
    }
  }
  return [...missing.values()]
}

/** What a package hands out, as its built declarations have it. */
export function readPackage(folder: string, standAlone: readonly string[] = usedAlone) {
  const { name, exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  const entries = Object.entries(exports).flatMap(([path, target]) =>
    typeof target === 'object' && target.types
      ? filesOf(folder, target.types).map(({ file, part }) => ({
          entry: name + path.slice(1).replace('*', part),
          file,
        }))
      : [],
  )
  const surface = entries.map(({ entry, file }) => ({
    entry,
    names: exportsOf(file).map((exported) => ({ exported, declaration: handedOut(file, exported) })),
  }))
  const reachable = new Map<string, Declaration>()
  const waiting = surface.flatMap(({ names }) => names.flatMap(({ declaration }) => declaration ?? []))
  const exported = new Set(waiting.map(key))
  const notExported = new Map<string, string>()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (reachable.has(key(next))) continue
    reachable.set(key(next), next)
    for (const { to, isValue } of referencesOf(next)) {
      waiting.push(to)
      if (!isValue && exported.has(key(next)) && !exported.has(key(to)))
        notExported.set(key(to), `${to.name}, which ${next.name} is written with`)
    }
  }
  const alone = surface.filter(({ entry }) => standAlone.includes(entry))
  const declarations = [...reachable.values()]
  return {
    name,
    folder,
    surface,
    reachable: declarations,
    notExported: [...notExported.values(), ...alone.flatMap((one) => exportedElsewhere(one, exported))],
    refusing: declarations.flatMap(refusingUndefined),
    unrolled: declarations.filter((declaration) => exported.has(key(declaration))).flatMap(unrolled),
  }
}

/** The surface as a text to compare. */
export function report({ folder, surface, reachable }: ReturnType<typeof readPackage>): string {
  const entries = surface.map(({ entry, names }) => `## ${entry}\n\n${names.map((one) => one.exported).join('\n')}\n`)
  const written = reachable
    .map((declaration) => ({
      ...declaration,
      place: relative(join(folder, 'dist'), declaration.file).replace(/\.d\.ts$/, ''),
    }))
    .sort((a, b) => a.place.localeCompare(b.place) || a.name.localeCompare(b.name))
    .map((declaration) => `// ${declaration.place}\n${textOf(declaration)}\n`)
  return [...entries, '## Declarations\n', ...new Set(written)].join('\n')
}
