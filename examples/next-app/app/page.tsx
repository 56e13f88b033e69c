import { HydrationBoundary } from '@tanstack/react-query'
import { Suspense } from 'react'
import { DashboardFrame, PackagePicker, UpgradeModal } from 'react-3as'
import { prefetchPlans } from '../lib/prefetch-plans'

export default function Page() {
  return (
    <main>
      <h1>Acme Bikes</h1>
      <Suspense fallback={<p>Loading your statistics…</p>}>
        <Statistics websiteId="acme-bikes" />
      </Suspense>
    </main>
  )
}

async function Statistics({ websiteId }: { websiteId: string }) {
  return (
    <HydrationBoundary state={await prefetchPlans(websiteId)}>
      <DashboardFrame websiteId={websiteId}>
        <UpgradeModal />
      </DashboardFrame>
      <h2>Plans</h2>
      <PackagePicker websiteId={websiteId} />
    </HydrationBoundary>
  )
}
