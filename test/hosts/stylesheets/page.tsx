import CssBaseline from '@mui/material/CssBaseline'
import { createRoot } from 'react-dom/client'
import { AnalyticsProvider } from 'react-3as'
import { createMemoryAdapter } from 'react-3as/testing'
import * as dressed from '../../looks/dressed.ts'
import { HostPage } from '../../looks/host-page.tsx'

declare global {
  /** For the test, from outside. */
  var dressed: typeof import('../../looks/dressed.ts')
}
globalThis.dressed = dressed

createRoot(document.getElementById('root') as HTMLElement).render(
  <>
    {location.hash === '#mui' && <CssBaseline />}
    <AnalyticsProvider
      adapter={createMemoryAdapter({ state: 'heavy_use', now: () => new Date('2026-11-24T10:00:00Z') })}
      locale="en-GB"
    >
      <HostPage />
    </AnalyticsProvider>
  </>,
)
