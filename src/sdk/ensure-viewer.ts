import type { WireContributors } from './wire/wire-contributors.ts'
import type { CallOptions } from './call-options.ts'
import { findOrNull } from './find-or-null.ts'
import type { Intpcs } from './intpcs.ts'
import { ThreeAsError, ThreeAsInvalidRequestError } from './three-as-error.ts'
import { wait } from './wait.ts'
import type { WebsiteHandle } from './website-handle.ts'

/** A person who may look at one website, and at nothing else. */
export interface WantedViewer {
  intpWebsiteId: string
  /** A customer id of the viewer's own, never the owner's. */
  viewerId: string
  /** For the customer, where they have to be made. */
  email: string
}

/** Waited before each look: a contributor who was just added may not be listed yet. */
const waitsMs = [0, 250, 750]

/**
 * Makes a person a watcher of a website unless they are one: a customer of their own, without a website. A dashboard URL is
 * then signed for them: `visa.intpc(viewerId).generateIFrameDashboardUrl(intpWebsiteId)`.
 */
export async function ensureViewer(
  { intpcs, website }: { intpcs: Intpcs; website: WebsiteHandle },
  { viewerId, email }: WantedViewer,
  options: CallOptions = {},
): Promise<{ isNew: boolean }> {
  let failure: unknown
  for (const waitMs of waitsMs) {
    await wait(waitMs, options.signal)
    if (isWatcher(await website.listContributors(options), viewerId)) return { isNew: false }
    try {
      const customer = await findOrNull(intpcs.getByIntpCustomerId(viewerId, options))
      if (!customer) await intpcs.create({ intpCustomerId: viewerId, email }, options)
      await website.addContributor({ intpCustomerId: viewerId, role: 'watcher' }, options)
      return { isNew: true }
    } catch (error) {
      const mayBeThere = error instanceof ThreeAsInvalidRequestError
      if (!mayBeThere && !(error instanceof ThreeAsError && error.mayHaveTakenEffect)) throw error
      failure = error
    }
  }
  throw failure
}

/** @throws when they may do more, or other things, than look: such a customer is not a viewer. */
function isWatcher({ owner, contributors }: WireContributors, viewerId: string): boolean {
  const has = (people: readonly { intpCustomerId: string }[]) =>
    people.some(({ intpCustomerId }) => intpCustomerId === viewerId)
  if (has([owner]) || has(contributors.editor) || has(contributors.dashboard)) {
    throw new ThreeAsInvalidRequestError({
      message: 'ensureViewer: this customer already has another role in the website than that of a viewer.',
      hint: 'Give viewers a customer id of their own; the owner’s would let them change everything.',
      call: 'ensureViewer',
    })
  }
  return has(contributors.watcher)
}
