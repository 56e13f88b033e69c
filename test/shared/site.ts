import { inject } from 'vitest'
import { servedSite, type BuiltSite } from '../workbench/built-site.ts'
import { whereIs } from './on-demand.ts'

/** The workbench and the docs of this run, built once, on a server of the caller's own. */
export async function sharedSite(): Promise<BuiltSite> {
  return servedSite(await whereIs(inject('shared').site))
}
