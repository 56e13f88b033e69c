import { createCssVariablesTheme, createHighlighter, type HighlighterGeneric } from 'shiki'
import { createOnigurumaEngine } from 'shiki/engine/oniguruma'

const languages = ['tsx', 'ts', 'js', 'jsx', 'json', 'css', 'html', 'sh', 'toml', 'diff', 'php', 'python'] as const
const isKnown = (language: string) => (languages as readonly string[]).includes(language)
// oxlint-disable-next-line typescript/no-explicit-any
let highlighter: Promise<HighlighterGeneric<any, any>> | undefined

/** Colours code while the page is made, with classes that both themes have a colour for, so that no reader runs a highlighter. */
export async function highlighting(): Promise<(code: string, language: string) => string> {
  highlighter ??= createHighlighter({
    themes: [createCssVariablesTheme({ name: 'classes', variablePrefix: '--code-' })],
    langs: [...languages],
    // Its engine in JavaScript takes some lines of a shell for one word.
    engine: createOnigurumaEngine(import('shiki/wasm')),
  })
  const { codeToTokensBase } = await highlighter
  return (code, language) =>
    isKnown(language)
      ? codeToTokensBase(code.trimEnd(), { lang: language, theme: 'classes' })
          .map((line) => line.map(({ content, color }) => token(content, color)).join(''))
          .join('\n')
      : escaped(code.trimEnd())
}

function token(content: string, color: string | undefined): string {
  const [, kind] = /token-([\w-]+)/.exec(color ?? '') ?? []
  return kind ? `<span class="t-${kind}">${escaped(content)}</span>` : escaped(content)
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
