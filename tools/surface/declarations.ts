import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'

/** A statement of a declaration file that declares a name. */
export interface Declaration {
  file: string
  name: string
  nodes: ts.Statement[]
}

type Place = { file: string; name: string }

interface Module {
  declared: Map<string, ts.Statement[]>
  /** Names from elsewhere, by what they are called here. */
  imported: Map<string, Place>
  /** What it hands out, by name: its own, or another file's. */
  exported: Map<string, Place>
  /** `export *`. */
  all: string[]
}

const modules = new Map<string, Module>()

/** The declarations that `tsc` wrote, as their syntax has them: no types are computed, so this takes a second. */
export function moduleAt(file: string): Module {
  const known = modules.get(file)
  if (known) return known
  const module: Module = { declared: new Map(), imported: new Map(), exported: new Map(), all: [] }
  modules.set(file, module)
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  for (const statement of source.statements) read(statement, file, module)
  return module
}

function read(statement: ts.Statement, file: string, module: Module): void {
  if (ts.isImportDeclaration(statement)) return readImport(statement, file, module)
  if (ts.isExportDeclaration(statement)) return readExport(statement, file, module)
  const isExported = ts.canHaveModifiers(statement)
    ? (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    : false
  for (const name of namesOf(statement)) {
    module.declared.set(name, [...(module.declared.get(name) ?? []), statement])
    if (isExported) module.exported.set(name, { file, name })
  }
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText())
  }
  const { name } = statement as Partial<ts.DeclarationStatement>
  return name ? [name.getText()] : []
}

function readImport({ importClause, moduleSpecifier }: ts.ImportDeclaration, file: string, module: Module): void {
  const from = fileOf(moduleSpecifier, file)
  const bindings = importClause?.namedBindings
  if (!from || !bindings || !ts.isNamedImports(bindings)) return
  for (const { name, propertyName } of bindings.elements) {
    module.imported.set(name.text, { file: from, name: (propertyName ?? name).text })
  }
}

function readExport({ exportClause, moduleSpecifier }: ts.ExportDeclaration, file: string, module: Module): void {
  const from = moduleSpecifier ? fileOf(moduleSpecifier, file) : file
  if (!from) return
  if (!exportClause) module.all.push(from)
  else if (ts.isNamedExports(exportClause)) {
    for (const { name, propertyName } of exportClause.elements) {
      module.exported.set(name.text, { file: from, name: (propertyName ?? name).text })
    }
  }
}

function fileOf(specifier: ts.Expression, from: string): string | null {
  const { text } = specifier as ts.StringLiteral
  if (!text.startsWith('.')) return null
  const file = join(dirname(from), text).replace(/\.(ts|tsx|js)$/, '.d.ts')
  return existsSync(file) ? file : null
}

/** Where a name that a file knows is declared; `null` for what is global, or another package's. */
export function resolve(file: string, name: string): Declaration | null {
  const { declared, imported } = moduleAt(file)
  const nodes = declared.get(name)
  if (nodes) return { file, name, nodes }
  const place = imported.get(name)
  return place ? handedOut(place.file, place.name) : null
}

/** Where a name that a file exports is declared. */
export function handedOut(file: string, name: string): Declaration | null {
  const { exported, all } = moduleAt(file)
  const place = exported.get(name)
  if (!place) return all.map((from) => handedOut(from, name)).find((found) => found !== null) ?? null
  const declared = moduleAt(place.file).declared.get(place.name)
  if (declared) return { file: place.file, name: place.name, nodes: declared }
  const imported = moduleAt(place.file).imported.get(place.name)
  return imported ? handedOut(imported.file, imported.name) : handedOut(place.file, place.name)
}

/** All names that a file exports. */
export function exportsOf(file: string): string[] {
  const { exported, all } = moduleAt(file)
  return [...new Set([...exported.keys(), ...all.flatMap(exportsOf)])].sort()
}
