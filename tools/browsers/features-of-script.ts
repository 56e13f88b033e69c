import { parseAst } from 'rolldown/parseAst'
import { ownNames } from './newer-features.ts'
import { featureAt, isOldEnough, knownOf, ownersOf } from './support.ts'

interface Node {
  type: string
  [key: string]: unknown
}

/**
 * What a script uses that the oldest browsers lack, as MDN's paths. A member of something unknown counts only where every
 * interface that has it is too new: by `.map` alone no one can tell an array from an iterator. The types tell, whose `lib`
 * is that of 2023; options of a call are seen by neither.
 */
export function newerInScript(code: string): string[] {
  const found = new Set<string>()
  const add = (path: readonly string[]) => {
    const feature = featureAt(path)
    if (!isOldEnough(feature)) found.add(path.join('.'))
    return knownOf(feature) !== undefined
  }
  const look = (node: Node): void => {
    for (const path of syntax[node.type]?.(node) ?? []) add(path)
    if (node.type === 'Identifier') globalNamed(node['name'] as string, add)
    if (node.type === 'MemberExpression') member(node, add, found)
    if (node.type === 'ObjectPattern')
      for (const { key } of node['properties'] as { key?: Node }[]) anyNamed(key, found)
    if (node.type === 'CallExpression') attributes(node, add)
  }
  walk(parseAst(code), look)
  return [...found].sort()
}

type Add = (path: readonly string[]) => boolean

const syntax: Record<string, (node: Node) => string[][]> = {
  Literal: ({ regex }) =>
    expressions((regex as { pattern: string; flags: string } | undefined) ?? { pattern: '', flags: '' }),
  StaticBlock: () => [['javascript', 'classes', 'static', 'initialization_blocks']],
  ImportDeclaration: ({ attributes: given }) =>
    (given as unknown[] | undefined)?.length ? [['javascript', 'statements', 'import', 'import_attributes']] : [],
  VariableDeclaration: ({ kind }) => [['javascript', 'statements', String(kind).replace(' ', '_')]],
}

function expressions({ pattern, flags }: { pattern: string; flags: string }): string[][] {
  const used: string[][] = []
  if (flags.includes('v')) used.push(['javascript', 'builtins', 'RegExp', 'unicodeSets'])
  if (flags.includes('d')) used.push(['javascript', 'builtins', 'RegExp', 'hasIndices'])
  if (/\(\?<[=!]/.test(pattern)) used.push(['javascript', 'regular_expressions', 'lookbehind_assertion'])
  if (/\(\?[ims]*-?[ims]+:/.test(pattern)) used.push(['javascript', 'regular_expressions', 'modifier'])
  return used
}

/** A name that belongs to the page: `structuredClone`. One of our own that is called so is found as well. */
function globalNamed(name: string, add: Add): void {
  if (!add(['api', name]) && !add(['javascript', 'builtins', name])) add(['api', 'Window', name])
}

function member({ object, property, computed }: Node, add: Add, found: Set<string>): void {
  const key = property as Node
  if (computed && key.type !== 'Literal') return
  const name = String(key['name'] ?? key['value'])
  const of = chain(object as Node)
  // `AbortSignal.any` is one feature, whatever else is called `any`.
  const isKnown = of && rooms.some((room) => add([...room, ...of, `${name}_static`]) || add([...room, ...of, name]))
  if (!isKnown) anyNamed(key, found)
}

const rooms = [['api'], ['javascript', 'builtins']]

function chain(node: Node): string[] | null {
  if (node.type === 'Identifier') return [node['name'] as string]
  if (node.type !== 'MemberExpression' || node['computed']) return null
  const of = chain(node['object'] as Node)
  return of && [...of, (node['property'] as Node)['name'] as string]
}

function anyNamed(key: Node | undefined, found: Set<string>): void {
  const name = String(key?.['name'] ?? key?.['value'])
  const owners = ownNames.has(name) ? [] : (ownersOf.get(name) ?? [])
  if (owners.length > 0 && owners.every((path) => !isOldEnough(featureAt(path)))) found.add(owners[0]!.join('.'))
}

/** `jsx('div', { popover })` and `setAttribute('popover', …)`. */
function attributes({ callee, arguments: given }: Node, add: Add): void {
  const [first, second] = given as Node[]
  const text = textOf(first)
  if (text === null) return
  if (((callee as Node)['property'] as Node | undefined)?.['name'] === 'setAttribute') {
    add(['html', 'global_attributes', text])
  }
  if (second?.type !== 'ObjectExpression') return
  for (const { key } of second['properties'] as { key?: Node }[]) {
    const name = String(key?.['name'] ?? key?.['value']).toLowerCase()
    if (!add(['html', 'elements', text, name])) add(['html', 'global_attributes', name])
  }
}

/** A text as it is written, also between backticks, which a minifier prefers. */
function textOf(node: Node | undefined): string | null {
  if (node?.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null
  if (node?.type !== 'TemplateLiteral') return null
  const [quasi, ...more] = node['quasis'] as { value: { cooked: string } }[]
  return more.length === 0 ? (quasi?.value.cooked ?? null) : null
}

function walk(value: unknown, look: (node: Node) => void): void {
  if (Array.isArray(value)) for (const part of value) walk(part, look)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  if ('type' in value) look(value as Node)
  for (const part of Object.values(value)) walk(part, look)
}
