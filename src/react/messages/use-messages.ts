'use client'
import { useMemo } from 'react'
import { useAnalytics } from '../analytics-context.ts'
import type { MessageCatalogue } from './catalogue.ts'

/** One section of the catalogue: the English texts a component brings, with the provider's on top. */
export function useMessages<Section extends keyof MessageCatalogue>(
  section: Section,
  english: MessageCatalogue[Section],
): MessageCatalogue[Section] {
  const own = useAnalytics().messages[section]
  return useMemo(() => ({ ...english, ...own }), [english, own])
}
