import type { MessageOverrides } from './catalogue.ts'

/**
 * The texts for a locale, of those that a page has: those of `de` also for `de-AT` and `de_AT`. `undefined` where there are
 * none, which is English.
 *
 * @example
 * import { de } from 'react-3as/locales/de'
 * import { fr } from 'react-3as/locales/fr'
 * <AnalyticsProvider adapter={adapter} locale={locale} messages={messagesFor(locale, { de, fr })}>…</AnalyticsProvider>
 */
export function messagesFor(
  locale: string,
  available: Readonly<Record<string, MessageOverrides>>,
): MessageOverrides | undefined {
  const byTag = new Map(Object.entries(available).map(([tag, texts]) => [normalised(tag), texts]))
  const parts = normalised(locale).split('-')
  while (parts.length > 0) {
    const texts = byTag.get(parts.join('-'))
    if (texts) return texts
    parts.pop()
  }
  return undefined
}

const normalised = (tag: string) => tag.replaceAll('_', '-').toLowerCase()
