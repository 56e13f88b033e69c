import type { Platform } from './platform/platform.ts'
import type { Reader } from './platform/records.ts'
import { keyOf, type Website } from './platform/state.ts'
import { trafficStart, type TrafficSource } from './platform/traffic.ts'
import { recordedVisits } from './platform/usage.ts'

/** Where a website's numbers come from: the dashboard page and the data API count the same sessions. */
export function trafficOf(platform: Platform, reader: Reader, website: Website): TrafficSource {
  const subscription = reader.get('subscription', website.subscriptionId)!
  return {
    seed: platform.seed,
    websiteKey: keyOf(website.intpId, website.intpWebsiteId),
    domain: website.domain,
    since: website.hasHistory ? trafficStart(Date.parse(website.createdAt)) : Date.parse(website.createdAt),
    until: platform.now().getTime(),
    generated: platform.behaviour.traffic,
    recorded: recordedVisits(reader, website),
    stopped: subscription.stops.map(({ from, until }) => ({
      from: Date.parse(from),
      ...(until !== null && { until: Date.parse(until) }),
    })),
  }
}
