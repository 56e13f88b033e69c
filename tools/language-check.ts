import type { Language } from '../src/react/provider/catalogue.ts'
import { languages } from './languages.ts'

/** A text that a language lacks, or has for a key that is gone. */
export interface Difference {
  language: string
  key: string
  what: 'missing' | 'stale'
  /** What the missing one says in English. */
  english: string
}

interface Texts {
  readonly [key: string]: string | Texts | ((facts: never) => string)
}

/** Where a language's keys differ from those of English. */
export function differences(language: string, texts: object, english: object): Difference[] {
  const own = keysOf(texts as Texts)
  const all = keysOf(english as Texts)
  return [
    ...[...all].filter(([key]) => !own.has(key)).map(([key, text]) => ({ what: 'missing' as const, key, text })),
    ...[...own].filter(([key]) => !all.has(key)).map(([key]) => ({ what: 'stale' as const, key, text: '' })),
  ].map(({ what, key, text }) => ({ language, key, what, english: text }))
}

/** Every key, as a path, with its text; of a function, its source. */
export function keysOf(texts: Texts, path = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, text]) =>
      typeof text === 'object' ? [...keysOf(text, `${path}${key}.`)] : [[`${path}${key}`, String(text)] as const],
    ),
  )
}

/** What a language file exports, which is called as the file is. */
export async function languageOf(name: string): Promise<Language> {
  const file = (await import(`../src/locales/${name}.ts`)) as Record<string, Language>
  const language = file[name]
  if (!language) throw new Error(`src/locales/${name}.ts exports no ${name}.`)
  return language
}

// npm run languages: which texts a language lacks, after English has changed. The type check says only the first of them.
if (import.meta.main) {
  const english = await languageOf('en')
  const all = await Promise.all(languages.map(async (name) => differences(name, await languageOf(name), english)))
  for (const { what, key, language, english: text } of all.flat()) console.log(`${what} ${key} in ${language}: ${text}`)
  if (all.flat().length > 0) process.exitCode = 1
}
