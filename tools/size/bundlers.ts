import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { rolldown } from 'rolldown'

/** What a bundler makes of a page: each file, and whether it is loaded before anything is clicked. */
export interface Chunk {
  code: string | Uint8Array
  isFirst: boolean
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
  const { output } = await bundle.generate({ format: 'esm', minify: true })
  await bundle.close()
  const chunks = output.filter((part) => part.type === 'chunk')
  const entry = chunks.find(({ isEntry }) => isEntry)?.fileName ?? ''
  const first = reachedFrom(entry, (name) => chunks.find(({ fileName }) => fileName === name)?.imports ?? [])
  return chunks.map((chunk) => ({ code: chunk.code, isFirst: first.has(chunk.fileName) }))
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
  const staticImports = (name: string) =>
    (metafile.outputs[name]?.imports ?? []).filter(({ kind }) => kind === 'import-statement').map(({ path }) => path)
  const first = reachedFrom(entry, staticImports)
  return parts.map(([name]) => ({
    code: outputFiles.find(({ path }) => path.endsWith(name))!.contents,
    isFirst: first.has(name),
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
      return assets.map(({ name }) => ({ code: readFileSync(join(made, name)), isFirst: first.has(name) }))
    } finally {
      rmSync(made, { recursive: true })
    }
  }
}

function reachedFrom(entry: string, importsOf: (name: string) => readonly string[]): Set<string> {
  const reached = new Set([entry])
  // A set grows while it is walked: what the entry imports, and what that imports.
  for (const name of reached) for (const imported of importsOf(name)) reached.add(imported)
  return reached
}
