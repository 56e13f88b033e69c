'use client'
import type { ReactNode, Ref } from 'react'
import { useAnalytics } from '../analytics-context.ts'
import type { HostButtonProps } from '../host-components.ts'

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
  const { Button: Host } = useAnalytics().components
  const own: Omit<HostButtonProps, 'kind' | 'size' | 'isBusy' | 'children'> = {
    type,
    ...(buttonRef && { ref: buttonRef }),
    'data-part': part,
    'data-action': action,
    'aria-disabled': isWaiting || undefined,
    'aria-busy': isBusy || undefined,
    onClick: isWaiting ? undefined : onClick,
  }
  if (Host) {
    return (
      <Host {...own} kind={kind ?? 'secondary'} size={size ?? 'medium'} isBusy={isBusy ?? false}>
        {children}
      </Host>
    )
  }
  return (
    <button {...own} data-r3="button" data-kind={kind} data-size={size}>
      {isBusy && <span data-r3="spinner" />}
      <span data-r3="">{children}</span>
    </button>
  )
}

/** A button with an icon in it and a name for those who do not see it. */
export function IconButton({ part, name, onClick, children }: IconButtonProps) {
  const { Button: Host } = useAnalytics().components
  const own = { type: 'button', 'data-part': part, 'aria-label': name, onClick } as const
  if (Host) {
    return (
      <Host {...own} kind="icon" size="medium" isBusy={false}>
        {children}
      </Host>
    )
  }
  return (
    <button {...own} data-r3="icon-button">
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
