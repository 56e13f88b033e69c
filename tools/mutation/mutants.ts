import ts from 'typescript'

/** One small mistake at one place of a source file. */
export interface Mutant {
  id: number
  file: string
  line: number
  operator: Operator
  /** The part of the file that it takes the place of, as offsets. */
  start: number
  end: number
  /** What stands there, and the whole line that it begins on: the tree may change while the tests run. */
  original: string
  written: string
  /** What stands there instead. */
  text: string
  /** What kind of code it is put into: an expression, or a whole statement. */
  place: 'expression' | 'statement'
}

export type Operator =
  | 'condition'
  | 'boundary'
  | 'equality'
  | 'logic'
  | 'boolean'
  | 'arithmetic'
  | 'dropped await'
  | 'dropped call'
  | 'dropped throw'
  | 'return value'
  | 'dropped entries'
  | 'other method'

type Found = Pick<Mutant, 'operator' | 'text'> & { node: ts.Node; place?: Mutant['place'] }

const { SyntaxKind } = ts

const otherOperators: Partial<Record<ts.SyntaxKind, readonly [Operator, readonly string[]]>> = {
  [SyntaxKind.LessThanToken]: ['boundary', ['<=', '>=']],
  [SyntaxKind.LessThanEqualsToken]: ['boundary', ['<', '>']],
  [SyntaxKind.GreaterThanToken]: ['boundary', ['>=', '<=']],
  [SyntaxKind.GreaterThanEqualsToken]: ['boundary', ['>', '<']],
  [SyntaxKind.EqualsEqualsEqualsToken]: ['equality', ['!==']],
  [SyntaxKind.ExclamationEqualsEqualsToken]: ['equality', ['===']],
  [SyntaxKind.AmpersandAmpersandToken]: ['logic', ['||']],
  [SyntaxKind.BarBarToken]: ['logic', ['&&']],
  [SyntaxKind.QuestionQuestionToken]: ['logic', ['&&']],
  [SyntaxKind.PlusToken]: ['arithmetic', ['-']],
  [SyntaxKind.MinusToken]: ['arithmetic', ['+']],
  [SyntaxKind.AsteriskToken]: ['arithmetic', ['/']],
  [SyntaxKind.SlashToken]: ['arithmetic', ['*']],
  [SyntaxKind.PercentToken]: ['arithmetic', ['*']],
  [SyntaxKind.PlusEqualsToken]: ['arithmetic', ['-=']],
  [SyntaxKind.MinusEqualsToken]: ['arithmetic', ['+=']],
}

/** A call of the one method becomes a call of the other; `null` stands for no call. */
const otherMethods: Readonly<Record<string, string | null>> = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  ceil: 'floor',
  floor: 'ceil',
  filter: null,
  toSorted: null,
  trim: null,
}

/**
 * Every mutant of a file, in the order of their places. Texts are left alone, and so are types, and code that the types say
 * is never reached.
 */
export function mutantsOf(file: string, source: string): Omit<Mutant, 'id'>[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
  const found: Found[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) return
    if (ts.isImportDeclaration(node) || isNeverReached(node)) return
    found.push(...mutationsAt(node, tree))
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
    .filter(({ node }) => !isInsideChain(node))
    .map(({ node, operator, text, place = 'expression' }) => {
      const start = node.getStart(tree)
      const { line } = tree.getLineAndCharacterOfPosition(start)
      const end = node.getEnd()
      const written = source.split('\n')[line]?.trim() ?? ''
      return { file, line: line + 1, operator, start, end, original: source.slice(start, end), written, text, place }
    })
}

