import { useEffect, useState, type RefObject } from 'react'

/** Whether an element has been in sight once, so that what it shows has to be loaded. */
export function useHasBeenSeen(element: RefObject<Element | null>): boolean {
  const [hasBeenSeen, setHasBeenSeen] = useState(false)
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setHasBeenSeen(true)
    })
    if (element.current) observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return hasBeenSeen
}
