/** The body of a REST answer. */
export interface WireBody {
  payload?: unknown
  meta?: unknown
}

const one = ({ payload }: WireBody): unknown => payload
const page = ({ payload, meta }: WireBody): unknown => ({
  items: payload,
  metadata: meta ?? { page: 0, pageSize: 0, pageTotal: 0, total: 0 },
})

/** What the vendor's SDK makes of the platform's answer to each call that answers with something. */
export const documentedResults: Readonly<Record<string, (body: WireBody) => unknown>> = {
  'intp.get': one,
  'intpcs.list': page,
  'intpcs.create': one,
  'intpcs.getByIntpCustomerId': one,
  'intpc.listWebsites': page,
  'packages.list': one,
  'packages.getById': one,
  'packages.create': one,
  'package.update': one,
  'websites.list': page,
  'websites.getByIntpWebsiteId': one,
  'website.listWhitelistedDomains': one,
  'website.createApiKey': one,
  'website.listApiKeys': one,
  'website.listContributors': one,
}
