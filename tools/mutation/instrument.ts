import ts from 'typescript'
import type { Mutant } from './mutants.ts'

/** How the instrumented code asks which mistake to make. Not there, as in another process: none. */
const question = (id: number) => `globalThis.isMutantAwake?.(${id})`

interface Edit {
  start: number
  end: number
  make: (original: string) => string
}

/** The file with all of its mutants in it, each of them asleep until it is asked for. */
export function instrument(file: string, source: string, mutants: readonly Mutant[]): string {
  const places = new Map<string, Mutant[]>()
  for (const mutant of mutants) {
    const place = `${mutant.start}-${mutant.end}`
    places.set(place, [...(places.get(place) ?? []), mutant])
  }
  const edits = [...places.values()].map(editOf)
  // The sources have no semicolons: what now begins with a parenthesis must not call what stands before it.
  const separators = statementStarts(file, source).map((start) => ({ start, end: start, make: () => ';' }))
  return apply(source, 0, source.length, [...separators, ...edits])
}

function editOf(mutants: readonly Mutant[]): Edit {
  const { start, end } = mutants[0]!
  return {
    start,
    end,
    make: (original) =>
      mutants.reduceRight(
        (rest, { id, text, place }) =>
          place === 'statement' ? `if (!${question(id)}) { ${rest} }` : `(${question(id)} ? (${text}) : (${rest}))`,
        original,
      ),
  }
}

/** Makes the edits of a range, the inner ones within the outer ones. */
function apply(source: string, start: number, end: number, edits: readonly Edit[]): string {
  let text = ''
  let at = start
  const inOrder = edits.toSorted(
    (a, b) => a.start - b.start || (a.start === a.end ? -1 : b.start === b.end ? 1 : b.end - a.end),
  )
  for (let index = 0; index < inOrder.length; index++) {
    const edit = inOrder[index]!
    let next = index + 1
    while (next < inOrder.length && inOrder[next]!.start < edit.end) next++
    text += source.slice(at, edit.start)
    text += edit.make(apply(source, edit.start, edit.end, inOrder.slice(index + 1, next)))
    at = edit.end
    index = next - 1
  }
  return text + source.slice(at, end)
}

function statementStarts(file: string, source: string): number[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
  const starts: number[] = []
  const visit = (node: ts.Node): void => {
    const isListed = ts.isBlock(node.parent) || ts.isSourceFile(node.parent) || ts.isCaseOrDefaultClause(node.parent)
    if (ts.isExpressionStatement(node) && isListed) starts.push(node.getStart(tree))
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(tree, visit)
  return starts
}
