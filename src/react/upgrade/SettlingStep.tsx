'use client'
import { useEffect, useState } from 'react'
import type { SubscriptionChange } from '../../contract/subscription-change.ts'
import type { UpgradeMessages } from '../messages/upgrade-messages.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { RunningSince } from './RunningSince.tsx'
import type { StepParts } from './step-parts.ts'

/** After this long it is said that the change goes on without anybody watching. */
const patienceMs = 10_000

/** A change is on its way: how far it is, and after a while that nobody has to wait for it. */
export function SettlingStep(props: StepParts) {
  const { upgrade, messages, close } = props
  const { change } = upgrade
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  const stage = change ? stageOf(change, messages) : ''
  const said = isSlow ? `${stage} ${messages.goesOn}` : stage
  const announce = useAnnounce()
  useEffect(() => announce(said), [said, announce])
  return (
    <div data-part="upgrade-step">
      <div data-part="upgrade-progress" data-state={change?.state}>
        <span data-part="upgrade-spinner" />
        <RunningSince {...props} />
        <p data-part="upgrade-stage">{stage}</p>
        {isSlow && <p data-part="upgrade-text">{messages.goesOn}</p>}
      </div>
      <footer data-part="upgrade-footer">
        <button type="button" data-part="upgrade-secondary" onClick={close}>
          {messages.close}
        </button>
      </footer>
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
