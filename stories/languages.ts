import { ar } from '../src/locales/ar.ts'
import { de } from '../src/locales/de.ts'
import { en } from '../src/locales/en.ts'
import { es } from '../src/locales/es.ts'
import { fr } from '../src/locales/fr.ts'
import { it } from '../src/locales/it.ts'
import { nl } from '../src/locales/nl.ts'
import { pl } from '../src/locales/pl.ts'
import { pt } from '../src/locales/pt.ts'
import { ro } from '../src/locales/ro.ts'
import type { Language } from '../src/react/messages/catalogue.ts'
import { pseudoLanguage } from './pseudo-language.ts'

/** What the toolbar offers. */
export const storyLanguages: Readonly<Record<string, Language>> = {
  en: { ...en, locale: 'en-GB' },
  de,
  fr,
  es,
  it,
  nl,
  pl,
  pt,
  ro,
  ar,
  pseudo: pseudoLanguage(en),
}
