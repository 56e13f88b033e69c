// Exports: TrafficSource, RecordedVisits, StoppedInterval, HISTORY_DAYS, trafficStart(createdAt),
// sessionsBetween(source, from, until) -> Session[]. Sums over them: traffic-summary.ts.
import { lottery, randomStream, type Lottery } from './random.ts'
import { siteCharacter, type Channel, type DeviceType, type SiteCharacter, type SitePage } from './site-character.ts'

export const DAY_MS = 86_400_000

/** How long before its creation a website already has traffic, so that a year can be compared with the one before. */
export const HISTORY_DAYS = 800

/** Everything a website's traffic depends on. Instants are milliseconds of the business clock. */
export interface TrafficSource {
  seed: string
  /** Unique in the sandbox: the partner's website id alone is not, put the INTP's id before it. */
  websiteKey: string
  domain: string
  /** The first instant of traffic, see {@link trafficStart}. */
  since: number
  /** The business clock's now: nothing has happened after it. */
  until: number
  /** False leaves only what was recorded. */
  generated: boolean
  recorded: readonly RecordedVisits[]
  /** When tracking did not run: nothing is seen then, generated or recorded. */
  stopped: readonly StoppedInterval[]
}

/** Page visits that were recorded through the sandbox's control, on top of the generated ones. */
export interface RecordedVisits {
  at: number
  visits: number
}

/**
 * Both ends stand outside: the visit that used up the last touchpoint, at `from`, was still counted.
 * Without `until` the interval has not ended.
 */
export interface StoppedInterval {
  from: number
  until?: number
}

/** One sitting of one visitor. Everything in it counts for the moment it began. */
export interface Session {
  at: number
  /** How many sessions alike this one stands for. 1, except in large recordings. */
  weight: number
  visitor: string
  /** The first session ever of a new visitor. */
  isFirst: boolean
  device: DeviceType
  browser: string
  country: string
  channel: Channel
  /** The host that sent the visitor, empty for none. */
  referrer: string
  /** It saw one page and left. */
  isBounce: boolean
  /** In the order seen, at least one. */
  visits: readonly PageVisit[]
}

export interface PageVisit {
  url: string
  title: string
  seconds: number
}

/** The first instant of traffic of a website made at `createdAt`: midnight (UTC), {@link HISTORY_DAYS} earlier. */
export function trafficStart(createdAt: number): number {
  return (Math.floor(createdAt / DAY_MS) - HISTORY_DAYS) * DAY_MS
}

/**
 * The sessions that began in `from ≤ at < until`, by time. A day's sessions depend on the seed, the website and
 * that day alone, so a clock that moves on continues the same series.
 */
export function sessionsBetween(source: TrafficSource, from: number, until: number): Session[] {
  const start = Math.max(from, source.since)
  const end = Math.min(until, source.until + 1)
  if (!(start < end)) return []
  const character = siteCharacter(source.seed, source.websiteKey, source.domain)
  const sessions: Session[] = []
  if (source.generated) {
    for (let day = Math.floor(start / DAY_MS); day * DAY_MS < end; day++) {
      sessions.push(...sessionsOfUtcDay(source, character, day))
    }
  }
  for (const [index, recorded] of source.recorded.entries()) {
    if (recorded.at >= start && recorded.at < end)
      sessions.push(...recordedSessions(source, character, recorded, index))
  }
  return sessions
    .filter(({ at }) => at >= start && at < end && !isStopped(source.stopped, at))
    .toSorted((one, other) => one.at - other.at)
}

function isStopped(stopped: readonly StoppedInterval[], at: number): boolean {
  return stopped.some(({ from, until = Infinity }) => at > from && at < until)
}

function sessionsOfUtcDay(source: TrafficSource, character: SiteCharacter, day: number): Session[] {
  const key = `${source.seed}|${source.websiteKey}|${day}`
  const random = randomStream(key)
  const count = Math.round(expectedSessions(character, day, random))
  const sessions: Session[] = []
  for (let visitor = 0; sessions.length < count; visitor++) {
    const who = drawVisitor(random, character, `${key}|${visitor}`)
    const sittings = Math.min(count - sessions.length, random() < 0.86 ? 1 : random() < 0.8 ? 2 : 3)
    const moments = Array.from({ length: sittings }, () =>
      Math.floor((day + (character.hours(random) + random()) / 24) * DAY_MS),
    ).toSorted((one, other) => one - other)
    for (const [sitting, at] of moments.entries()) {
      sessions.push(drawSession(random, character, { ...who, isFirst: who.isFirst && sitting === 0 }, at))
    }
  }
  return sessions
}

