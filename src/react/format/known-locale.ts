import { sayOnce } from '../say-once.ts'

/** Languages that servers write and Chromium does not, which takes its own language for them; and the one such region. */
const notEverywhere = /^(az|be|bs|cy|eu|ga|gl|hy|is|ka|kk|km|ky|lo|mk|mn|my|ne|nn|pa|si|sq|uz|zu)\b/

/**
 * The locale that is meant, as server and browser both write it. `en_US`, `de_DE.UTF-8` and the like are understood; what
 * is not a locale, or not known everywhere, becomes English. Never throws, as `Intl` would while the page is drawn.
 */
export function knownLocale(wanted: string): string {
  const tag = wanted.replace(/[.@].*/, '').replaceAll('_', '-')
  try {
    const [known] = Intl.NumberFormat.supportedLocalesOf(notEverywhere.test(tag) ? [] : tag)
    if (known) return known === 'fr-CH' ? 'fr' : known
  } catch {
    // It is not a language tag.
  }
  if (process.env.NODE_ENV !== 'production')
    sayOnce(`The locale "${wanted}" is not known everywhere: numbers and dates are written in English.`)
  return 'en'
}

/** The time zone that is meant, or UTC where it is none: browsers say `Etc/Unknown` where they do not know. */
export function knownTimeZone(wanted: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: wanted }).resolvedOptions().timeZone && wanted
  } catch {
    if (process.env.NODE_ENV !== 'production') sayOnce(`The time zone "${wanted}" is not known: days are those of UTC.`)
    return 'UTC'
  }
}
