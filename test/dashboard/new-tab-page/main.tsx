import { createRoot } from 'react-dom/client'
import { createAdapter } from '../../../src/adapter/create-adapter.ts'
import { AnalyticsError } from '../../../src/contract/error.ts'
import { AnalyticsProvider } from '../../../src/react/provider/AnalyticsProvider.tsx'
import { DashboardFrame } from '../../../src/react/dashboard/DashboardFrame.tsx'

const frames = new URLSearchParams(location.search).get('frames')
let count = 0

const adapter = createAdapter({
  // The first is for the frame, and each later one for a tab.
  async getDashboardUrl() {
    count++
    if (Reflect.get(window, 'isDown')) {
      // Until the test has seen the tab, which closes again then.
      await new Promise((resolve) => Reflect.set(window, 'goDown', resolve))
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
