import { targetOf } from '../ledger/change-row.ts'
import { changeOpen } from '../ledger/change-open.ts'
import { subjectOf, type Subject } from '../ledger/system-change.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { notFound, platformError, type Platform } from '../platform/platform.ts'
import { instantFromWire } from '../../sdk/wire/wire-website.ts'
import type { VisitorAnalytics } from '../../sdk/visitor-analytics.ts'

interface Parts {
  threeAs: VisitorAnalytics
  platform: Platform
  ledger: Ledger
}

/** Deletes a website once nothing is charged for it any more. A pool goes on: it is the customer's. */
export async function removeWebsite({ threeAs, platform, ledger }: Parts, websiteId: string): Promise<void> {
  const [website, { holder }] = await Promise.all([platform.website(websiteId), platform.company()])
  if (!website) throw notFound()
  const customerId = website.intpCustomerId
  const target = targetOf(holder, websiteId, customerId)
  const subject = { target, customerId, websiteId, holder }
  if (holder === 'website') await endFor(ledger, subject, instantFromWire(website.createdAt))
  await deleted(threeAs.website(websiteId).delete())
}

/** Deletes a customer and all its websites once nothing is charged for any of them. */
export async function removeCustomer({ threeAs, platform, ledger }: Parts, customerId: string): Promise<void> {
  const [websites, { holder }] = await Promise.all([platform.websitesOf(customerId), platform.company()])
  const subjects = websites.map((website) => {
    const websiteId = website.intpWebsiteId
    return { subject: { target: targetOf(holder, websiteId, customerId), customerId, websiteId, holder }, website }
  })
  const byTarget = new Map(subjects.map((found) => [found.subject.target, found]))
  for (const { subject, website } of byTarget.values())
    await endFor(ledger, subject, instantFromWire(website.createdAt))
  if (holder === 'customer' && websites.length === 0) await endForUnseen(ledger, customerId)
  await deleted(threeAs.intpc(customerId).delete())
}

/** What is not paid is withdrawn; what is paid and not applied yet has to come to its end first. */
async function endFor(ledger: Ledger, subject: Subject, madeAt: string | null): Promise<void> {
  const open = await ledger.openOf(subject.target, subject.customerId)
  const settled = open && (await ledger.abandon(open))
  const stillOpen = settled && (await ledger.openOf(subject.target, subject.customerId))
  if (stillOpen) throw changeOpen(stillOpen)
  await ledger.endCharge(subject, madeAt)
}

/** A pool without a website is known by what was done here: without that, nothing is charged for it. */
async function endForUnseen(ledger: Ledger, customerId: string): Promise<void> {
  const [last] = await ledger.list({ of: { customerId }, state: null, since: 0, after: null, most: 1 })
  if (last) await endFor(ledger, subjectOf(last), null)
}

async function deleted(call: Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (error) {
    throw platformError(error)
  }
}
