import * as jsx from 'react/jsx-runtime'
import * as react from 'react'
import * as dom from 'react-dom'
import * as client from 'react-dom/client'
import type { HtmlTagDescriptor, Plugin } from 'vite'

/** By what they are imported as. */
const shared: Record<string, object> = {
  react,
  'react/jsx-runtime': jsx,
  'react-dom': dom,
  'react-dom/client': client,
}

/** What a script has to hold before anything here is imported, and how the preview's frame gets its text. */
export const reactFile = 'react.js'

const global = 'sharedReact'

/** For a bundle of its own: the packages that `react.js` brings along, as names of the global that it makes. */
export const reactGlobals = {
  external: Object.keys(shared),
  globals: Object.fromEntries(Object.keys(shared).map((name) => [name, `${global}[${JSON.stringify(name)}]`])),
}

/**
 * The workbench and the preview's frame run on one copy of React, as a file of the site: each would otherwise bring its own.
 * Only in a build; a server that reads the sources has no first view to keep small.
 *
 * @param make - Makes the classic script out of `preview/react.ts`.
 */
export function sharedReact(make: () => Promise<string>): Plugin {
  return {
    name: 'shared-react',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (Object.hasOwn(shared, id) ? `\0shared:${id}` : undefined),
    load(id) {
      const name = id.startsWith('\0shared:') ? id.slice('\0shared:'.length) : ''
      const part = shared[name]
      if (!part) return undefined
      const names = Object.keys(part).filter((each) => each !== 'default' && each !== 'module.exports')
      const from = `globalThis.${global}[${JSON.stringify(name)}]`
      return `export const { ${names.join(', ')} } = ${from}\nexport default ${from}`
    },
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: reactFile, source: await make() })
    },
    transformIndexHtml: {
      order: 'post',
      handler(_html, { path }): HtmlTagDescriptor[] {
        const up = '../'.repeat(path.split('/').length - 2)
        return [{ tag: 'script', attrs: { src: `${up || './'}${reactFile}` }, injectTo: 'head' }]
      },
    },
  }
}