function expectedSessions(character: SiteCharacter, day: number, random: () => number): number {
  const weekday = character.weekdays[(((day + 4) % 7) + 7) % 7] ?? 1
  const season = 1 + character.seasonality * Math.cos(2 * Math.PI * (day / 365.25 - character.season))
  // Growth counts from 2026 and levels off, so that a clock moved by decades does not drown the sandbox.
  const years = Math.max(-4, Math.min(4, (day - 20_454) / 365.25))
  const noise = 0.88 + random() * 0.24
  const campaign = random() < 0.03 ? 1.35 + random() * 0.6 : 1
  return character.sessionsPerDay * weekday * season * (1 + character.growth) ** years * noise * campaign
}

type Visitor = Pick<Session, 'visitor' | 'isFirst' | 'device' | 'browser' | 'country'>

function drawVisitor(random: () => number, character: SiteCharacter, visitor: string): Visitor {
  const device = character.devices(random)
  return {
    visitor,
    isFirst: random() < character.newVisitorShare,
    device,
    browser: browsers[device](random),
    country: character.countries(random),
  }
}

function drawSession(random: () => number, character: SiteCharacter, visitor: Visitor, at: number): Session {
  const channel = character.channels(random)
  const referrer = referrers[channel](random)
  const isSinglePage = random() < character.singlePageShare
  const most = isSinglePage ? 1 : 12
  const visits = [drawVisit(random, character.landings, isSinglePage ? 0.7 : 1)]
  while (visits.length < most && (visits.length < 2 || random() < 0.42)) {
    const next = drawVisit(random, character.onward, 1)
    if (next.url !== visits.at(-1)?.url) visits.push(next)
  }
  return { ...visitor, at, weight: 1, channel, referrer, isBounce: visits.length === 1, visits }
}

function drawVisit(random: () => number, pages: Lottery<SitePage>, patience: number): PageVisit {
  const { url, title, seconds } = pages(random)
  // An exponential has the shape of reading times: many short ones and a long tail.
  const read = seconds * patience * (0.25 - 0.75 * Math.log(1 - random()))
  return { url, title, seconds: Math.min(1200, Math.max(2, Math.round(read))) }
}

/** Splits recorded visits into sessions of the site's usual kind; together they hold exactly as many visits. */
function recordedSessions(
  source: TrafficSource,
  character: SiteCharacter,
  recorded: RecordedVisits,
  index: number,
): Session[] {
  const key = `${source.seed}|${source.websiteKey}|recorded|${recorded.at}|${index}`
  const random = randomStream(key)
  // A recording of a million visits must not become a million objects.
  const usualWeight = Math.max(1, Math.floor(recorded.visits / 1000))
  const sessions: Session[] = []
  for (let rest = recorded.visits; rest > 0;) {
    const visitor = drawVisitor(random, character, `${key}|${sessions.length}`)
    const session = drawSession(random, character, visitor, recorded.at)
    const visits = session.visits.slice(0, rest)
    const weight = Math.max(1, Math.min(usualWeight, Math.floor(rest / visits.length)))
    sessions.push({ ...session, isBounce: visits.length === 1, visits, weight })
    rest -= weight * visits.length
  }
  return sessions
}

const browsers: Record<DeviceType, Lottery<string>> = {
  desktop: lottery([
    ['Chrome', 58],
    ['Safari', 14],
    ['Edge', 14],
    ['Firefox', 12],
    ['Opera', 2],
  ]),
  mobile: lottery([
    ['Chrome', 47],
    ['Safari', 41],
    ['Samsung Internet', 8],
    ['Firefox', 4],
  ]),
  tablet: lottery([
    ['Safari', 62],
    ['Chrome', 38],
  ]),
  undefined: lottery([['Unknown', 1]]),
}

const referrers: Record<Channel, Lottery<string>> = {
  direct: lottery([['', 1]]),
  search: lottery([
    ['google.com', 78],
    ['bing.com', 10],
    ['duckduckgo.com', 7],
    ['ecosia.org', 5],
  ]),
  social: lottery([
    ['instagram.com', 44],
    ['facebook.com', 26],
    ['pinterest.com', 14],
    ['youtube.com', 10],
    ['linkedin.com', 6],
  ]),
  email: lottery([
    ['newsletter', 82],
    ['mail.google.com', 18],
  ]),
  paid: lottery([
    ['google.com', 66],
    ['instagram.com', 34],
  ]),
  ai_traffic: lottery([
    ['chatgpt.com', 68],
    ['perplexity.ai', 19],
    ['gemini.google.com', 13],
  ]),
  unknown: lottery([['', 1]]),
}
