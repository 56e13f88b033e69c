import CssBaseline from '@mui/material/CssBaseline'
import { createRoot } from 'react-dom/client'
import { AnalyticsProvider, PackagePicker, SubscriptionPanel } from 'react-3as'
import { createMemoryAdapter } from 'react-3as/testing'

/** A page of a host, with elements of its own beside the kit's. */
createRoot(document.getElementById('root') as HTMLElement).render(
  <>
    {location.hash === '#mui' && <CssBaseline />}
    <div id="host">
      <h2>Acme</h2>
      <p data-part="panel" data-kind="primary">
        A paragraph of the host
      </p>
      <ul data-part="feature">
        <li>One</li>
      </ul>
      <button type="button" data-tone="bad">
        Press
      </button>
      <input type="radio" data-part="picker-radio" />
    </div>
    <AnalyticsProvider
      adapter={createMemoryAdapter({ state: 'heavy_use', now: () => new Date('2026-11-24T10:00:00Z') })}
      locale="en-GB"
    >
      <PackagePicker
        websiteId="acme-bikes"
        renderFeatures={() => ['Heatmaps']}
        footnote="Prices exclude VAT."
        value="pro-monthly"
      />
      <SubscriptionPanel websiteId="acme-bikes" />
    </AnalyticsProvider>
  </>,
)
