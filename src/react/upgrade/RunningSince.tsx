'use client'
import type { StepParts } from './step-parts.ts'

/** Of a change that was found: what was asked for, and when. */
export function RunningSince({ upgrade, messages, words }: StepParts) {
  const { step, change, packages } = upgrade
  if (step !== 'running' || !change) return null
  const { intent, startedAt } = change
  const wanted = packages.find(({ id }) => intent.kind === 'choose' && id === intent.packageId)
  return (
    <p data-part="upgrade-text">
      {messages.runningSince({ name: wanted ? words.name(wanted) : '', ago: words.format.ago(startedAt) })}
    </p>
  )
}
