import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import type { Plugin } from 'vite'
import { propsOf } from '../tools/component-pages/props.ts'
import type { KitExport, KitProp, KitWords } from './workbench/code/completions.ts'

const id = 'virtual:kit-words'

/** What the editor completes code with, read from the sources. */
export function kitWordsModule(): Plugin {
  return {
    name: 'kit-words',
    resolveId: (asked) => (asked === id ? `\0${id}` : undefined),
    load: (asked) => (asked === `\0${id}` ? `export const kitWords = ${JSON.stringify(kitWords())}` : undefined),
  }
}

/** What can be imported from the kit, and what each of its components takes. Only syntax is read, which takes a moment. */
export function kitWords(): KitWords {
  const exported = [...exportsOf('src/index.ts', 'react-3as'), ...exportsOf('src/testing.ts', 'react-3as/testing')]
  const components = exported.filter(({ name, takesProps }) => /^[A-Z]/.test(name) && takesProps)
  return {
    exports: exported.map(({ name, from, words }) => ({ name, from, words })),
    props: Object.fromEntries(components.map(({ name }) => [name, propsOf(`${name}Props`).map(withValues)])),
  }
}

interface Found extends KitExport {
  takesProps: boolean
}

/** The values that an entry exports; types need no completion where they are not imported. */
function exportsOf(entry: string, from: string): Found[] {
  const lines = parsed(entry).statements.filter(ts.isExportDeclaration)
  const named = lines.flatMap(({ exportClause, moduleSpecifier, isTypeOnly }) =>
    !isTypeOnly && exportClause && ts.isNamedExports(exportClause) && moduleSpecifier
      ? exportClause.elements.map((each) => ({ each, file: (moduleSpecifier as ts.StringLiteral).text }))
      : [],
  )
  const all = new Set(lines.flatMap((line) => [...line.getText().matchAll(/\w+/g)].map(([word]) => word)))
  return named
    .filter(({ each }) => !each.isTypeOnly)
    .map(({ each: { name }, file }) => ({
      name: name.text,
      from,
      words: wordsOf(join(dirname(entry), file), name.text),
      takesProps: all.has(`${name.text}Props`),
    }))
}

/** The first paragraph of what stands above a declaration. */
function wordsOf(file: string, name: string): string {
  const declared = parsed(file).statements.find((statement) =>
    ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.some((each) => each.name.getText() === name)
      : (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name?.text === name,
  )
  const comment = declared && ts.getJSDocCommentsAndTags(declared).find(ts.isJSDoc)
  const [first = ''] = (ts.getTextOfJSDocComment(comment?.comment) ?? '').split('\n\n')
  return first.replace(/\s+/g, ' ').trim()
}

function withValues({ name, type, words, isRequired }: ReturnType<typeof propsOf>[number]): KitProp {
  return { name, type: type.replace(/\s+/g, ' '), words, isRequired, values: valuesOf(type) }
}

/** The members of a union of strings, whether it is written out or has a name. */
function valuesOf(type: string): string[] {
  const members = (/^\w+$/.test(type) ? (unions().get(type) ?? type) : type).split('|').map((each) => each.trim())
  return members.every((each) => /^'[^']*'$/.test(each)) ? members.map((each) => each.slice(1, -1)) : []
}

let named: Map<string, string> | undefined

function unions(): Map<string, string> {
  named ??= new Map(
    ts.sys
      .readDirectory('src', ['.ts', '.tsx'])
      .flatMap((file) => parsed(file).statements.filter(ts.isTypeAliasDeclaration))
      .map(({ name, type }) => [name.text, type.getText().replace(/^\|/, '')]),
  )
  return named
}

const parsed = (file: string) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
