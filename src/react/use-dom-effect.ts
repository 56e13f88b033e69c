import { useEffect, useLayoutEffect } from 'react'

/** Before the browser paints, and while what is unmounted still stands in the page. React 18 warns of it on a server. */
export const useDomEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect
