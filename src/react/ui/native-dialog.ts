type Method = (this: HTMLDialogElement) => void

/** What a test DOM may lack (jsdom has none of it): the dialog is then open by its attribute alone, and closes in silence. */
interface MayLack {
  showModal?: Method
  show?: Method
  close?: Method
  scrollTo?: (this: HTMLDialogElement, x: number, y: number) => void
}

export function openDialog(element: HTMLDialogElement, isModal: boolean): void {
  const { showModal, show }: MayLack = element
  const open = isModal ? showModal : show
  if (open) open.call(element)
  else element.setAttribute('open', '')
}

export function closeDialog(element: HTMLDialogElement): void {
  const { close }: MayLack = element
  if (close) close.call(element)
  else element.removeAttribute('open')
}

export function scrollToTop(element: HTMLDialogElement): void {
  const { scrollTo }: MayLack = element
  scrollTo?.call(element, 0, 0)
}
