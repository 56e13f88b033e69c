'use client'
import { useMemo } from 'react'
import { useAnalytics } from '../analytics-context.ts'
import { knownLocale, knownTimeZone } from './known-locale.ts'
import { localeFormat, type LocaleFormat } from './locale-format.ts'

/** Numbers, money and days by the provider's locale and time zone. */
export function useFormat(): LocaleFormat {
  const { locale, timeZone } = useAnalytics()
  return useMemo(() => localeFormat(knownLocale(locale), knownTimeZone(timeZone)), [locale, timeZone])
}
