// A platform that answers immediately, so that what is measured is the backend and not the network or the sandbox.

const packages = [
  { id: 'basic', name: 'Basic', price: 7.99, touchpoints: 11_000 },
  { id: 'pro', name: 'Pro', price: 24.99, touchpoints: 60_000 },
].map((each) => ({ ...each, currency: 'EUR', period: 'monthly', recommended: false }))

const canceled = new Set<string>()

const website = (id: string) => ({
  intpWebsiteId: id,
  // A customer for each shop: what one may start within ten minutes has a limit.
  intpCustomerId: id.startsWith('shop-') ? `owner-of-${id}` : 'acme',
  domain: `${id}.example`,
  status: canceled.has(id) ? 'canceled' : 'active',
  packageId: 'basic',
  packageName: 'Basic',
  billingInterval: 'monthly',
  inTrial: false,
  hadTrial: true,
  expiresAt: '2099-01-01T00:00:00.000Z',
  consumption: { stpLimit: 11_000, stpConsumed: 1_234 },
})

export const answerAtOnce: typeof fetch = async (input, init) => {
  const { pathname } = new URL(input instanceof Request ? input.url : input)
  if (pathname.endsWith('/company-details')) {
    return answer({ id: 'intp', name: 'Bench', billingMode: 'company_managed', subscriptionType: 'website' })
  }
  if (pathname.endsWith('/packages')) return answer(packages)
  const action = /website-subscriptions\/(cancel|resume)$/.exec(pathname)?.[1]
  if (!action) return answer(website(decodeURIComponent(pathname.split('/').pop() ?? '')))
  const { intpWebsiteId } = JSON.parse(init?.body as string) as { intpWebsiteId: string }
  if (action === 'cancel') canceled.add(intpWebsiteId)
  else canceled.delete(intpWebsiteId)
  return answer({ ...website(intpWebsiteId), type: 'website' })
}

function answer(payload: unknown): Response {
  return Response.json({ payload })
}