function mutationsAt(node: ts.Node, tree: ts.SourceFile): Found[] {
  const textOf = (part: ts.Node) => part.getText(tree)
  if (ts.isIfStatement(node)) return conditions(node.expression)
  if (ts.isWhileStatement(node)) return [{ node: node.expression, operator: 'condition', text: 'false' }]
  if (ts.isConditionalExpression(node)) return conditions(node.condition)
  if (ts.isBinaryExpression(node)) return binary(node, textOf)
  if (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken) {
    return [{ node, operator: 'condition', text: textOf(node.operand) }]
  }
  if (node.kind === SyntaxKind.TrueKeyword) return [{ node, operator: 'boolean', text: 'false' }]
  if (node.kind === SyntaxKind.FalseKeyword) return [{ node, operator: 'boolean', text: 'true' }]
  if (ts.isAwaitExpression(node)) return [{ node, operator: 'dropped await', text: textOf(node.expression) }]
  if (ts.isExpressionStatement(node)) return droppedCall(node.expression)
  if (ts.isThrowStatement(node)) return [{ node, operator: 'dropped throw', text: '', place: 'statement' }]
  if (ts.isReturnStatement(node) && node.expression) return returned(node.expression)
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return returned(node.body)
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 0 && !isPattern(node)) {
    return [{ node, operator: 'dropped entries', text: '[]' }]
  }
  if (ts.isCallExpression(node)) return otherMethod(node, textOf)
  return []
}

function conditions(node: ts.Expression): Found[] {
  return ['true', 'false'].map((text) => ({ node, operator: 'condition', text }))
}

function binary(node: ts.BinaryExpression, textOf: (part: ts.Node) => string): Found[] {
  const [operator, others] = otherOperators[node.operatorToken.kind] ?? []
  const isText = (part: ts.Expression) => ts.isStringLiteralLike(part) || ts.isTemplateExpression(part)
  if (!operator || !others || isText(node.left) || (operator === 'arithmetic' && isText(node.right))) return []
  return others.map((other) => ({ node, operator, text: `${textOf(node.left)} ${other} ${textOf(node.right)}` }))
}

function droppedCall(expression: ts.Expression): Found[] {
  const call = ts.isAwaitExpression(expression) ? expression.expression : expression
  if (!ts.isCallExpression(call) || call.expression.kind === SyntaxKind.SuperKeyword) return []
  return [{ node: expression, operator: 'dropped call', text: 'undefined' }]
}

/** Nothing instead of something; `true`, `false` and `null` have mistakes of their own. */
function returned(node: ts.Expression): Found[] {
  const isPlain = [SyntaxKind.TrueKeyword, SyntaxKind.FalseKeyword, SyntaxKind.NullKeyword].includes(node.kind)
  const isNothing = ts.isIdentifier(node) && node.text === 'undefined'
  return isPlain || isNothing ? [] : [{ node, operator: 'return value', text: 'undefined' }]
}

function otherMethod(node: ts.CallExpression, textOf: (part: ts.Node) => string): Found[] {
  const { expression } = node
  if (!ts.isPropertyAccessExpression(expression) || expression.questionDotToken) return []
  const name = expression.name.text
  if (!Object.hasOwn(otherMethods, name)) return []
  const other = otherMethods[name]
  const object = textOf(expression.expression)
  const text = other == null ? object : `${object}.${other}(${node.arguments.map(textOf).join(', ')})`
  return [{ node, operator: 'other method', text }]
}

/** `default: return kind satisfies never` is there for the compiler. */
function isNeverReached(node: ts.Node): boolean {
  if (!ts.isCaseOrDefaultClause(node) || node.kind !== SyntaxKind.DefaultClause) return false
  return node.statements.some((statement) => / satisfies never\b/.test(statement.getText()))
}

/** Parentheses in the middle of `a?.b.c` would change where it stops. */
function isInsideChain({ parent, flags }: ts.Node): boolean {
  return (flags & ts.NodeFlags.OptionalChain) !== 0 && parent && (parent.flags & ts.NodeFlags.OptionalChain) !== 0
}

function isPattern(node: ts.ArrayLiteralExpression): boolean {
  const { parent } = node
  return ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === SyntaxKind.EqualsToken
}
