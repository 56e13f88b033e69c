'use client'
import { useEffect, useState } from 'react'
import type { SubscriptionChange } from '../../contract/subscription-change.ts'
import type { UpgradeMessages } from './upgrade-messages.ts'
import { useAnnouncement } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { Outcome } from './Outcome.tsx'
import { runningSince } from './running-since.ts'
import type { StepParts } from './step-parts.ts'

/** After this long it is said that the change goes on without anybody watching. */
const patienceMs = 10_000

/** A change is on its way: how far it is, and after a while that it need not be waited for. */
export function SettlingStep(props: StepParts) {
  const { upgrade, messages, close } = props
  const { change, step } = upgrade
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  const stage = change ? stageOf(change, messages) : ''
  useAnnouncement(isSlow ? messages.slowStage({ stage }) : stage)
  return (
    <>
      <Outcome
        tone="accent"
        label={messages.titles.settling}
        state={change?.state ?? 'settling'}
        heading={stage}
        text={
          <>
            {step === 'running' && `${runningSince(props)} `}
            {messages.goesOn}
          </>
        }
      />
      <div data-part="upgrade-foot" data-r3="foot">
        <p data-part="upgrade-summary" data-r3="small muted">
          {isSlow ? messages.slow : messages.usually}
        </p>
        <Button part="upgrade-secondary" onClick={close}>
          {messages.close}
        </Button>
      </div>
    </>
  )
}

/** What has arrived is said immediately; that the plan is there is not, before it is seen. */
function stageOf(change: SubscriptionChange, { stages }: UpgradeMessages): string {
  switch (change.state) {
    case 'awaiting_payment':
    case 'paid':
    case 'applied':
      return stages[change.state]
    case 'applying':
      return change.collection === 'paid' ? stages.paid : stages.applying
    default:
      return ''
  }
}
