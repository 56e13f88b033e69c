import { createApiKey, deleteApiKey, listApiKeys } from '../platform/api-keys.ts'
import { invalid } from '../platform/platform-error.ts'
import { websiteOf } from '../platform/transaction.ts'
import {
  addContributor,
  addWhitelistedDomain,
  createWebsite,
  deleteContributor,
  deleteWebsite,
  deleteWhitelistedDomain,
} from '../platform/websites.ts'
import {
  apiKeyOut,
  contributorsOut,
  newApiKey,
  newContributor,
  newWebsite,
  newWebsiteV2,
  websiteOut,
  whitelistedDomain,
} from '../wire.ts'
import { bodyOf, created, listed, noContent, ok, param, read, write, type RestCall, type RestRoute } from './call.ts'

export const websiteRoutes: readonly RestRoute[] = [
  { name: 'websites.list', method: 'GET', path: '/v2/3as/websites', answer: list },
  {
    name: 'websites.getByIntpWebsiteId',
    method: 'GET',
    path: '/v2/3as/websites/:websiteId',
    answer: (call) =>
      read(call, (reader) => ok(websiteOut(reader, call.intp, websiteOf(reader, call.intp, websiteId(call))))),
  },
  { name: 'websites.create', method: 'POST', path: '/v3/3as/websites', answer: create },
  {
    name: 'websites.create',
    method: 'POST',
    path: '/v2/3as/websites',
    answer: (call) => {
      const input = bodyOf(call, newWebsiteV2)
      return write(call, (tx) => created(websiteOut(tx, call.intp, createWebsite(tx, call.intp, input))))
    },
  },
  {
    name: 'website.delete',
    method: 'DELETE',
    path: '/v2/3as/websites/:websiteId',
    answer: (call) => {
      write(call, (tx) => deleteWebsite(tx, call.intp, websiteId(call)))
      return noContent
    },
  },
  {
    name: 'website.addWhitelistedDomain',
    method: 'POST',
    path: '/v2/3as/websites/:websiteId/whitelisted-domains',
    answer: (call) => {
      const { domain } = bodyOf(call, whitelistedDomain)
      write(call, (tx) => addWhitelistedDomain(tx, call.intp, websiteId(call), domain))
      return noContent
    },
  },
  {
    name: 'website.deleteWhitelistedDomain',
    method: 'PATCH',
    path: '/v2/3as/websites/:websiteId/whitelisted-domains',
    answer: (call) => {
      const { domain } = bodyOf(call, whitelistedDomain)
      write(call, (tx) => deleteWhitelistedDomain(tx, call.intp, websiteId(call), domain))
      return noContent
    },
  },
  {
    name: 'website.listWhitelistedDomains',
    method: 'GET',
    path: '/v2/3as/websites/:websiteId/whitelisted-domains',
    answer: (call) => read(call, (reader) => ok(websiteOf(reader, call.intp, websiteId(call)).whitelistedDomains)),
  },
  {
    name: 'website.createApiKey',
    method: 'POST',
    path: '/v2/3as/websites/:websiteId/api-keys',
    answer: (call) => {
      const input = bodyOf(call, newApiKey)
      const { key, secret } = write(call, (tx) => createApiKey(tx, call.intp, websiteId(call), input))
      return created({ ...apiKeyOut(key), apiKey: secret })
    },
  },
  {
    name: 'website.listApiKeys',
    method: 'GET',
    path: '/v2/3as/websites/:websiteId/api-keys',
    answer: (call) => read(call, (reader) => ok(listApiKeys(reader, call.intp, websiteId(call)).map(apiKeyOut))),
  },
  {
    name: 'website.deleteApiKey',
    method: 'DELETE',
    path: '/v2/3as/websites/:websiteId/api-keys/:keyId',
    answer: (call) => {
      write(call, (tx) => deleteApiKey(tx, call.intp, websiteId(call), param(call, 'keyId')))
      return noContent
    },
  },
  {
    name: 'website.addContributor',
    method: 'POST',
    path: '/v3/3as/websites/:websiteId/contributors',
    answer: (call) => {
      const input = bodyOf(call, newContributor)
      write(call, (tx) => addContributor(tx, call.intp, websiteId(call), input))
      return noContent
    },
  },
  {
    name: 'website.deleteContributor',
    method: 'DELETE',
    path: '/v3/3as/websites/:websiteId/contributors/:customerId',
    answer: (call) => {
      write(call, (tx) => deleteContributor(tx, call.intp, websiteId(call), param(call, 'customerId')))
      return noContent
    },
  },
  {
    name: 'website.listContributors',
    method: 'GET',
    path: '/v3/3as/websites/:websiteId/contributors',
    answer: (call) =>
      read(call, (reader) => ok(contributorsOut(reader, websiteOf(reader, call.intp, websiteId(call))))),
  },
]

const websiteId = (call: RestCall) => param(call, 'websiteId')

function list(call: RestCall) {
  const owner = call.query.get('externalCustomerId')
  return read(call, (reader) => {
    const websites = reader
      .values('website')
      .filter((site) => site.intpId === call.intp.id && (owner === null || site.intpCustomerId === owner))
    return listed(call, websites, (website) => websiteOut(reader, call.intp, website))
  })
}

/** `opts.uft` and a package exclude each other; with a pool neither is allowed. */
function create(call: RestCall) {
  const { website, intpc, opts } = bodyOf(call, newWebsite)
  if (call.intp.subscriptionType === 'intpc' && opts?.uft) {
    throw invalid('opts.uft: subscriptions are of type intpc')
  }
  if (website.package?.id !== undefined && opts?.uft) throw invalid('opts.uft: not together with a package')
  const input = {
    intpWebsiteId: website.id,
    intpCustomerId: intpc.id,
    domain: website.domain,
    packageId: website.package?.id,
    billingDate: website.package?.billingDate,
  }
  return write(call, (tx) => {
    const made = createWebsite(tx, call.intp, input)
    return call.platform.behaviour.websiteCreateStatus === 201 ? created(websiteOut(tx, call.intp, made)) : noContent
  })
}
