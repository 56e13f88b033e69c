import { fileURLToPath } from 'node:url'
import { createServer as createVite, type InlineConfig, type ViteDevServer } from 'vite'
import { stylesFromSource } from '../../tools/styles.ts'
import { sourceOf } from './vite-from-source.ts'

export function createServer(config: InlineConfig): Promise<ViteDevServer> {
  return createVite({
    ...config,
    plugins: [...(config.plugins ?? []), stylesFromSource()],
    cacheDir: fileURLToPath(new URL('../../node_modules/.vite-example', import.meta.url)),
    resolve: {
      alias: [
        { find: /^react-3as$/, replacement: sourceOf('index.ts') },
        { find: /^react-3as\/styles\.css$/, replacement: sourceOf('styles.css') },
      ],
    },
  })
}
