'use client'
import { useCallback, useEffect, useId, useRef, type CSSProperties, type ReactNode, type RefObject } from 'react'
import { useAnalytics } from '../analytics-context.ts'
import { useDomEffect } from '../use-dom-effect.ts'
import { useLatest } from '../use-latest.ts'
import { IconButton } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { backIcon, closeIcon } from './icons.ts'
import { closeDialog, openDialog, scrollToTop } from './native-dialog.ts'
import { lockScroll } from './scroll-lock.ts'

export interface DialogProps {
  /** Its `data-part`, and the start of those of what is in it. */
  name: string
  isOpen: boolean
  /** Asked to close, by Escape or the close button. Closing is always safe. */
  onClose: () => void
  title: string
  /** Under the title: what it is about. */
  subtitle?: string | undefined
  /** `small`: a question. Default: one size for every step of a journey, so that nothing jumps. */
  size?: 'small'
  /** The way back, before the title, so that nothing ever takes its place. */
  back?: { label: string; onClick: () => void } | undefined
  /** Another step gives the focus to the title again. */
  step: string
  /** Default: no close button, where there are answers instead. */
  closeLabel?: string
  /** Gets the focus on closing when whatever had it before is gone. Default: the place where the dialog stands. */
  finalFocus?: RefObject<HTMLElement | null> | undefined
  className?: string | undefined
  style?: CSSProperties | undefined
  /** Not modal while a payment provider works, so that what its script puts into the page can be reached. Default: true. */
  isModal?: boolean
  /** A question: announced with its text, and the focus is on the answer that loses nothing. */
  question?: { textId: string; safeAnswer: RefObject<HTMLElement | null> }
  children?: ReactNode
}

/**
 * A native dialog. Its title gets the focus, at each step anew; closing gives the focus back to what had it before. The page
 * behind does not scroll.
 */
export function Dialog(props: DialogProps) {
  const { name, isOpen, title, subtitle, size, back, step, closeLabel, isModal = true, question, children } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const place = useRef<HTMLSpanElement>(null)
  const isOurDoing = useRef(false)
  const titleId = useId()
  const latest = useLatest(props)
  const finalFocus = useCallback(() => latest.current.finalFocus?.current ?? place.current, [latest])
  const unheard = (act: () => void) => {
    isOurDoing.current = true
    act()
    isOurDoing.current = false
  }

  useDomEffect(() => {
    const element = dialog.current
    if (!isOpen || !element) return undefined
    const unlock = lockScroll()
    return () => {
      unlock()
      unheard(() => closeDialog(element))
      if (document.activeElement !== document.body) return
      finalFocus()?.focus({ preventScroll: true })
    }
  }, [isOpen, finalFocus])

  useDomEffect(() => {
    const element = dialog.current
    if (!isOpen || !element) return
    // Only a closed dialog can be opened the other way. Nothing is moved in the page: that would reload a payment iframe.
    unheard(() => {
      if (element.open) closeDialog(element)
      openDialog(element, isModal)
    })
  }, [isOpen, isModal])

  useDomEffect(() => {
    if (!isOpen) return
    const first = latest.current.question?.safeAnswer.current ?? heading.current
    first?.focus({ preventScroll: true })
    if (dialog.current) scrollToTop(dialog.current)
  }, [isOpen, isModal, step, latest])

  useEffect(() => {
    if (!isOpen) return undefined
    // Before those of other libraries, which hear it at the document and would close their dialog around this one, too.
    const hear = (event: KeyboardEvent) => {
      const { target } = event
      const isOurs = target === document.body || dialog.current?.contains(target as Node)
      if (event.key !== 'Escape' || !isOurs || !dialog.current?.parentElement?.closest(dialogs)) return
      event.preventDefault()
      event.stopPropagation()
      latest.current.onClose()
    }
    addEventListener('keydown', hear, true)
    return () => removeEventListener('keydown', hear, true)
  }, [isOpen, latest])

  const { Dialog: Host } = useAnalytics().components
  const inside = isOpen && (
    <>
      {/* A div: the header of a dialog would be announced as the banner of the page. */}
      <div data-part={`${name}-head`} data-r3="head">
        {back && (
          <IconButton part={`${name}-back`} name={back.label} onClick={back.onClick}>
            <Icon d={backIcon} isDirected />
          </IconButton>
        )}
        <div data-part={`${name}-heading`} data-r3="headings">
          <h2 ref={heading} id={titleId} tabIndex={-1} data-part={`${name}-title`} data-r3="title" style={noOutline}>
            {title}
          </h2>
          {subtitle && (
            <p data-part={`${name}-site`} data-r3="small muted">
              {subtitle}
            </p>
          )}
        </div>
        {closeLabel && (
          <IconButton part={`${name}-close`} name={closeLabel} onClick={props.onClose}>
            <Icon d={closeIcon} />
          </IconButton>
        )}
      </div>
      {children}
    </>
  )
  const look = { className: props.className, style: props.style }
  const named = {
    'data-part': name,
    'data-step': step,
    'aria-labelledby': titleId,
    'aria-describedby': question?.textId,
  }
  return (
    <>
      <span ref={place} tabIndex={-1} data-part={`${name}-place`} data-r3="place" style={noOutline} />
      {Host ? (
        <Host
          {...named}
          role={question ? 'alertdialog' : 'dialog'}
          open={isOpen}
          onOpenChange={(open) => open || props.onClose()}
          size={size ?? 'medium'}
          isModal={isModal}
          initialFocus={question?.safeAnswer ?? heading}
          finalFocus={finalFocus}
        >
          <div {...look} data-part={`${name}-inside`} data-r3="root inside">
            {inside}
          </div>
        </Host>
      ) : (
        <dialog
          {...named}
          {...look}
          ref={dialog}
          data-r3="dialog"
          data-size={size}
          data-state={isModal ? 'modal' : 'beside'}
          role={question && 'alertdialog'}
          onClose={(event) => {
            // React passes it on to whatever is around, and Material UI takes it for the end of its own dialog.
            event.stopPropagation()
            // Told, now or later, also of what we close ourselves, perhaps to open it the other way.
            if (isOurDoing.current || dialog.current?.open) return
            if (latest.current.isOpen) latest.current.onClose()
          }}
          onKeyDown={(event) => {
            // Of what the payment has opened elsewhere in the page React tells us as well.
            const isInside = event.currentTarget.contains(event.target as Node)
            if (event.key !== 'Escape' || event.defaultPrevented || !isInside) return
            if (latest.current.isModal === false) latest.current.onClose()
          }}
        >
          {inside}
        </dialog>
      )}
    </>
  )
}

const dialogs = 'dialog,[role=dialog],[role=alertdialog]'

/** Of what takes the focus from code. By attribute, since a rule of the host for `:focus-visible` outweighs ours. */
const noOutline = { outline: 'none' }

/** What scrolls between head and foot. Where nothing in it takes the focus, `label` makes it reachable by the keyboard. */
export function DialogBody({ part, label, children }: { part: string; label?: string; children: ReactNode }) {
  return (
    <div
      data-part={part}
      data-r3="body"
      {...(label !== undefined && { role: 'group', tabIndex: 0, 'aria-label': label })}
    >
      {children}
    </div>
  )
}
