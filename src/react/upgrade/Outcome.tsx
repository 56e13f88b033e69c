'use client'
import type { ReactNode } from 'react'
import { DialogBody } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'

interface OutcomeProps {
  tone: 'accent' | 'good' | 'warn' | 'bad'
  /** Default: a spinner. */
  icon?: string
  heading: ReactNode
  text?: ReactNode
  /** Facts that are announced with it. */
  facts?: ReactNode
  /** How it ended, for styling. */
  state: string
  /** `alert` where something went wrong. */
  role?: 'alert' | 'status' | undefined
  label: string
  children?: ReactNode
}

/** Where a change stands: a mark, what happened, and what it means. */
export function Outcome({ tone, icon, heading, text, facts, state, role, label, children }: OutcomeProps) {
  return (
    <DialogBody part="upgrade-body" label={label}>
      <div data-part="outcome" data-r3="root" data-state={state}>
        <div data-part="outcome-said" data-r3="" role={role}>
          <span data-part="outcome-mark" data-r3="" data-tone={tone}>
            {icon ? <Icon d={icon} /> : <span data-part="spinner" data-r3="spinner" />}
          </span>
          <p data-part="outcome-heading" data-r3="heading">
            {heading}
          </p>
          {text && (
            <p data-part="outcome-text" data-r3="muted">
              {text}
            </p>
          )}
          {facts}
        </div>
        {children}
      </div>
    </DialogBody>
  )
}

/** A few facts below an outcome, each in a row of its own. */
export function OutcomeRow({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <div data-part="outcome-row" data-r3="small">
      <span data-r3="muted">{term}</span>
      <span data-r3="number">{children}</span>
    </div>
  )
}
