import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

/**
 * Lets the page of an example import `react-3as` from the sources, so that nothing has to be built: `vite` is taken to be
 * `vite-with-sources.ts`.
 */
const wrapper = new URL('vite-with-sources.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vite' && context.parentURL?.includes('/examples/') && !context.parentURL.includes('vite.config')
      ? { url: wrapper, shortCircuit: true, format: 'module-typescript' }
      : next(specifier, context),
})

export const sourceOf = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url))
