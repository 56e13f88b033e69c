import { en } from '../src/locales/en.ts'
import type { Language } from '../src/react/provider/catalogue.ts'
import { pseudoLanguage } from './pseudo-language.ts'

const files = import.meta.glob<Record<string, Language>>('../src/locales/*.ts', { eager: true })

/** What the toolbar offers: every file of `src/locales`, and the pseudo-language. */
export const storyLanguages: Readonly<Record<string, Language>> = {
  ...Object.assign({}, ...Object.values(files)),
  en: { ...en, locale: 'en-GB' },
  pseudo: pseudoLanguage(en),
}
