'use client'
import type { ReactNode } from 'react'
import { useAnalytics } from '../analytics-context.ts'

/** Leads away, in a tab of its own, and looks like the one thing to do. */
export function Link({ part, href, children }: { part: string; href: string; children: ReactNode }) {
  const { Link: Host } = useAnalytics().components
  const own = { 'data-part': part, href, target: '_blank', rel: 'noreferrer' } as const
  if (Host) return <Host {...own}>{children}</Host>
  return (
    <a {...own} data-r3="button" data-kind="primary" data-size="small">
      {children}
    </a>
  )
}
