import { dirname, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { startOf } from '../../playground/workbench/choices.ts'
import { guardLoops, firstSyntaxError } from '../../playground/workbench/code/syntax.ts'
import { writeFiles } from '../../playground/workbench/code/written-files.ts'
import { scenes } from '../../playground/workbench/scenes.ts'
import { testOfTheLongLane } from '../lane.ts'

describe('the files that the controls write', () => {
  // Types of the whole kit are read for it, which takes seconds.
  testOfTheLongLane('have no error in their types, in any scene', () => {
    const written = new Map<string, string>()
    for (const scene of scenes) {
      const { main, page, provider } = writeFiles(startOf(scene, 'light'))
      const at = (name: string) => resolve('playground/workbench/written', scene.id, name)
      written.set(at('main.tsx'), main).set(at('page.tsx'), page).set(at('provider.tsx'), provider)
    }
    expect(typeErrors(written)).toEqual([])
  })

  it('name a footnote with quotes in a way that JSX reads', () => {
    const { page } = writeFiles({ ...startOf(scenes[0]!, 'light'), footnote: 'Plus "VAT" </b> {1}' })
    expect(page).toContain(String.raw`footnote={"Plus \"VAT\" </b> {1}"}`)
    expect(firstSyntaxError(page)).toBe(null)
  })
})

describe('edited code', () => {
  it.each([
    ['while (a) b()', 'while (a) {__loop(1);b()}'],
    ['do { b() } while (a)', 'do {__loop(1); b() } while (a)'],
    ['for (;;)\n  for (const b of c) d()', 'for (;;)\n  {__loop(1);for (const b of c) {__loop(2);d()}}'],
    ['a.map((b) => b)', 'a.map((b) => b)'],
  ])('has a guard in each of its loops: %s', (code, guarded) => {
    expect(guardLoops(code)).toBe(guarded)
  })

  it.each([
    ['const a = 1\nconst b = (\n', 3],
    ['const a = <p>\n  <b>x</i>\n</p>', 2],
    ['const a =\nconst b = 2', 2],
  ])('has its first error in the line where it is: %s', (code, line) => {
    expect(firstSyntaxError(code)?.line).toBe(line)
  })
})

/** What `tsc` would say of files that are on no disk. */
function typeErrors(written: ReadonlyMap<string, string>): string[] {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)).config,
    ts.sys,
    '.',
  )
  const host = ts.createCompilerHost({ ...options, moduleResolution: ts.ModuleResolutionKind.Bundler })
  const onDisk = { ...host }
  const folders = new Set([...written.keys()].map((path) => dirname(path)))
  host.fileExists = (path) => written.has(path) || onDisk.fileExists(path)
  host.readFile = (path) => written.get(path) ?? onDisk.readFile(path)
  host.directoryExists = (path) => folders.has(path) || (onDisk.directoryExists?.(path) ?? false)
  host.getSourceFile = (path, version, ...rest) => {
    const text = written.get(path)
    return text === undefined ? onDisk.getSourceFile(path, version, ...rest) : ts.createSourceFile(path, text, version)
  }
  const program = ts.createProgram(
    [...written.keys()],
    {
      ...options,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      allowImportingTsExtensions: true,
      noUncheckedSideEffectImports: false,
      types: [],
    },
    host,
  )
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file === undefined || written.has(file.fileName))
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
}
