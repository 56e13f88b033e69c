'use client'
import { useMemo } from 'react'
import { useAnalytics } from './analytics-context.ts'

/** One section of the catalogue: the English texts a component brings, with the provider's on top. */
export function useMessages<Texts extends object>(section: string, english: Texts): Texts {
  const own = useAnalytics().messages[section]
  return useMemo(() => replaced(english, own), [english, own])
}

/** Texts stand in groups: one that is replaced takes none of its neighbours along. */
function replaced<Texts extends object>(texts: Texts, own: unknown): Texts {
  const all = { ...texts } as Record<string, unknown>
  for (const [key, text] of Object.entries(own ?? {}) as [string, unknown][]) {
    const inner = all[key]
    if (text !== undefined) all[key] = typeof text === 'object' && text ? replaced(inner ?? {}, text) : text
  }
  return all as Texts
}
