import type { StepParts } from './step-parts.ts'

/** Of a change that was found: what was asked for, and when. */
export function runningSince({
  upgrade: { change, packages, view },
  messages,
  words,
}: Pick<StepParts, 'messages' | 'words'> & {
  upgrade: Pick<StepParts['upgrade'], 'change' | 'packages' | 'view'>
}): string {
  if (!change) return ''
  const { intent, startedAt } = change
  const wanted = packages.find(({ id }) => intent.kind === 'choose' && id === intent.packageId)
  return messages.runningSince({ name: wanted ? words.name(wanted) : '', ago: words.format.ago(startedAt, view?.now) })
}
