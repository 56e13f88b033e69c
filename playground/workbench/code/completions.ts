import {
  snippetCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
} from '@codemirror/autocomplete'
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import type { SyntaxNode } from '@lezer/common'

export interface KitExport {
  name: string
  /** What it is imported from. */
  from: string
  words: string
}

export interface KitProp {
  name: string
  type: string
  words: string
  isRequired: boolean
  /** The texts that it can be, where its type lists them. */
  values: readonly string[]
}

/** What completion knows of the kit: `playground/kit-words.ts` reads it from the sources. */
export interface KitWords {
  exports: readonly KitExport[]
  /** By component. */
  props: Readonly<Record<string, readonly KitProp[]>>
}

/** Offers a component's props inside its tag, a prop's values inside its quotes, and elsewhere what can be imported. */
export function kitCompletions({ exports, props }: KitWords): CompletionSource {
  const imports = exports.map(importCompletion)
  return (context) => {
    const propsIn = (tag: SyntaxNode | null) => (tag ? (props[nameOf(tag, context)] ?? []) : [])
    const text = context.matchBefore(/[\w-]+=\{?["'][^"'\n]*/)
    if (text) {
      // The attribute's name is read well also where its text has no end yet.
      const attribute = treeOf(context).resolveInner(text.from, 1).parent
      const prop = propsIn(attribute?.parent ?? null).find(({ name }) => text.text.startsWith(`${name}=`))
      return listed(text.from + text.text.search(/["']/) + 1, (prop?.values ?? []).map(valueCompletion))
    }
    const word = context.matchBefore(/\w*/)!
    if (word.text === '' && !context.explicit) return null
    const tag = tagAround(word.from, context)
    if (tag) {
      const written = attributesOf(tag, context).filter(({ from }) => from !== word.from)
      const left = propsIn(tag).filter(({ name }) => !written.some((each) => each.name === name))
      const isFollowed = context.state.sliceDoc(context.pos, context.pos + 1) === '='
      return listed(word.from, left.map(isFollowed ? nameCompletion : propCompletion))
    }
    return isInText(context) ? null : listed(word.from, imports)
  }
}

const listed = (from: number, options: readonly Completion[]): CompletionResult | null =>
  options.length > 0 ? { from, options, validFor: /^[\w-]*$/ } : null

const importCompletion = ({ name, from, words }: KitExport): Completion => ({
  label: name,
  type: name.startsWith('use') ? 'function' : /^[A-Z]/.test(name) ? 'class' : 'variable',
  detail: from,
  info: words,
})

const nameCompletion = ({ name, type, words, isRequired }: KitProp): Completion => ({
  label: name,
  type: 'property',
  detail: type,
  info: words,
  boost: isRequired ? 1 : 0,
})

/** With what follows the name, and the cursor in it. */
const propCompletion = (prop: KitProp): Completion => {
  const { name, type, values } = prop
  if (type === 'boolean') return nameCompletion(prop)
  const isText = values.length > 0 || type.startsWith('string')
  return snippetCompletion(isText ? `${name}="\${}"` : `${name}={\${}}`, nameCompletion(prop))
}

const valueCompletion = (value: string): Completion => ({ label: value, type: 'text' })

const tags = new Set(['JSXOpenTag', 'JSXSelfClosingTag'])
const ends = new Set(['JSXEndTag', 'JSXSelfCloseEndTag'])
const texts = new Set(['String', 'JSXText', 'JSXAttributeValue', 'LineComment', 'BlockComment'])

/** The tag in which an attribute could begin here. */
function tagAround(at: number, context: CompletionContext): SyntaxNode | null {
  // What is before the blank decides: a tag that has no end yet ends, for the parser, where its last attribute does.
  const end = context.state.sliceDoc(0, at).trimEnd().length
  if (end === at) return null
  let node: SyntaxNode | null = treeOf(context).resolveInner(end, -1)
  while (node && !tags.has(node.name)) node = node.to === end ? node.parent : null
  const last = node?.lastChild
  return last && ends.has(last.name) && last.to <= end ? null : node
}

const isInText = (context: CompletionContext) => texts.has(treeOf(context).resolveInner(context.pos, -1).name)

/** The editor parses in pieces of some milliseconds; here all of it is needed. */
const treeOf = ({ state }: CompletionContext) => ensureSyntaxTree(state, state.doc.length, 500) ?? syntaxTree(state)

const nameOf = (node: SyntaxNode, { state }: CompletionContext) => {
  const name = node.getChild('JSXIdentifier')
  return name ? state.sliceDoc(name.from, name.to) : ''
}

const attributesOf = (tag: SyntaxNode, context: CompletionContext) =>
  tag.getChildren('JSXAttribute').map((each) => ({ from: each.from, name: nameOf(each, context) }))
