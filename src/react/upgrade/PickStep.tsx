'use client'
import { useCallback } from 'react'
import { withBdi } from '../format/with-bdi.tsx'
import { PackagePicker, type PackagePickerProps } from '../packages/PackagePicker.tsx'
import { useLatest } from '../use-latest.ts'
import { dueAmount } from './due-amount.ts'
import type { StepParts } from './step-parts.ts'

/** The plans, and what the chosen one costs today. Choosing only asks for the price. */
export function PickStep({
  websiteId,
  upgrade,
  messages,
  words,
  ...slots
}: StepParts & Pick<PackagePickerProps, 'features' | 'contact' | 'footnote' | 'paymentOrigins'>) {
  const { intent, quote, view } = upgrade
  const chosenId = intent?.kind === 'choose' ? intent.packageId : null
  const chosen = upgrade.packages.find(({ id }) => id === chosenId)
  const review = useLatest(upgrade.review)
  const keep = useCallback(() => review.current({ kind: 'keep' }), [review])
  return (
    <form
      data-part="upgrade-step"
      onSubmit={(event) => {
        event.preventDefault()
        upgrade.review()
      }}
    >
      <PackagePicker websiteId={websiteId} value={chosenId} onChange={upgrade.choose} onKeep={keep} {...slots} />
      {view?.role === 'manager' && !view.paymentDue && (
        <footer data-part="upgrade-footer">
          <p data-part="upgrade-summary">
            {!chosen && messages.choosePrompt}
            {chosen && quote && (
              <>
                {messages.due[quote.dueToday.kind]} <b>{withBdi(words.format.money(dueAmount(quote)))}</b>
              </>
            )}
          </p>
          {chosen && (
            <button type="submit" data-part="upgrade-primary">
              {messages.continueWith({ name: words.name(chosen) })}
            </button>
          )}
        </footer>
      )}
    </form>
  )
}
