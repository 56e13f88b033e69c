import { english, type Language } from '../react/provider/catalogue.ts'

/** English, which the kit speaks without it: for a list of all languages of a page, or as the start of another one. */
export const en: Language = { locale: 'en', ...english }
