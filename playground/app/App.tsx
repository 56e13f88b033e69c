import {
  AnalyticsProvider,
  DashboardFrame,
  SubscriptionPanel,
  UpgradeModal,
  createHttpAdapter,
  useSubscription,
  useWebsites,
} from 'react-3as'
import { useState } from 'react'
import { Shell, type User } from './Shell.tsx'

/** A payment page sends a customer back here with the shop and the change it was about. */
const address = new URLSearchParams(location.search)
const returned = { shop: address.get('shop'), change: address.get('change') }
if (returned.change) history.replaceState(null, '', location.pathname)

const adapter = createHttpAdapter({ baseUrl: '/api/analytics' })

export function App() {
  const [user, setUser] = useState<User>('owner')
  const switchUser = async (next: User) => {
    await fetch('/api/session', { method: 'POST', headers: { 'x-acme-user': next } })
    setUser(next)
  }
  return (
    <AnalyticsProvider adapter={adapter} tenant={user} locale="en-IE">
      <Shops user={user} onUser={(next) => void switchUser(next)} />
    </AnalyticsProvider>
  )
}

function Shops({ user, onUser }: { user: User; onUser: (user: User) => void }) {
  const [chosen, setChosen] = useState(returned.shop)
  const shops = useWebsites().data ?? []
  const shop = shops.find(({ websiteId }) => websiteId === chosen) ?? shops[0]
  return (
    <Shell user={user} onUser={onUser} shops={shops} shop={shop} onShop={setChosen}>
      {shop ? <Shop key={shop.websiteId} websiteId={shop.websiteId} domain={shop.domain} /> : null}
    </Shell>
  )
}

/** What Acme says of each plan. */
const features: Record<string, readonly string[]> = {
  Free: ['Dashboard'],
  Basic: ['Dashboard', 'Visitor sources'],
  Advanced: ['All of Basic', 'Heatmaps'],
  Pro: ['All of Advanced', 'Recordings', 'Funnels'],
  Business: ['All of Pro', 'API access'],
}
const featuresOf = ({ name }: { name: string | null }) => features[name ?? '']

type View = 'analytics' | 'plan'

function Shop({ websiteId, domain }: { websiteId: string; domain: string }) {
  const [view, setView] = useState<View>('analytics')
  const [isChoosing, setChoosing] = useState(returned.change !== null && returned.shop === websiteId)
  const { data } = useSubscription({ websiteId })
  const plan = data && data.subscription.status !== 'none' ? data.subscription.plan.name : null
  return (
    <>
      <header className="page-header">
        <div>
          <h1>{view === 'analytics' ? 'Analytics' : 'Plan'}</h1>
          <p>{view === 'analytics' ? `How people find and use ${domain}` : `What ${domain} has, and what it costs`}</p>
        </div>
        {plan ? (
          <div className="plan">
            <span>{plan === 'unlimited_30_day_free_trial' ? 'Free trial' : `${plan} plan`}</span>
            {view === 'analytics' ? (
              <>
                {data?.may.includes('plan') ? <button onClick={() => setChoosing(true)}>See plans</button> : null}
                <button onClick={() => setView('plan')}>Manage plan</button>
              </>
            ) : (
              <button onClick={() => setView('analytics')}>Back to analytics</button>
            )}
          </div>
        ) : null}
      </header>
      {view === 'plan' ? (
        <SubscriptionPanel websiteId={websiteId} renderFeatures={featuresOf} footnote="Prices exclude VAT." />
      ) : (
        <DashboardFrame websiteId={websiteId} height="clamp(36rem, 78vh, 60rem)">
          <UpgradeModal
            open={isChoosing}
            changeId={returned.change ?? undefined}
            onOpenChange={setChoosing}
            onViewPlan={() => {
              setChoosing(false)
              setView('plan')
            }}
            renderFeatures={featuresOf}
            footnote="Prices exclude VAT."
          />
        </DashboardFrame>
      )}
    </>
  )
}
