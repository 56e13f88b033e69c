import { AnalyticsProvider, DashboardFrame, UpgradeModal, createHttpAdapter } from 'react-3as'
import 'react-3as/styles.css'
import { createRoot } from 'react-dom/client'

const adapter = createHttpAdapter({ baseUrl: '/api/analytics' })

createRoot(document.getElementById('root')!).render(
  <AnalyticsProvider adapter={adapter} locale="en">
    <DashboardFrame websiteId="acme-bikes">
      <UpgradeModal />
    </DashboardFrame>
  </AnalyticsProvider>,
)
