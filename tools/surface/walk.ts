import ts from 'typescript'
import { resolve, type Declaration } from './declarations.ts'

/** A name that a declaration is written with. `isValue`: by `typeof`, or as what an interface is inferred from. */
export interface Reference {
  to: Declaration
  isValue: boolean
}

export function referencesOf({ file, name: own, nodes }: Declaration): Reference[] {
  const found = new Map<string, Reference>()
  const note = (name: string, isValue: boolean) => {
    const to = resolve(file, name)
    if (!to || (to.file === file && to.name === own)) return
    const known = found.get(name)
    found.set(name, { to, isValue: (known?.isValue ?? true) && isValue })
  }
  const visit = (node: ts.Node): void => {
    if (isPrivate(node)) return
    if (ts.isTypeReferenceNode(node)) note(firstOf(node.typeName), false)
    else if (ts.isExpressionWithTypeArguments(node) && ts.isIdentifier(node.expression))
      note(node.expression.text, isAlias(file, node.expression.text))
    else if (ts.isTypeQueryNode(node)) note(firstOf(node.exprName), true)
    else if (ts.isComputedPropertyName(node) && ts.isIdentifier(node.expression)) note(node.expression.text, true)
    ts.forEachChild(node, visit)
  }
  for (const node of nodes) visit(node)
  return [...found.values()]
}

/** What an interface is computed from has no name for whoever uses it. */
function isAlias(file: string, name: string): boolean {
  return resolve(file, name)?.nodes.some(ts.isTypeAliasDeclaration) ?? false
}

function firstOf(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : firstOf(name.left)
}

function isPrivate(node: ts.Node): boolean {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : []
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)
}

/** The optional properties and methods that refuse `undefined` where a project has `exactOptionalPropertyTypes`. */
export function refusingUndefined({ name, nodes }: Declaration): string[] {
  const refusing: string[] = []
  const visit = (node: ts.Node): void => {
    // What is inferred there is what a library has made of its own options.
    if (ts.isVariableStatement(node)) return
    if (ts.isFunctionDeclaration(node)) return node.parameters.forEach(visit)
    if (isInside(node)) return
    if (isPartial(node)) refusing.push(`Partial<> in ${name}`)
    if (ts.isMappedTypeNode(node) && isMadeOptional(node) && node.type && !takesUndefined(node.type)) {
      refusing.push(`${name}[${node.typeParameter.name.text}]`)
    }
    if (isOptional(node) && !(node.type && !isMethod(node) && takesUndefined(node.type))) {
      refusing.push(`${name}.${node.name.getText()}`)
    }
    ts.forEachChild(node, visit)
  }
  for (const node of nodes) visit(node)
  return refusing
}

/**
 * The names that editors do not show: an alias of what is computed from a schema, or from another constant, is written out
 * with all its members wherever it is used. An interface that extends it keeps its name, and so does a union of words that is
 * written out once.
 */
export function unrolled({ name, nodes }: Declaration): string[] {
  const isComputed = nodes.some((node) => ts.isTypeAliasDeclaration(node) && isOfAConstant(node.type))
  return isComputed ? [name] : []
}

function isOfAConstant(type: ts.TypeNode): boolean {
  if (ts.isParenthesizedTypeNode(type) || ts.isTypeOperatorNode(type))
    return isOfAConstant(type.type) || isTypeOf(type.type)
  if (ts.isIndexedAccessTypeNode(type)) return isOfAConstant(type.objectType) || isTypeOf(type.objectType)
  const [argument] = ts.isTypeReferenceNode(type) ? (type.typeArguments ?? []) : []
  return argument !== undefined && ts.isTypeQueryNode(argument)
}

function isTypeOf(type: ts.TypeNode): boolean {
  return ts.isTypeQueryNode(ts.isParenthesizedTypeNode(type) ? type.type : type)
}

function isMadeOptional({ questionToken }: ts.MappedTypeNode): boolean {
  return questionToken !== undefined && questionToken.kind !== ts.SyntaxKind.MinusToken
}

/** What only the class itself and those that extend it hand over. */
function isInside(node: ts.Node): boolean {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : []
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.ProtectedKeyword)
}

type Member = ts.PropertySignature | ts.PropertyDeclaration | ts.MethodSignature | ts.MethodDeclaration

function isMethod(node: ts.Node): node is ts.MethodSignature | ts.MethodDeclaration {
  return ts.isMethodSignature(node) || ts.isMethodDeclaration(node)
}

function isOptional(node: ts.Node): node is Member {
  const isMember = isMethod(node) || ts.isPropertySignature(node) || ts.isPropertyDeclaration(node)
  return isMember && node.questionToken !== undefined
}

function isPartial(node: ts.Node): boolean {
  if (ts.isTypeReferenceNode(node)) return node.typeName.getText() === 'Partial'
  return ts.isExpressionWithTypeArguments(node) && node.expression.getText() === 'Partial'
}

const takeAnything = new Set(['ReactNode', 'unknown', 'any', 'undefined'])

function takesUndefined(type: ts.TypeNode): boolean {
  if (ts.isUnionTypeNode(type)) return type.types.some(takesUndefined)
  return takeAnything.has(type.getText())
}

/** A declaration without its comments, as a reader of a change would want to compare it. */
export function textOf({ nodes }: Declaration): string {
  return nodes
    .map((node) =>
      printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile()).replace(/^(export )?(declare )?/, ''),
    )
    .join('\n')
}

const printer = ts.createPrinter({ removeComments: true })
