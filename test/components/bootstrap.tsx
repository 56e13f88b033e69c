import { useEffect, useRef } from 'react'
import type { HostComponents, HostDialogProps } from '../../src/react/host-components.ts'

const kinds = {
  primary: 'btn-primary',
  secondary: 'btn-outline-secondary',
  quiet: 'btn-link',
  danger: 'btn-danger',
  icon: 'btn-close',
}
const tones = { accent: 'alert-info', warn: 'alert-warning', bad: 'alert-danger' }

/** Bootstrap 5, by its markup alone. */
export const bootstrap: HostComponents = {
  Button: ({ kind, size, isBusy, children, ...button }) => (
    <button {...button} className={`btn ${kinds[kind]} ${size === 'small' ? 'btn-sm' : ''}`}>
      {isBusy && <span className="spinner-border spinner-border-sm" aria-hidden="true" />}
      {kind !== 'icon' && children}
    </button>
  ),
  Link: ({ children, ...link }) => (
    <a {...link} className="btn btn-primary btn-sm">
      {children}
    </a>
  ),
  Radio: (radio) => <input {...radio} type="radio" className="form-check-input" />,
  Notice: ({ tone, actions, children, ...notice }) => (
    <div {...notice} className={`alert ${tones[tone]}`}>
      {children}
      {actions}
    </div>
  ),
  Skeleton: ({ width, height, ...skeleton }) => (
    <span {...skeleton} className="placeholder" style={{ width: width ?? '100%', height }} />
  ),
  Dialog: Modal,
}

function Modal({ open, onOpenChange, size, isModal, initialFocus, finalFocus, children, ...dialog }: HostDialogProps) {
  const opener = useRef<Element | null>(null)
  useEffect(() => {
    if (!open) return undefined
    opener.current = document.activeElement
    initialFocus.current?.focus()
    return () => {
      const back = opener.current instanceof HTMLElement && opener.current.isConnected ? opener.current : finalFocus()
      back?.focus()
    }
  }, [open, initialFocus, finalFocus])
  if (!open) return null
  return (
    <>
      <div className={`modal-dialog ${size === 'small' ? '' : 'modal-lg'}`}>
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the role is among the props */}
        <div
          {...dialog}
          aria-modal={isModal}
          className="modal-content"
          onKeyDown={({ key }) => key === 'Escape' && onOpenChange(false)}
        >
          {children}
        </div>
      </div>
      {isModal && <div className="modal-backdrop show" />}
    </>
  )
}
