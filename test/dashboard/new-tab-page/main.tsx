import { createRoot } from 'react-dom/client'
import { adapterOf } from '../../../src/adapter/adapter-of.ts'
import { AnalyticsError } from '../../../src/contract/error.ts'
import { AnalyticsProvider } from '../../../src/react/AnalyticsProvider.tsx'
import { DashboardFrame } from '../../../src/react/dashboard/DashboardFrame.tsx'

const frames = new URLSearchParams(location.search).get('frames')
let count = 0

const adapter = adapterOf({
  // The first is for the frame, and each later one for a tab.
  async getDashboardUrl() {
    count++
    if (Reflect.get(window, 'isDown')) {
      // As long as somebody needs to see the tab that opens and closes again.
      await new Promise((resolve) => setTimeout(resolve, 500))
      throw new AnalyticsError({ code: 'unreachable', message: 'Down.', retryable: true })
    }
    const path = count === 1 ? '/dashboard' : '/referrer'
    return { url: `${frames}${path}?intpc_token=token-${count}&externalWebsiteId=shop-1`, expiresInSeconds: 3600 }
  },
})

createRoot(document.querySelector('#root') as HTMLElement).render(
  <AnalyticsProvider adapter={adapter}>
    <DashboardFrame websiteId="shop-1" />
  </AnalyticsProvider>,
)
