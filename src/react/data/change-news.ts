'use client'
import { useEffect } from 'react'

type Hear = (websiteId: string, changeId: string) => void
const hearers = new Set<Hear>()

/** Tells all of this page that a change of a website has begun, or has ended. */
export function tellOfChange(websiteId: string, changeId: string): void {
  for (const hear of hearers) hear(websiteId, changeId)
}

/** Hears of each of them: what was said of an earlier change of the website holds no longer. */
export function useChangeNews(onNews: Hear): void {
  useEffect(() => {
    hearers.add(onNews)
    return () => void hearers.delete(onNews)
  }, [onNews])
}
