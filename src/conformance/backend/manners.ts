import { parseErrorBody } from '../../contract/error.ts'
import { getDashboardUrl, getSubscription, listPackages, listWebsites } from '../../contract/routes.ts'
import { customerHeader, requestHeader } from '../../contract/request-header.ts'
import { assert, equal } from '../assert.ts'
import { anotherVersion, bikes, lamps, nowhere, type BackendCheck } from './backend-check.ts'
import { refused } from './backend-under-test.ts'

const ofOneWebsite = [getDashboardUrl, listPackages, getSubscription]

export const mannersChecks: readonly BackendCheck[] = [
  {
    name: 'whoever is not signed in is answered 401',
    run: async (backend) => {
      refused(await backend.get('signedOut', listWebsites.path), 401, 'unauthenticated')
      for (const { path } of ofOneWebsite) {
        refused(await backend.get('signedOut', path, { websiteId: bikes }), 401, 'unauthenticated')
      }
    },
  },
  {
    name: 'the page of a customer that is not theirs is answered 404',
    run: async (backend) => {
      const ask = (customer: string) =>
        backend.send('acmeManager', listWebsites.path, { headers: { [customerHeader]: encodeURIComponent(customer) } })
      equal((await ask('acme')).status, 200, 'The status for their own customer')
      refused(await ask('globex'), 404, 'not_found')
    },
  },
  {
    name: 'another customer’s website is answered like one that does not exist',
    run: async (backend) => {
      for (const { path } of ofOneWebsite) {
        const theirs = await backend.get('acmeManager', path, { websiteId: lamps })
        const missing = await backend.get('acmeManager', path, { websiteId: 'no-such-website' })
        refused(theirs, 404, 'not_found')
        refused(missing, 404, 'not_found')
        equal(theirs.text, missing.text, 'The answer for another customer’s website')
      }
    },
  },
  {
    name: 'an id may hold anything that can stand in a text',
    run: async (backend) => {
      for (const { path } of ofOneWebsite) {
        refused(await backend.get('acmeManager', path, { websiteId: nowhere }), 404, 'not_found')
        refused(await backend.get('acmeManager', path, { websiteId: `${bikes}/` }), 404, 'not_found')
        refused(await backend.get('acmeManager', path, { websiteId: '語'.repeat(512) }), 404, 'not_found')
      }
    },
  },
  {
    name: 'an id that is missing, empty or too long is answered 400, without repeating it',
    run: async (backend) => {
      for (const { path } of ofOneWebsite) {
        refused(await backend.get('acmeManager', path), 400, 'invalid_request')
        refused(await backend.get('acmeManager', path, { websiteId: '' }), 400, 'invalid_request')
        const long = await backend.get('acmeManager', path, { websiteId: 'x'.repeat(513) })
        refused(long, 400, 'invalid_request')
        assert(long.text.includes('websiteId'), 'The error does not name the field.')
        assert(!long.text.includes('xxxxx'), 'The error repeats the value.')
      }
    },
  },
  {
    name: 'HEAD is GET without the body; another method is answered 405 with Allow',
    run: async (backend) => {
      const head = await backend.send('acmeManager', listWebsites.path, { method: 'HEAD' })
      equal({ status: head.status, text: head.text }, { status: 200, text: '' }, 'HEAD')
      const put = await backend.send('acmeManager', listWebsites.path, { method: 'PUT' })
      equal(put.status, 405, 'The status')
      assert(put.headers.get('allow')?.includes('GET'), 'Allow does not name GET.')
    },
  },
  {
    name: 'a path that is not served is answered 404, in JSON',
    run: async (backend) => {
      refused(await backend.get('acmeManager', '/no-such-route'), 404, 'not_found')
    },
  },
  {
    name: 'what a customer sees is kept by no shared cache',
    run: async (backend) => {
      for (const path of [listWebsites.path, listPackages.path, getSubscription.path]) {
        const query = path === listWebsites.path ? {} : { websiteId: bikes }
        const { headers } = await backend.get('acmeManager', path, query)
        assert(/private|no-store/.test(headers.get('cache-control') ?? ''), `Cache-Control of ${path} is not private.`)
      }
    },
  },
  {
    name: 'a read from the page of another site is refused',
    run: async (backend) => {
      const headers = { origin: 'https://another-site.example' }
      const reply = await backend.get('acmeManager', getDashboardUrl.path, { websiteId: bikes }, headers)
      refused(reply, 403, 'cross_site')
    },
  },
  {
    name: 'a page of another major version is answered 409',
    run: async (backend) => {
      const headers = { [requestHeader.name]: anotherVersion }
      refused(await backend.get('acmeManager', listWebsites.path, {}, headers), 409, 'version_mismatch')
      for (const { path } of ofOneWebsite) {
        refused(await backend.get('acmeManager', path, { websiteId: bikes }, headers), 409, 'version_mismatch')
      }
    },
  },
  {
    name: 'a platform that cannot be asked is answered 502, and nothing it said is passed on',
    run: async (backend) => {
      const body = { message: 'Bearer eyJhbGciOiJSUzI1NiJ9 of acme is not welcome', status: 503, code: 1 }
      for (const route of ['websites.*', 'website.*']) {
        backend.platform.addFault({ route, kind: 'status', status: 503, count: 1000, body })
      }
      const reply = await backend.get('acmeManager', getSubscription.path, { websiteId: bikes })
      refused(reply, 502, 'platform_unavailable')
      assert(!reply.text.includes('not welcome'), 'The platform’s own words reach the page.')
      assert(parseErrorBody(reply.json)?.retryable, 'It can be tried again later: retryable should be true.')
      backend.platform.clearFaults()
      const again = await backend.get('acmeManager', getSubscription.path, { websiteId: bikes })
      equal(again.status, 200, 'The status once the platform is back')
    },
  },
]
