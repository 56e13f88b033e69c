import { lottery, randomStream, type Lottery } from './random.ts'

export type DeviceType = 'desktop' | 'mobile' | 'tablet' | 'undefined'
export type Channel = 'direct' | 'search' | 'social' | 'email' | 'paid' | 'ai_traffic' | 'unknown'

/** The platform's channels, in the order in which it lists them. */
export const channels: readonly Channel[] = ['direct', 'search', 'social', 'email', 'paid', 'ai_traffic', 'unknown']

/** What stays the same about a website's traffic from day to day. */
export interface SiteCharacter {
  sessionsPerDay: number
  /** Growth a year, for instance 0.2. */
  growth: number
  /** Where in the year the site is busiest, 0–1. */
  season: number
  /** How strong the season is, 0–0.25. */
  seasonality: number
  /** Sessions by weekday, Sunday first, 1 is a plain day. */
  weekdays: readonly number[]
  /** UTC hours. */
  hours: Lottery<number>
  newVisitorShare: number
  /** The share of sessions that see one page only. */
  singlePageShare: number
  devices: Lottery<DeviceType>
  countries: Lottery<string>
  channels: Lottery<Channel>
  /** Where sessions begin. */
  landings: Lottery<SitePage>
  /** Where they go on to. */
  onward: Lottery<SitePage>
}

export interface SitePage {
  url: string
  title: string
  /** Typical reading time. */
  seconds: number
}

/** Draws a website's character from the seed, the website and its domain. */
export function siteCharacter(seed: string, websiteKey: string, domain: string): SiteCharacter {
  const random = randomStream(`${seed}|character|${websiteKey}`)
  const between = (low: number, high: number) => low + random() * (high - low)
  const weekend = between(0.62, 1.18)
  return {
    sessionsPerDay: between(70, 190),
    growth: between(-0.05, 0.3),
    season: random(),
    seasonality: between(0.06, 0.2),
    weekdays: [weekend * 1.04, 1.05, 1.08, 1.04, 1, 0.95, weekend * 0.96],
    hours: hoursAround(between(11, 19)),
    newVisitorShare: between(0.58, 0.72),
    singlePageShare: between(0.52, 0.66),
    devices: lottery<DeviceType>([
      ['mobile', between(42, 58)],
      ['desktop', between(36, 48)],
      ['tablet', between(3, 6)],
      ['undefined', 0.8],
    ]),
    countries: countriesAround(random),
    channels: lottery<Channel>([
      ['direct', between(22, 32)],
      ['search', between(34, 46)],
      ['social', between(9, 17)],
      ['email', between(4, 8)],
      ['paid', between(4, 9)],
      ['ai_traffic', between(2, 6)],
      ['unknown', between(1, 2)],
    ]),
    ...sitePages(domain),
  }
}

const neighbourhoods: readonly (readonly string[])[] = [
  ['DE', 'AT', 'CH', 'NL', 'FR', 'PL', 'US', 'GB'],
  ['GB', 'IE', 'US', 'AU', 'DE', 'FR', 'CA', 'IN'],
  ['FR', 'BE', 'CH', 'ES', 'CA', 'DE', 'US', 'MA'],
  ['RO', 'MD', 'DE', 'IT', 'GB', 'ES', 'US', 'HU'],
  ['US', 'CA', 'GB', 'MX', 'AU', 'DE', 'IN', 'BR'],
]
const countryWeights = [58, 11, 9, 6, 5, 4, 4, 3]

function countriesAround(random: () => number): Lottery<string> {
  const codes = neighbourhoods[Math.floor(random() * neighbourhoods.length)] ?? []
  return lottery(codes.map((code, place) => [code, (countryWeights[place] ?? 1) * (0.85 + random() * 0.3)] as const))
}

function hoursAround(peakHour: number): Lottery<number> {
  return lottery(
    Array.from({ length: 24 }, (_, hour) => {
      const distance = Math.min(Math.abs(hour - peakHour), 24 - Math.abs(hour - peakHour))
      return [hour, 0.06 + Math.exp(-(distance ** 2) / 34)] as const
    }),
  )
}

/** A shop's pages, named after what the domain seems to sell (`bikes.acme.test` sells bikes). */
function sitePages(domain: string): Pick<SiteCharacter, 'landings' | 'onward'> {
  const origin = /^https?:\/\//.test(domain) ? domain.replace(/\/+$/, '') : `https://${domain}`
  const topic = topicOf(origin)
  const name = topic.charAt(0).toUpperCase() + topic.slice(1).replaceAll('-', ' ')
  const plan: readonly (readonly [path: string, title: string, landing: number, onward: number, seconds: number])[] = [
    ['/', 'Home', 34, 16, 38],
    [`/${topic}`, `All ${name.toLowerCase()}`, 13, 19, 62],
    [`/${topic}/new`, `New ${name.toLowerCase()}`, 7, 10, 54],
    [`/${topic}/sale`, `${name} on sale`, 6, 8, 71],
    [`/${topic}/bestsellers`, 'Bestsellers', 4, 7, 58],
    ['/guide/how-to-choose', 'How to choose: our guide', 9, 3, 148],
    ['/guide/care-and-repair', 'Care and repair', 6, 2, 131],
    ['/blog', 'Journal', 3, 3, 46],
    ['/blog/ten-things-we-learned', 'Ten things we learned this year', 5, 1.5, 164],
    ['/blog/behind-the-scenes', 'Behind the scenes', 2.5, 1.2, 117],
    ['/about', 'About us', 2, 3, 66],
    ['/contact', 'Contact and opening hours', 2.5, 3, 41],
    ['/delivery', 'Delivery and returns', 1.2, 4, 49],
    ['/cart', 'Your basket', 0.6, 9, 44],
    ['/checkout', 'Checkout', 0.2, 5, 96],
    ['/checkout/thank-you', 'Thank you for your order', 0.1, 2.6, 22],
    ['/account', 'Your account', 1.1, 2.4, 35],
    ['/gift-cards', 'Gift cards', 0.8, 1, 43],
    ['/search', 'Search', 0.4, 3.2, 27],
    ['/privacy', 'Privacy', 0.2, 0.5, 31],
  ]
  const pages = plan.map(([path, title, landing, onward, seconds]) => ({
    page: { url: `${origin}${path}`, title, seconds },
    landing,
    onward,
  }))
  return {
    landings: lottery(pages.map(({ page, landing }) => [page, landing] as const)),
    onward: lottery(pages.map(({ page, onward }) => [page, onward] as const)),
  }
}

function topicOf(origin: string): string {
  const label = /^https?:\/\/(?:www\.|shop\.|my\.)?([^./:]+)\./.exec(origin.toLowerCase())?.[1] ?? ''
  return /^[a-z][a-z-]{2,19}$/.test(label) ? label : 'products'
}
