'use client'
import type { CSSProperties } from 'react'
import type { Usage } from '../../contract/consumption.ts'
import { withBdi } from '../format/with-bdi.tsx'
import type { SubscriptionMessages } from './subscription-messages.ts'
import type { PlanWords } from '../packages/plan-words.ts'
import { useAnnouncement } from '../ui/Announcer.tsx'
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
  const resetsAt = 'used' in usage && usage.resetsAt
  const day = resetsAt ? format.day(resetsAt) : null
  const level = usageLevel(usage)
  const pace = level === 'fine' ? '' : level === 'low' ? messages.usageLow : messages.usageReached({ day })
  // Once for each level: not again when the number is read anew.
  useAnnouncement(pace)
  // Also of a kind that is newer than this page.
  if (!('used' in usage)) return null
  const { used } = usage
  const facts = { used: `\u2068${format.number(used)}\u2069`, unit: unit(used) }
  const limit = usage.kind === 'limited' ? usage.limit : 0
  const share = limit ? `${Math.min(100, (used / limit) * 100)}` : undefined
  const text = {
    limited: () => messages.usedOf({ ...facts, limit: format.number(limit), unit: unit(limit) }),
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
      {share && (
        <span
          data-part="usage-meter"
          data-r3="meter"
          data-state={level}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the element cannot be drawn alike in every browser
          role="meter"
          aria-label={messages.meter}
          aria-valuemin={0}
          aria-valuemax={limit}
          aria-valuenow={Math.min(used, limit)}
          aria-valuetext={text.replace(/[\u2068\u2069]/g, '')}
          ref={setStyle({ '--r3-share': share })}
          style={{ '--r3-share': share } as CSSProperties}
        />
      )}
      {pace && (
        <p data-part="usage-pace" data-r3="small toned" data-tone={level === 'low' ? 'warn' : 'bad'}>
          <Icon d={level === 'low' ? warnIcon : errorIcon} />
          <span data-r3="">{pace}</span>
        </p>
      )}
    </div>
  )
}
