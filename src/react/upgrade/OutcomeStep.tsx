'use client'
import type { PackagePickerProps } from '../packages/PackagePicker.tsx'
import { Features, holdsNothing } from '../packages/Features.tsx'
import { refusalText } from '../packages/refusal-text.ts'
import { withBdi } from '../format/with-bdi.tsx'
import { Button } from '../ui/Button.tsx'
import { errorIcon, infoIcon, warnIcon } from '../ui/Icon.tsx'
import { checkIcon } from '../ui/icons.ts'
import { Outcome, OutcomeRow } from './Outcome.tsx'
import { outcomeText } from './outcome-text.ts'
import type { StepParts } from './step-parts.ts'

interface OutcomeStepProps extends StepParts, Pick<PackagePickerProps, 'renderFeatures' | 'contact'> {
  /** Leads to the plan. */
  onViewPlan: (() => void) | undefined
  /** True where a dashboard is behind the dialog. */
  isInFrame: boolean
}

/** How it ended, what it means, and what comes next. */
export function OutcomeStep(props: OutcomeStepProps) {
  const { upgrade, messages, words, close, onViewPlan } = props
  const { step, change } = upgrade
  const remark = remarkOf()
  const look = looks[step as keyof typeof looks] ?? looks.refused
  const isDeclined = step === 'failed' && change?.state === 'failed'
  return (
    <>
      <Outcome
        {...look}
        state={step}
        role={step === 'done' ? 'status' : 'alert'}
        label={messages.titles[step]}
        heading={heading()}
        text={
          <>
            {text()}
            {remark && (
              <span data-part="outcome-remark" data-r3="">
                {remark}
              </span>
            )}
          </>
        }
        facts={
          change?.state === 'needs_attention' && (
            <OutcomeRow term={messages.reference}>
              <code>{change.reference}</code>
            </OutcomeRow>
          )
        }
      >
        <Unlocked {...props} />
        {step === 'needs_attention' && props.contact}
      </Outcome>
      <div data-part="upgrade-foot" data-r3="foot">
        {buttons()}
      </div>
    </>
  )

  function heading(): string {
    if (isDeclined) return messages.declined
    return step === 'needs_attention' ? messages.needsAttention : sentence()
  }

  function sentence(): string {
    return outcomeText(step, change, upgrade.view, messages, words)
  }

  function text() {
    if (isDeclined) return messages.failed
    if (step === 'needs_attention') return messages.nothingToPay
    const subscription = upgrade.view?.subscription
    if (step !== 'done' || change?.intent.kind !== 'choose' || subscription?.status !== 'active') return null
    const { plan, endsAt, planned } = subscription
    if (planned || !endsAt || !plan.price?.amountMinor) return null
    return withBdi(messages.renewsOn({ day: words.format.day(endsAt), amount: words.format.money(plan.price) }))
  }

  function buttons() {
    if (step === 'refused' || step === 'failed') {
      return (
        <>
          <Button part="upgrade-secondary" kind={isDeclined ? undefined : 'primary'} onClick={upgrade.back}>
            {messages.chooseAgain}
          </Button>
          {isDeclined && (
            <Button
              part="upgrade-primary"
              kind="primary"
              onClick={() => {
                upgrade.back()
                upgrade.review(change.intent)
              }}
            >
              {messages.payAgain}
            </Button>
          )}
        </>
      )
    }
    return (
      <>
        {step === 'done' && onViewPlan && (
          <Button part="upgrade-secondary" onClick={onViewPlan}>
            {messages.viewPlan}
          </Button>
        )}
        <Button part="upgrade-primary" kind={step === 'done' ? 'primary' : undefined} onClick={close}>
          {step === 'done' && props.isInFrame ? messages.backToAnalytics : messages.close}
        </Button>
      </>
    )
  }

  function remarkOf(): string | undefined {
    if (upgrade.error?.code === 'framed') return messages.framed
    if (upgrade.error) return refusalText(upgrade.error, words.messages)
    return change && 'reason' in change && step !== 'needs_attention' ? messages.reasons[change.reason] : undefined
  }
}

const looks = {
  done: { tone: 'good', icon: checkIcon },
  needs_attention: { tone: 'warn', icon: warnIcon },
  closed: { tone: 'accent', icon: infoIcon },
  refused: { tone: 'bad', icon: errorIcon },
} as const

/** What the new plan holds, in the partner's words. */
function Unlocked({ upgrade: { step, change, packages }, messages, words, renderFeatures }: OutcomeStepProps) {
  const intent = change?.intent
  const plan = packages.find(({ id }) => intent?.kind === 'choose' && id === intent.packageId)
  const held = step === 'done' && plan && renderFeatures?.(plan)
  return held && !holdsNothing(held) ? (
    <div data-part="outcome-unlocked" data-r3="">
      <p data-part="outcome-label" data-r3="label">
        {messages.included({ name: words.name(plan) })}
      </p>
      <Features part="outcome-features" held={held} />
    </div>
  ) : null
}
