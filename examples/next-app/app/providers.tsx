'use client'
import type { ReactNode } from 'react'
import { AnalyticsProvider, createHttpAdapter } from 'react-3as'

const adapter = createHttpAdapter({ baseUrl: '/api/analytics' })

export function Providers({ children }: { children: ReactNode }) {
  return (
    <AnalyticsProvider adapter={adapter} locale="en" timeZone="UTC">
      {children}
    </AnalyticsProvider>
  )
}
