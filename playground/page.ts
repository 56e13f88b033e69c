import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { Alias, InlineConfig } from 'vite'
import { stylesFromSource } from '../tools/styles.ts'

const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url))

/** How Vite makes Acme's page out of the sources, with other packages than its own where there are any. */
export function playgroundPage(packages: Alias[] = []): InlineConfig {
  return {
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    clearScreen: false,
    logLevel: 'warn',
    plugins: [react(), stylesFromSource()],
    // Vite would look for packages in the workbench's page below this folder as well, which it cannot read.
    optimizeDeps: { entries: ['index.html'] },
    resolve: {
      alias: [
        ...packages,
        { find: /^react-3as$/, replacement: source('index.ts') },
        { find: /^react-3as\/styles\.css$/, replacement: source('styles.css') },
      ],
    },
  }
}
