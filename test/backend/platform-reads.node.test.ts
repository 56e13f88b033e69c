import { expect, it } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { as, eventually, runningBackend, startBackend } from './partner-backend.ts'

const running = runningBackend()
const settings = () => ({
  intp: demoIntps.website,
  apiUrl: running.sandbox.apiUrl,
  dashboardUrl: running.sandbox.dashboardUrl,
})
const threeAs = () => new VisitorAnalytics(settings())
const lists = () => running.sandbox.platform.calls({ operation: 'packages.list' }).length
const show = (websiteId: string, session = as('acme')) =>
  Promise.all([
    running.backend.get('/packages', { websiteId }, session),
    running.backend.get('/subscription', { websiteId }, session),
  ])

it('asks once for packages that are only shown, and anew for what is charged', async () => {
  await show('acme-bikes')
  await show('acme-bikes')
  expect(lists()).toBe(1)
  await running.backend.post('/quotes', { websiteId: 'acme-bikes', packageId: running.packageId('Pro') })
  expect(lists()).toBe(2)
})

it('quotes a package as it is now, and not as it was shown', async () => {
  const packageId = running.packageId('Pro')
  await show('acme-bikes')
  await threeAs().package(packageId).update({ name: 'Pro, renamed' })
  const { body } = await running.backend.post('/quotes', { websiteId: 'acme-bikes', packageId })
  expect(body.to.name).toBe('Pro, renamed')
})

it('shows what is offered to one owner to nobody else, who has the website now', async () => {
  await show('acme-bikes')
  await threeAs().website('acme-bikes').delete()
  const website = { id: 'acme-bikes', domain: 'bikes.test', package: { id: running.packageId('Basic') } }
  await threeAs().websites.create({ website, intpc: { id: 'globex' } })
  const [shown] = await show('acme-bikes', as('globex'))
  expect(shown.status).toBe(200)
  expect(lists()).toBe(2)
})

it('reads a website and its packages side by side for a change, and again before it is carried out', async () => {
  let [websites, packages] = [0, 0]
  const patient = new VisitorAnalytics({
    ...settings(),
    async fetch(input, init) {
      const { pathname } = new URL(input instanceof Request ? input.url : input)
      // Neither is answered before both are asked for. The first website is read by itself, for the access to it.
      const isWebsite = pathname.includes('/websites/')
      const nth = isWebsite ? ++websites - 1 : pathname.endsWith('/packages') ? ++packages : 0
      const bothAreAsked = () => Math.min(websites - 1, packages) >= nth
      await eventually(bothAreAsked, Boolean)
      return fetch(input, init)
    },
  })
  const backend = await startBackend(running.sandbox, 'website', { threeAs: patient })
  const { body } = await backend.post('/changes', {
    websiteId: 'acme-bikes',
    idempotencyKey: 'side-by-side',
    intent: { kind: 'cancel' },
  })
  expect(body.state).toBe('applied')
  await backend.stop()
})
