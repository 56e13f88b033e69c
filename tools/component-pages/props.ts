import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'

export interface Prop {
  name: string
  isRequired: boolean
  type: string
  words: string
}

let read: Map<string, ts.InterfaceDeclaration> | undefined

/** Every interface of the components, by its name. Only the syntax is read, so this takes a moment and no type check. */
function interfaces(): Map<string, ts.InterfaceDeclaration> {
  if (read) return read
  const found = new Map<string, ts.InterfaceDeclaration>()
  for (const file of globSync('src/react/**/*.{ts,tsx}')) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
    source.forEachChild((node) => {
      if (ts.isInterfaceDeclaration(node)) found.set(node.name.text, node)
    })
  }
  return (read = found)
}

/** What an interface asks for, what it extends included; those that have to be given come first. */
export function propsOf(name: string, known = interfaces()): Prop[] {
  const node = known.get(name)
  if (!node) throw new Error(`No interface ${name} below src/react.`)
  const own = node.members.filter(ts.isPropertySignature).map(propOf)
  const inherited = (node.heritageClauses ?? []).flatMap(({ types }) => types.flatMap((type) => propsFrom(type, known)))
  const names = new Set(own.map((prop) => prop.name))
  return [...own, ...inherited.filter((prop) => !names.has(prop.name))].sort(
    (a, b) => Number(b.isRequired) - Number(a.isRequired),
  )
}

function propsFrom(
  { expression, typeArguments }: ts.ExpressionWithTypeArguments,
  known: Map<string, ts.InterfaceDeclaration>,
): Prop[] {
  const name = expression.getText()
  const [from, keys] = typeArguments ?? []
  if (name !== 'Omit' || !from || !keys) return propsOf(name, known)
  const left = new Set([...keys.getText().matchAll(/'(\w+)'/g)].map(([, key]) => key))
  return propsOf(from.getText(), known).filter((prop) => !left.has(prop.name))
}

function propOf(member: ts.PropertySignature): Prop {
  const [comment] = ts.getJSDocCommentsAndTags(member)
  const words = comment && ts.isJSDoc(comment) ? (ts.getTextOfJSDocComment(comment.comment) ?? '') : ''
  return {
    name: member.name.getText(),
    isRequired: !member.questionToken,
    type: (member.type?.getText() ?? '').replace(/ \| undefined$/, '').replace(/^\((.*)\)$/s, '$1'),
    words: words.replace(/\s+/g, ' ').trim(),
  }
}
