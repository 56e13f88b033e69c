import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { rolldown } from 'rolldown'

/** What a bundler makes of a page: each file, and how far away it is. */
export interface Chunk {
  code: string | Uint8Array
  /** 0: loaded with the page. 1: asked for by what is; and so on. */
  step: number
}

export type Bundler = (code: string) => Promise<Chunk[]>

export const bundlerNames = ['rolldown', 'esbuild', 'webpack'] as const
export type BundlerName = (typeof bundlerNames)[number]

const counted = 'size-entry.js'
const notCounted = ['react', 'react-dom', 'react/jsx-runtime', '@tanstack/react-query']

export const withRolldown: Bundler = async (code) => {
  const bundle = await rolldown({
    input: counted,
    platform: 'browser',
    logLevel: 'silent',
    external: notCounted,
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === counted ? `${process.cwd()}/${counted}` : null),
        load: (id) => (id.endsWith(counted) ? code : null),
      },
    ],
  })
  // As Vite builds a page: what is only for bundlers, such as `@__PURE__`, is not in its files.
  const comments = { annotation: false, legal: false, jsdoc: false }
  const { output } = await bundle.generate({ format: 'esm', minify: true, comments })
  await bundle.close()
  const chunks = output.filter((part) => part.type === 'chunk')
  const entry = chunks.find(({ isEntry }) => isEntry)?.fileName ?? ''
  const named = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const steps = stepsFrom(
    entry,
    (name) => named.get(name)?.imports ?? [],
    (name) => named.get(name)?.dynamicImports ?? [],
  )
  return chunks.map((chunk) => ({ code: chunk.code, step: steps.get(chunk.fileName) ?? Infinity }))
}

export const withEsbuild: Bundler = async (code) => {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: process.cwd(), sourcefile: counted },
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    outdir: 'size',
    write: false,
    metafile: true,
    external: notCounted,
    logLevel: 'silent',
  })
  const parts = Object.entries(metafile.outputs)
  const entry = parts.find(([, { entryPoint }]) => entryPoint?.endsWith(counted))?.[0] ?? ''
  const imports = (wanted: string) => (name: string) =>
    (metafile.outputs[name]?.imports ?? []).filter(({ kind }) => kind === wanted).map(({ path }) => path)
  const steps = stepsFrom(entry, imports('import-statement'), imports('dynamic-import'))
  return parts.map(([name]) => ({
    code: outputFiles.find(({ path }) => path.endsWith(name))!.contents,
    step: steps.get(name) ?? Infinity,
  }))
}

interface WebpackStats {
  hasErrors(): boolean
  toString(): string
  toJson(): { assets: { name: string }[]; entrypoints: { main: { assets: { name: string }[] } } }
}
type Webpack = (configuration: object, done: (error: Error | null, stats: WebpackStats) => void) => void

/** Webpack is not installed with this project: `folder` is where it is. */
export function withWebpackOf(folder: string): Bundler {
  return async (code) => {
    const webpack = (
      (await import(pathToFileURL(createRequire(join(folder, 'package.json')).resolve('webpack')).href)) as {
        default: Webpack
      }
    ).default
    const made = mkdtempSync(join(tmpdir(), 'size-'))
    const entry = join(made, counted)
    writeFileSync(entry, code.replaceAll("'./dist/", `'${process.cwd()}/dist/`))
    try {
      const stats = await new Promise<WebpackStats>((resolve, reject) => {
        const configuration = {
          mode: 'production',
          target: ['web', 'es2022'],
          entry,
          experiments: { outputModule: true },
          externals: notCounted,
          externalsType: 'module',
          output: { path: made, module: true, library: { type: 'module' }, filename: '[name].js' },
        }
        webpack(configuration, (error, result) => (error ? reject(error) : resolve(result)))
      })
      if (stats.hasErrors()) throw new Error(stats.toString())
      const { assets, entrypoints } = stats.toJson()
      const first = new Set(entrypoints.main.assets.map(({ name }) => name))
      // Which of the later ones asks for which is not among the figures: all of them count as opened.
      return assets.map(({ name }) => ({ code: readFileSync(join(made, name)), step: first.has(name) ? 0 : 1 }))
    } finally {
      rmSync(made, { recursive: true })
    }
  }
}

type ImportsOf = (name: string) => readonly string[]

/** How often something has to be asked for until a file is there. */
function stepsFrom(entry: string, importsOf: ImportsOf, askedForBy: ImportsOf): Map<string, number> {
  const steps = new Map<string, number>()
  let reached = new Set([entry])
  for (let step = 0; reached.size > 0; step++) {
    // A set grows while it is walked: what a file imports, and what that imports.
    for (const name of reached) for (const imported of importsOf(name)) reached.add(imported)
    for (const name of reached) if (!steps.has(name)) steps.set(name, step)
    reached = new Set([...reached].flatMap((name) => askedForBy(name)).filter((name) => !steps.has(name)))
  }
  return steps
}
