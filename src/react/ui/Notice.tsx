'use client'
import type { ReactNode } from 'react'
import { useAnalytics } from '../analytics-context.ts'
import { Icon, errorIcon, infoIcon, warnIcon } from './Icon.tsx'
import { cardIcon } from './icons.ts'

const icons = { accent: infoIcon, warn: warnIcon, bad: errorIcon, due: cardIcon }

interface NoticeProps {
  part: string
  tone: 'accent' | 'warn' | 'bad' | 'due'
  /** `alert`: said to screen readers immediately. */
  role?: 'alert'
  actions?: ReactNode
  children: ReactNode
}

/** Something to know before going on: an icon, a text, and what can be done about it. */
export function Notice({ part, tone, role, actions, children }: NoticeProps) {
  const { Notice: Host } = useAnalytics().components
  if (Host) {
    return (
      <Host data-part={part} tone={tone === 'due' ? 'bad' : tone} role={role} actions={actions}>
        {children}
      </Host>
    )
  }
  return (
    <div data-part={part} data-r3="notice" data-tone={tone === 'due' ? 'bad' : tone} role={role}>
      <div data-part="notice-text" data-r3="">
        <Icon d={icons[tone]} />
        <span data-r3="">{children}</span>
      </div>
      {actions && (
        <div data-part="notice-actions" data-r3="">
          {actions}
        </div>
      )}
    </div>
  )
}
