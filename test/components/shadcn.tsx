import * as Radix from '@radix-ui/react-dialog'
import type { HostComponents, HostDialogProps } from '../../src/react/host-components.ts'

const variants = {
  primary: 'bg-primary',
  secondary: 'border',
  quiet: 'hover:bg-accent',
  danger: 'bg-destructive',
  icon: 'size-9',
}

/** As in an app with shadcn/ui: buttons by class, dialogs by Radix. */
export const shadcn: HostComponents = {
  Button: ({ kind, size, isBusy: _busy, ...button }) => (
    <button {...button} className={`inline-flex ${variants[kind]} ${size === 'small' ? 'h-8' : 'h-10'}`} />
  ),
  Notice: ({ tone, actions, children, ...notice }) => (
    <div {...notice} className={tone === 'bad' ? 'text-destructive' : 'text-foreground'}>
      <div>{children}</div>
      {actions}
    </div>
  ),
  Skeleton: ({ width, height, ...skeleton }) => (
    <div {...skeleton} className="bg-accent animate-pulse rounded-md" style={{ width, height: height ?? '1em' }} />
  ),
  Dialog: RadixDialog,
}

function RadixDialog({
  open,
  onOpenChange,
  isModal,
  initialFocus,
  finalFocus,
  size,
  children,
  ...dialog
}: HostDialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange} modal={isModal}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 bg-black/50" />
        <Radix.Content
          {...dialog}
          aria-describedby={dialog['aria-describedby']}
          className={size === 'small' ? 'max-w-md' : 'max-w-5xl'}
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            initialFocus.current?.focus()
          }}
          onCloseAutoFocus={(event) => {
            if (document.activeElement !== document.body) return
            event.preventDefault()
            finalFocus()?.focus()
          }}
        >
          {/* Radix asks for a title of its own to be there; ours is what the dialog is called by. */}
          <Radix.Title hidden />
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
