import { tsxLanguage } from '@codemirror/lang-javascript'
import type { SyntaxNode } from '@lezer/common'

/** Where a text stops being code, and what to say there. */
export interface Flaw {
  from: number
  to: number
  line: number
  message: string
}

export function firstSyntaxError(source: string): Flaw | null {
  let flaw: Flaw | null = null
  tsxLanguage.parser.parse(source).iterate({
    enter({ type, node, from, to }) {
      if (flaw) return false
      if (type.isError) flaw = describe(source, from, to)
      else if (type.name === 'JSXElement') flaw = misnamedClosing(source, node)
      return undefined
    },
  })
  return flaw
}

function describe(source: string, from: number, to: number): Flaw {
  const line = lineOf(source, from)
  const found = source.slice(from, Math.max(to, from + 1)).trim()
  const message =
    from >= source.trimEnd().length
      ? 'The file ends too early: something is not closed.'
      : `Not expected here${found ? `: ${found.slice(0, 40)}` : ''}.`
  return { from, to: Math.min(Math.max(to, from + 1), source.length), line, message }
}

/** The parser and the compiler both take `<h1>…</h2>`. */
function misnamedClosing(source: string, element: SyntaxNode): Flaw | null {
  const { firstChild: open, lastChild: close } = element
  if (open?.type.name !== 'JSXOpenTag' || close?.type.name !== 'JSXCloseTag') return null
  const opened = /^<\s*([\w.:-]*)/.exec(source.slice(open.from, open.to))?.[1] ?? ''
  const closed = /^<\s*\/\s*([\w.:-]*)/.exec(source.slice(close.from, close.to))?.[1] ?? ''
  if (opened === closed) return null
  return {
    from: close.from,
    to: close.to,
    line: lineOf(source, close.from),
    message: `<${opened}> is closed by </${closed}>.`,
  }
}

const loops = new Set(['ForStatement', 'WhileStatement', 'DoStatement'])

/** Puts a call of `__loop` into the body of each loop, on the line where the body begins. */
export function guardLoops(source: string): string {
  const inserts: { at: number; text: string }[] = []
  tsxLanguage.parser.parse(source).iterate({
    enter({ type, node }) {
      if (!loops.has(type.name)) return
      const body = type.name === 'DoStatement' ? node.firstChild?.nextSibling : node.lastChild
      if (!body) return
      const call = `__loop(${lineOf(source, node.from)});`
      if (body.type.name === 'Block') inserts.push({ at: body.from + 1, text: call })
      else inserts.push({ at: body.from, text: `{${call}` }, { at: body.to, text: '}' })
    },
  })
  // A nested loop without braces ends where the one around it does; the order of the inserts does not matter then.
  return inserts
    .toSorted((one, other) => other.at - one.at)
    .reduce((text, { at, text: insert }) => text.slice(0, at) + insert + text.slice(at), source)
}

function lineOf(source: string, at: number): number {
  return source.slice(0, at).split('\n').length
}
