import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import type { BoundaryName, Fault } from './faults.ts'
import { signPlainly } from './signing.ts'
import { platformAnswers } from './platform-answers.ts'
import { changePlatform, readPlatform } from './platform-boundary.ts'
import { NoSuchThing, PlatformRefusal } from './platform-model.ts'
import type { PlatformCall } from './platform-rules.ts'
import type { World } from './world.ts'

/** The real client over a `fetch` of the model: statuses, spellings and what leaves an effect in doubt are then its own. */
export function platformOverFetch(world: World, now: () => number): VisitorAnalytics {
  signPlainly(world.scheduler)
  return new VisitorAnalytics({
    intp: demoIntps.website,
    apiUrl: 'https://platform.example',
    dashboardUrl: 'https://dashboard.example',
    // Nothing leaves this process.
    allowDemo: true,
    // A wait between two tries would be one of the real world.
    retries: 0,
    now,
    fetch: async (input, init) => {
      const answer = await fetchPlatform(world, new URL(input as string), init)
      return answer as Pick<Response, keyof PlainResponse> as Response
    },
  })
}

/** What the client reads of a `Response`. A whole one, with its streams, would cost more than the client does. */
export class PlainResponse {
  readonly headers = noHeaders
  readonly status: number
  readonly #body: string

  constructor(status: number, body: string) {
    this.status = status
    this.#body = body
  }

  get ok(): boolean {
    return this.status < 300
  }

  text(): Promise<string> {
    return Promise.resolve(this.#body)
  }
}

const noHeaders = new Headers()

/** An answer that is no success travels as an error through the boundary, and becomes an answer again behind it. */
class Failed extends Error {
  readonly response: PlainResponse

  constructor(status: number, body: string) {
    super(`HTTP ${status}`)
    this.response = new PlainResponse(status, body)
  }
}

/** One call of the platform's REST API. */
export async function fetchPlatform(
  world: World,
  { pathname, searchParams }: URL,
  init: RequestInit | undefined,
): Promise<PlainResponse> {
  try {
    const [, , , what = '', id = '', part] = pathname.split('/').map(decodeURIComponent)
    if (init?.method === 'POST') return await change(world, id as PlatformCall, JSON.parse(init.body as string) as Of)
    const [name, effect] = readOf(world, what, id, part, searchParams)
    return await readPlatform(world, name, () => answered(() => ({ payload: effect() })), errorOf)
  } catch (error) {
    if (error instanceof Failed) return error.response
    throw error
  }
}

function readOf(
  world: World,
  what: string,
  id: string,
  part: string | undefined,
  query: URLSearchParams,
): [BoundaryName, () => unknown] {
  const answers = platformAnswers(world)
  const customerId = query.get('externalCustomerId')
  if (what === 'company-details') return ['platform.company', answers.company]
  if (what === 'packages' && id === '') {
    const whose = query.get('intpWebsiteId') ?? query.get('intpCustomerId') ?? ''
    return ['platform.packages', () => answers.packages(whose)]
  }
  if (what === 'packages') return ['platform.package', () => answers.package(id)]
  if (part === 'contributors') return ['platform.contributors', () => answers.contributors(id)]
  if (customerId !== null) return ['platform.websites', () => answers.websitesOf(customerId)]
  return ['platform.website', () => answers.website(id)]
}

interface Of {
  intpWebsiteId?: string
  intpcId?: string
  packageId?: string
}

function change(world: World, call: PlatformCall, { intpWebsiteId, intpcId, packageId }: Of): Promise<PlainResponse> {
  const target = intpcId === undefined ? `website:${intpWebsiteId}` : `customer:${intpcId}`
  const effect = () => {
    world.platform.call(call, target, packageId ?? null)
    const { status, packageId: current } = world.platform.deliveries.get(target)!.subscription
    return { payload: { status, packageId: current } }
  }
  return changePlatform(
    world,
    { call, target },
    () => answered(effect),
    errorOf,
    (error) => !isCertain(error),
  )
}

function isCertain(error: unknown): boolean {
  if (error instanceof Failed) return error.response.status < 500
  return (error as { cause?: { code?: string } }).cause?.code === 'ECONNREFUSED'
}

function answered(effect: () => unknown): PlainResponse {
  try {
    return new PlainResponse(200, JSON.stringify(effect()))
  } catch (error) {
    if (error instanceof NoSuchThing) throw new Failed(404, '{"status":"error","message":"not found"}')
    if (error instanceof PlatformRefusal)
      throw new Failed(500, JSON.stringify({ status: 500, code: 0, message: error.message }))
    throw error
  }
}

function errorOf(fault: Fault): Error {
  switch (fault) {
    case 'refused':
      return new Failed(500, '{"status":"error","message":"no"}')
    case 'fails':
    case 'fails_after':
      return new Failed(503, '<html>unavailable</html>')
    case 'unsent':
      return new TypeError('fetch failed', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) })
    default:
      return new TypeError('fetch failed', { cause: new Error(fault) })
  }
}
