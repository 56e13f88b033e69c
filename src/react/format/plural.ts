import type { TouchpointLimit } from '../../contract/package.ts'

/** The forms of a word: those that the language's rules tell apart, where they differ from `other`. */
export type Forms = { readonly [Rule in Intl.LDMLPluralRule]?: string } & {
  readonly other: string
  /** After “unlimited”, where the plural is not `other`. */
  readonly unlimited?: string | undefined
}

/**
 * The form of a word that goes with a number, by the plural rules of a language.
 *
 * @example plural('pl', { one: 'plik', few: 'pliki', other: 'plików' })(3) // pliki
 */
export function plural(language: string, forms: Forms): (count: TouchpointLimit) => string {
  const rules = new Intl.PluralRules(language)
  return (count) => forms[count === 'unlimited' ? count : rules.select(count)] ?? forms.other
}
