'use client'
import { useEffect, useState } from 'react'
import type { SubscriptionChange } from '../../contract/subscription-change.ts'
import type { UpgradeMessages } from '../messages/upgrade-messages.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { PayButtons } from './PayStep.tsx'
import type { StepParts } from './UpgradeModal.tsx'

/** After this long it is said that the change goes on without anybody watching. */
const patienceMs = 10_000

/** A change is on its way: how far it is, and after a while that nobody has to wait for it. */
export function SettlingStep(props: StepParts) {
  const { upgrade, messages, words, close } = props
  const { step, change, packages } = upgrade
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  const stage = change ? stageOf(change, messages) : ''
  const said = isSlow ? `${stage} ${messages.goesOn}` : stage
  const announce = useAnnounce()
  useEffect(() => announce(said), [said, announce])

  const intent = change?.intent
  const wanted = packages.find(({ id }) => intent?.kind === 'choose' && id === intent.packageId)
  return (
    <div data-part="step">
      <div data-part="progress" data-state={change?.state}>
        <span data-part="spinner" />
        {step === 'running' && change && (
          <p data-part="text">
            {messages.runningSince({
              name: wanted ? words.name(wanted) : '',
              time: words.format.time(change.startedAt),
            })}
          </p>
        )}
        <p data-part="stage">{stage}</p>
        {isSlow && <p data-part="text">{messages.goesOn}</p>}
      </div>
      {change?.state === 'awaiting_payment' && step === 'running' ? (
        <PayButtons {...props} />
      ) : (
        <footer data-part="footer">
          <button type="button" data-part="secondary" onClick={close}>
            {messages.close}
          </button>
        </footer>
      )}
    </div>
  )
}

/** What has arrived is said at once; that the plan is there is not, before it is seen. */
function stageOf(change: SubscriptionChange, { stages }: UpgradeMessages): string {
  switch (change.state) {
    case 'awaiting_payment':
    case 'paid':
    case 'applied':
      return stages[change.state]
    case 'applying':
      return change.isPaid === 'yes' ? stages.paid : stages.applying
    default:
      return ''
  }
}
