import type { Plugin } from 'vite'
import { tokensRead } from '../tools/theming.ts'
import { tokens } from '../tools/theming-words.ts'

const id = 'virtual:tokens'

/** The tokens that the stylesheet reads, with what the docs say of each, for the controls. */
export function tokenList(): Plugin {
  return {
    name: 'token-list',
    resolveId: (asked) => (asked === id ? `\0${id}` : undefined),
    load(asked) {
      if (asked !== `\0${id}`) return undefined
      const read = tokensRead()
      const list = Object.entries(tokens).map(([name, words]) => {
        // What is derived from other tokens has no value that would be one outside of the stylesheet.
        const fallback = read.get(name) ?? ''
        return { name, words: words.replaceAll('`', ''), fallback: fallback.includes('var(--_') ? '' : fallback }
      })
      return `export const tokens = ${JSON.stringify(list)}`
    },
  }
}
