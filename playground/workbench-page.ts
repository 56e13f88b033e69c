import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { transformSync } from 'esbuild'
import { rolldown } from 'rolldown'
import type { InlineConfig, Plugin } from 'vite'
import { languages } from '../tools/languages.ts'
import { readStyles } from '../tools/styles.ts'
import { compiledScenes } from './compiled-scenes.ts'
import { kitWordsModule } from './kit-words.ts'
import { leanWorker } from './lean-worker.ts'
import { tokenList } from './token-list.ts'
import { reactFile, reactGlobals, sharedReact } from './shared-react.ts'

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
    plugins: [react(), previewBundle(), compiledScenes(), tokenList(), kitWordsModule(), sharedReact(reactScript)],
    resolve: { alias: sources },
    define: { ACME_URL: JSON.stringify(acmeUrl ?? null) },
    // A scan for packages would stop at the modules that exist in here alone. So they are named.
    optimizeDeps: { noDiscovery: true, include: prebundled },
    worker: {
      format: 'es',
      plugins: () => [leanWorker()],
      // They say what may be left out, which has been by then, and weigh 900 bytes.
      rolldownOptions: { output: { comments: { annotation: false } } },
    },
  }
}

/** What the workbench imports of packages, straight or through the sources, for the server that serves it unbuilt. */
const prebundled = [
  'react',
  'react/jsx-runtime',
  'react/jsx-dev-runtime',
  'react-dom',
  'react-dom/client',
  '@codemirror/autocomplete',
  '@codemirror/commands',
  '@codemirror/lang-javascript',
  '@codemirror/language',
  '@codemirror/lint',
  '@codemirror/state',
  '@codemirror/view',
  '@lezer/highlight',
  '@tanstack/react-query',
  'fflate',
  'hono',
  'hono/html',
  'hono/utils/url',
  'jose',
  'jose/jwt/sign',
  'sucrase',
  'zod',
  'zod/mini',
]

const virtual = { bundle: 'virtual:preview-bundle', languages: 'virtual:preview-languages' }
const languageName = /^virtual:preview-language\/(\w+)$/

/**
 * What runs in the preview's frame, as texts. An opaque frame can load no file from a plain server, and the shell hands the
 * texts over with the frame itself.
 */
function previewBundle(): Plugin {
  let isBuild = false
  return {
    name: 'preview-bundle',
    configResolved({ command }) {
      isBuild = command === 'build'
    },
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
        ? bundled(at('preview/preview.tsx'), 'iife', { withoutReact: isBuild })
        : bundled(at(`../src/locales/${language}.ts`), 'cjs'))
      for (const file of files) this.addWatchFile(file)
      const script = `export const script = ${JSON.stringify(code)}`
      if (language !== undefined) return script
      const readReact = isBuild
        ? `() => fetch(new URL(${JSON.stringify(reactFile)}, document.baseURI), { cache: 'force-cache' }).then((answer) => answer.text())`
        : "async () => ''"
      return `${script}\nexport const styles = ${JSON.stringify(transformSync(readStyles(), { loader: 'css', minify: true }).code)}\nexport const readReact = ${readReact}`
    },
  }
}

/** The classic script that has React in it, for the workbench and the frame. */
const reactScript = async () => (await bundled(at('preview/react.ts'), 'iife')).code

async function bundled(
  input: string,
  format: 'iife' | 'cjs',
  { withoutReact = false } = {},
): Promise<{ code: string; files: string[] }> {
  const bundle = await rolldown({
    input,
    ...(withoutReact && { external: reactGlobals.external }),
    platform: 'browser',
    tsconfig: false,
    logLevel: 'silent',
    resolve: { alias: { 'react-3as/testing$': at('../src/testing.ts'), 'react-3as$': at('../src/index.ts') } },
    transform: {
      jsx: { runtime: 'automatic', development: false },
      define: { 'process.env.NODE_ENV': '"production"', location: 'previewPage.location' },
    },
  })
  const { output } = await bundle.generate({
    format,
    minify: true,
    codeSplitting: false,
    ...(withoutReact && { globals: reactGlobals.globals }),
  })
  await bundle.close()
  const [{ code, moduleIds }] = output
  return { code, files: moduleIds.filter((file) => file.startsWith('/')) }
}
