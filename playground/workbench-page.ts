import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { rolldown } from 'rolldown'
import type { InlineConfig, Plugin } from 'vite'
import { languages } from '../tools/languages.ts'
import { readStyles } from '../tools/styles.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** By their names, as a partner imports them; the sources answer. In a browser the server's half is the one for workers. */
const sources = [
  { find: /^react-3as$/, replacement: at('../src/index.ts') },
  { find: /^react-3as\/server$/, replacement: at('../src/server-on-workers.ts') },
  { find: /^react-3as\/([\w/-]+)$/, replacement: at('../src/$1.ts') },
  { find: /^react-3as-sandbox\/(\w+)$/, replacement: at('../packages/sandbox/src/$1.ts') },
]

/**
 * How Vite makes the workbench, served or as a static site that may lie under any path. `acmeUrl`: where Acme Shops runs
 * beside it, on real servers.
 */
export function workbenchPage({ acmeUrl }: { acmeUrl?: string | undefined } = {}): InlineConfig {
  return {
    configFile: false,
    root: at('workbench'),
    base: './',
    clearScreen: false,
    logLevel: 'warn',
    plugins: [react(), previewBundle()],
    resolve: { alias: sources },
    define: { ACME_URL: JSON.stringify(acmeUrl ?? null) },
    worker: { format: 'es' },
  }
}

const virtual = { bundle: 'virtual:preview-bundle', languages: 'virtual:preview-languages' }
const languageName = /^virtual:preview-language\/(\w+)$/

/**
 * What runs in the preview's frame, as texts. An opaque frame can load no file from a plain server, and the shell hands the
 * texts over with the frame itself.
 */
function previewBundle(): Plugin {
  return {
    name: 'preview-bundle',
    resolveId: (id) => (id.startsWith('virtual:preview-') ? `\0${id}` : undefined),
    async load(resolved) {
      const id = resolved.slice(1)
      if (id === virtual.languages) {
        const entries = languages.map((name) => `${name}: () => import('virtual:preview-language/${name}')`)
        return `export const languages = { ${entries.join(', ')} }`
      }
      const language = languageName.exec(id)?.[1]
      if (id !== virtual.bundle && language === undefined) return undefined
      const { code, files } = await (language === undefined
        ? bundled(at('preview/preview.tsx'), 'iife')
        : bundled(at(`../src/locales/${language}.ts`), 'cjs'))
      for (const file of files) this.addWatchFile(file)
      const script = `export const script = ${JSON.stringify(code)}`
      return language === undefined ? `${script}\nexport const styles = ${JSON.stringify(readStyles())}` : script
    },
  }
}

async function bundled(input: string, format: 'iife' | 'cjs'): Promise<{ code: string; files: string[] }> {
  const bundle = await rolldown({
    input,
    platform: 'browser',
    tsconfig: false,
    logLevel: 'silent',
    resolve: { alias: { 'react-3as/testing$': at('../src/testing.ts'), 'react-3as$': at('../src/index.ts') } },
    transform: {
      jsx: { runtime: 'automatic', development: false },
      define: { 'process.env.NODE_ENV': '"production"', location: 'previewPage.location' },
    },
  })
  const { output } = await bundle.generate({ format, minify: true, codeSplitting: false })
  await bundle.close()
  const [{ code, moduleIds }] = output
  return { code, files: moduleIds.filter((file) => file.startsWith('/')) }
}
