import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import IconButton from '@mui/material/IconButton'
import Link from '@mui/material/Link'
import Radio from '@mui/material/Radio'
import Skeleton from '@mui/material/Skeleton'
import type { HostComponents, HostDialogProps } from '../../src/react/host-components.ts'

const variants = { primary: 'contained', secondary: 'outlined', quiet: 'text', danger: 'contained' } as const
const severities = { accent: 'info', warn: 'warning', bad: 'error' } as const

/** Material UI. */
export const mui: HostComponents = {
  Button: ({ kind, size, isBusy, ...button }) =>
    kind === 'icon' ? (
      <IconButton {...button} />
    ) : (
      <Button
        {...button}
        variant={variants[kind]}
        color={kind === 'danger' ? 'error' : 'primary'}
        size={size}
        startIcon={isBusy ? <Skeleton variant="circular" width={16} height={16} /> : undefined}
      />
    ),
  Link: (link) => <Link {...link} />,
  Radio: ({ 'data-part': part, 'aria-describedby': describedBy, checked, onChange, ...input }) => (
    <Radio
      checked={checked}
      onChange={onChange}
      slotProps={{ input: Object.assign(input, { 'aria-describedby': describedBy, 'data-part': part }) }}
    />
  ),
  // An alert of MUI is one for screen readers, too, unless it is told otherwise.
  Notice: ({ tone, actions, role, children, ...notice }) => (
    <Alert {...notice} severity={severities[tone]} role={role ?? 'note'} action={actions}>
      {children}
    </Alert>
  ),
  Skeleton: ({ width, height, ...skeleton }) => (
    <Skeleton {...skeleton} width={width ?? '100%'} height={height ?? '1em'} />
  ),
  Dialog: MuiDialog,
}

function MuiDialog({
  open,
  onOpenChange,
  size,
  isModal,
  initialFocus,
  finalFocus: _finalFocus,
  children,
  ...dialog
}: HostDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={() => onOpenChange(false)}
      maxWidth={size === 'small' ? 'sm' : 'lg'}
      fullWidth
      hideBackdrop={!isModal}
      disableEnforceFocus={!isModal}
      slotProps={{ paper: dialog, transition: { onEntering: () => initialFocus.current?.focus() } }}
    >
      {children}
    </Dialog>
  )
}
