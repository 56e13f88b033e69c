'use client'
import type { CSSProperties } from 'react'
import type { Usage } from '../../contract/consumption.ts'
import { withBdi } from '../format/with-bdi.tsx'
import type { SubscriptionMessages } from './subscription-messages.ts'
import type { PlanWords } from '../packages/plan-words.ts'
import { Icon, errorIcon, warnIcon } from '../ui/Icon.tsx'
import { setStyle } from '../ui/set-style.ts'

interface UsageBandProps {
  usage: Usage
  messages: SubscriptionMessages
  words: PlanWords
}

/** How near a limit is: `low` when less than a quarter of it is left. */
export function usageLevel(usage: Usage): 'fine' | 'low' | 'reached' {
  if (usage.kind !== 'limited' || usage.used * 4 <= usage.limit * 3) return 'fine'
  return usage.used >= usage.limit ? 'reached' : 'low'
}

/** What is used, of what, and when it is counted from 0 again. Nothing where the platform does not say, or records nothing. */
export function UsageBand({ usage, messages, words: { format, unit } }: UsageBandProps) {
  // Also of a kind that is newer than this page.
  if (!('used' in usage)) return null
  const { used, resetsAt } = usage
  const level = usageLevel(usage)
  const facts = { used: `\u2068${format.number(used)}\u2069`, unit: unit(used) }
  const day = resetsAt && format.day(resetsAt)
  const share = usage.kind === 'limited' ? `${Math.min(100, (used / usage.limit) * 100)}` : undefined
  const text = {
    limited: () => {
      const limit = usage.kind === 'limited' ? usage.limit : 0
      return messages.usedOf({ ...facts, limit: format.number(limit), unit: unit(limit) })
    },
    unlimited: () => messages.usedSoFar(facts),
    pool_share: () => messages.usedByWebsite(facts),
  }[usage.kind]()
  return (
    <div data-part="panel-usage" data-r3="" data-state={level}>
      <div data-part="usage-line" data-r3="small">
        <span data-part="usage-count" data-r3="number">
          {withBdi(text)}
        </span>
        {day && <span data-r3="muted">{messages.resets({ day })}</span>}
      </div>
      {usage.kind === 'limited' && (
        <span
          data-part="usage-meter"
          data-r3="meter"
          data-state={level}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the element cannot be drawn alike in every browser
          role="meter"
          aria-label={messages.meter}
          aria-valuemin={0}
          aria-valuemax={usage.limit}
          aria-valuenow={Math.min(used, usage.limit)}
          aria-valuetext={text.replace(/[\u2068\u2069]/g, '')}
          ref={setStyle({ '--r3-share': share })}
          style={{ '--r3-share': share } as CSSProperties}
        />
      )}
      {level !== 'fine' && (
        <p data-part="usage-pace" data-r3="small toned" data-tone={level === 'low' ? 'warn' : 'bad'}>
          <Icon d={level === 'low' ? warnIcon : errorIcon} />
          <span data-r3="">{level === 'low' ? messages.usageLow : messages.usageReached({ day })}</span>
        </p>
      )}
    </div>
  )
}
