import type { TestProject } from 'vitest/node'
import { startPostgres } from '../backend/postgres.ts'
import { buildAcmePage } from './acme-page.ts'
import { buildSite } from './build-site.ts'
import { startChromium } from './chromium-server.ts'
import { onDemand } from './on-demand.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Ports that `whereIs` asks. */
    shared: { postgres: number; chromium: number; acmePage: number; site: number }
  }
}

/** What takes seconds to start is started once for all files of a run, and only when one of them needs it. */
export default async function setup(project: TestProject) {
  const postgres = await onDemand(async () => {
    const server = await startPostgres()
    return { at: server.url, stop: () => server.stop() }
  })
  const chromium = await onDemand(startChromium)
  const acmePage = await onDemand(buildAcmePage)
  const site = await onDemand(buildSite)
  project.provide('shared', {
    postgres: postgres.port,
    chromium: chromium.port,
    acmePage: acmePage.port,
    site: site.port,
  })
  return async () => {
    await Promise.all([postgres, chromium, acmePage, site].map((shared) => shared.stop()))
  }
}
