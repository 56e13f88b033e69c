import type { TrafficSummary } from '../platform/traffic-summary.ts'
import { country } from './format.ts'
import { rate } from './trend.ts'

/** A line of a list: a share of a whole. The shares of all lines add up to 100. */
export interface ListRow {
  name: string
  detail?: string | undefined
  count: number
  share: number
}

const deviceNames: Record<string, string> = {
  desktop: 'Desktop',
  mobile: 'Mobile',
  tablet: 'Tablet',
  undefined: 'Unknown',
}

const channelNames: Record<string, string> = {
  direct: 'Direct',
  search: 'Search',
  social: 'Social media',
  email: 'Email',
  paid: 'Paid',
  ai_traffic: 'AI assistants',
  unknown: 'Unknown',
}

export const deviceName = (device: string): string => deviceNames[device] ?? device
export const channelName = (channel: string): string => channelNames[channel] ?? channel

export function channelRows(total: TrafficSummary): ListRow[] {
  return rowsOf(total.channels, channelName)
}

export function deviceRows(total: TrafficSummary): ListRow[] {
  return rowsOf(total.devices, deviceName)
}

export function browserRows(total: TrafficSummary): ListRow[] {
  return rowsOf(total.browsers, (browser) => browser)
}

export function countryRows(total: TrafficSummary): ListRow[] {
  return rowsOf(total.countries, country)
}

export function sourceRows(total: TrafficSummary): ListRow[] {
  return rowsOf(total.referrers, (referrer) => referrer || 'No referrer')
}

function rowsOf(counts: ReadonlyMap<string, number>, nameOf: (kind: string) => string): ListRow[] {
  const whole = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([kind, count]) => ({ name: nameOf(kind), count, share: rate(count, whole) }))
}

export function pageRows(total: TrafficSummary): ListRow[] {
  return [...total.pages]
    .toSorted(([, one], [, other]) => other.visits - one.visits)
    .map(([url, { title, visits }]) => ({
      name: title,
      detail: pathOf(url),
      count: visits,
      share: rate(visits, total.visits),
    }))
}

/** A page's address without its host, which is the same for all. */
export function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, '') || '/'
}
