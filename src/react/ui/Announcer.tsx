'use client'
import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from 'react'

const AnnouncerContext = createContext<((text: string) => void) | null>(null)

/** Says something to screen readers, once, when they are done with what they are saying. */
export function useAnnounce(): (text: string) => void {
  return useContext(AnnouncerContext) ?? ignore
}

/** Says a text once it is there, and again only when it has changed. Nothing while it is empty. */
export function useAnnouncement(text: string | false | null | undefined): void {
  const announce = useAnnounce()
  useEffect(() => {
    if (text) announce(text)
  }, [text, announce])
}

/** The one `role=status` (an `<output>`) of a component and of everything inside it: an announcer within another one stays silent. */
export function Announcer({ children }: { children: ReactNode }) {
  const outer = useContext(AnnouncerContext)
  const [text, setText] = useState('')
  // The same words twice do not count as a change for a screen reader; an invisible character makes them one.
  const announce = useCallback((next: string) => setText((last) => (last === next ? `${next}\u200b` : next)), [])
  if (outer) return children
  return (
    <AnnouncerContext.Provider value={announce}>
      {children}
      <output data-part="announcer" data-r3="hidden">
        {text}
      </output>
    </AnnouncerContext.Provider>
  )
}

function ignore(): void {}
