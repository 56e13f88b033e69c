'use client'
import type { ReactNode, Ref } from 'react'

interface ButtonProps {
  /** Its `data-part`. */
  part: string
  /** `primary`: the one thing to do here. Default: an ordinary button. */
  kind?: 'primary' | 'quiet' | 'danger' | undefined
  size?: 'small'
  /** For styling: what the button stands for. */
  action?: string
  type?: 'submit'
  /** Nothing happens when it is pressed; it keeps the focus, which `disabled` would take away. */
  isWaiting?: boolean
  /** Waiting, and with a spinner before its text. */
  isBusy?: boolean
  onClick?: (() => void) | undefined
  buttonRef?: Ref<HTMLButtonElement>
  children: ReactNode
}

/** A button that says what it does. */
export function Button(props: ButtonProps) {
  const { part, kind, size, action, type = 'button', isBusy, onClick, buttonRef, children } = props
  const isWaiting = props.isWaiting || isBusy
  return (
    <button
      type={type}
      ref={buttonRef}
      data-part={part}
      data-r3="button"
      data-kind={kind}
      data-size={size}
      data-action={action}
      aria-disabled={isWaiting || undefined}
      aria-busy={isBusy || undefined}
      onClick={isWaiting ? undefined : onClick}
    >
      {isBusy && <span data-r3="spinner" />}
      <span data-r3="">{children}</span>
    </button>
  )
}

/** A button with an icon in it and a name for those who do not see it. */
export function IconButton({ part, name, onClick, children }: IconButtonProps) {
  return (
    <button type="button" data-part={part} data-r3="icon-button" aria-label={name} onClick={onClick}>
      {children}
    </button>
  )
}

interface IconButtonProps {
  part: string
  name: string
  onClick: () => void
  children: ReactNode
}
