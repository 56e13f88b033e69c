'use client'
import { englishDoorway } from '../dashboard/dashboard-messages.ts'
import { useMessages } from '../use-messages.ts'
import { Button } from '../ui/Button.tsx'
import { DialogBody } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { loadOnce, useLoaded } from './load-once.ts'
import type { LaterStepsProps } from './step-parts.ts'

const steps = loadOnce(async () => (await import('./StepAfterPick.tsx')).StepAfterPick)

/** Loads what comes after the plans. */
export const loadLaterSteps = steps.load

/** Whatever comes after the plans: loaded once a plan is chosen, since most who look at plans choose none. */
export function LaterSteps(props: LaterStepsProps) {
  const { step, intent } = props.parts.upgrade
  const texts = useMessages('dashboard', englishDoorway)
  const isShown = step !== 'pick'
  const { part: Step, error, retry } = useLoaded(steps, isShown || intent !== null, false)
  if (!isShown) return null
  if (Step) return <Step {...props} />
  return (
    <>
      <DialogBody part="upgrade-body" label={texts.plansLoading}>
        {error !== null ? (
          <Notice
            part="upgrade-missing"
            tone="bad"
            role="alert"
            actions={
              <Button part="upgrade-retry" size="small" onClick={retry}>
                {texts.retry}
              </Button>
            }
          >
            {texts.plansNotLoaded}
          </Notice>
        ) : (
          <span data-part="spinner" data-r3="spinner" />
        )}
      </DialogBody>
      <div data-part="upgrade-foot" data-r3="foot" />
    </>
  )
}
