import type { ComponentType, ReactNode, Ref, RefObject } from 'react'

/**
 * Components of the host's own, in place of the kit's. Each gets what its part has to do; how it looks is the host's
 * business, and no style of the kit reaches it. `componentContract` of `react-3as/testing-library` tests them.
 */
export interface HostComponents {
  Button?: ComponentType<HostButtonProps> | undefined
  Link?: ComponentType<HostLinkProps> | undefined
  Radio?: ComponentType<HostRadioProps> | undefined
  Notice?: ComponentType<HostNoticeProps> | undefined
  Skeleton?: ComponentType<HostSkeletonProps> | undefined
  Dialog?: ComponentType<HostDialogProps> | undefined
}

/** All but `kind`, `size` and `isBusy` belong on a native `<button>`. */
export interface HostButtonProps {
  'data-part': string
  'data-action'?: string | undefined
  /** `primary`: the one thing to do here. `icon`: `children` is an icon, and `aria-label` the name. */
  kind: 'primary' | 'secondary' | 'quiet' | 'danger' | 'icon'
  size: 'small' | 'medium'
  /** Its work is under way: a place for a spinner. */
  isBusy: boolean
  type: 'button' | 'submit'
  'aria-label'?: string | undefined
  /** Never `disabled` in its place: that would take the focus away. */
  'aria-disabled'?: true | undefined
  'aria-busy'?: true | undefined
  onClick?: (() => void) | undefined
  /** With React 18 only a component made with `forwardRef` gets it. */
  ref?: Ref<HTMLButtonElement> | undefined
  children: ReactNode
}

/** All belong on an `<a>`, which looks like the one thing to do. */
export interface HostLinkProps {
  'data-part': string
  href: string
  target: '_blank'
  rel: 'noreferrer'
  children: ReactNode
}

/** All belong on an `<input type="radio">`: what has the same `name` is one group, for arrow keys as well. */
export interface HostRadioProps {
  'data-part': string
  id: string
  name: string
  value: string
  checked: boolean
  onChange: () => void
  'aria-describedby': string
}

export interface HostNoticeProps {
  'data-part': string
  tone: 'accent' | 'warn' | 'bad'
  /** Belongs on the outermost element: `alert` is said to screen readers immediately. */
  role?: 'alert' | undefined
  /** Buttons and links. */
  actions?: ReactNode
  children: ReactNode
}

export interface HostSkeletonProps {
  'data-part': string
  /** As CSS has them. Default: as wide as its place, as high as a line. */
  width?: string | undefined
  height?: string | undefined
}

/** The shell around a dialog: where it stands, what lies behind it, and where the focus goes. */
export interface HostDialogProps {
  'data-part': string
  'data-step': string
  open: boolean
  /** To be called with `false` for Escape, and for a press beside it where that closes dialogs of the host. */
  onOpenChange: (open: boolean) => void
  /** `small`: a question. */
  size: 'small' | 'medium'
  /** False while a payment provider's own element is inside: its scripts have to reach the whole page. */
  isModal: boolean
  role: 'dialog' | 'alertdialog'
  /** Both belong on the element with the role. */
  'aria-labelledby': string
  'aria-describedby'?: string | undefined
  /** Takes the focus when it opens. Further steps move it themselves. */
  initialFocus: RefObject<HTMLElement | null>
  /** Asked where the focus goes on closing when what had it before is gone. */
  finalFocus: () => HTMLElement | null
  children: ReactNode
}
