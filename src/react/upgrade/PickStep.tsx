'use client'
import { useCallback } from 'react'
import { withBdi } from '../format/with-bdi.tsx'
import { PackagePicker, type PackagePickerProps } from '../packages/PackagePicker.tsx'
import { useAnnouncement } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { DialogBody } from '../ui/Dialog.tsx'
import { useLatest } from '../use-latest.ts'
import { dueAmount, withTax } from './due-amount.ts'
import type { FirstStepParts } from './step-parts.ts'

/** What a partner puts into the list of plans. */
export type PickerSlots = Pick<
  PackagePickerProps,
  'renderFeatures' | 'contact' | 'footnote' | 'paymentOrigins' | 'loading' | 'renderError'
>

/** The plans, and what the chosen one costs today. Choosing only asks for the price. */
export function PickStep({ websiteId, upgrade, messages, words, ...slots }: FirstStepParts & PickerSlots) {
  const { intent, quote, view, packages } = upgrade
  const chosenId = intent?.kind === 'choose' ? intent.packageId : null
  const chosen = packages.find(({ id }) => id === chosenId)
  const review = useLatest(upgrade.review)
  const keep = useCallback(() => review.current({ kind: 'keep' }), [review])

  const name = chosen && words.messages.planInInterval({ name: words.name(chosen), interval: chosen.interval })
  const summary =
    chosen &&
    quote &&
    messages.summary({
      due: quote.dueToday.kind,
      amount: withTax(quote, words.format.money(dueAmount(quote)), messages),
      next: chosen.price.amountMinor > 0 ? words.price(chosen) : null,
    })
  useAnnouncement(name && summary && messages.chosen({ name, summary }))

  return (
    <form
      data-part="upgrade-form"
      data-r3="contents"
      onSubmit={(event) => {
        event.preventDefault()
        upgrade.review()
      }}
    >
      <DialogBody part="upgrade-body">
        <PackagePicker websiteId={websiteId} value={chosenId} onChange={upgrade.choose} onKeep={keep} {...slots} />
      </DialogBody>
      {view?.may.includes('plan') && view.payment.standing === 'paid' && packages.length > 0 && (
        <div data-part="upgrade-foot" data-r3="foot">
          <div data-part="upgrade-summary" data-r3="">
            {name && (
              <p data-part="upgrade-chosen" data-r3="label">
                {name}
              </p>
            )}
            <p data-part="upgrade-cost" data-r3="small muted">
              {chosen ? summary && withBdi(summary) : messages.choosePrompt}
            </p>
          </div>
          {/* There from the beginning, so that nothing appears under the pointer. */}
          <Button part="upgrade-primary" kind="primary" type="submit" isWaiting={!chosen}>
            {messages.continue}
          </Button>
        </div>
      )}
    </form>
  )
}
