/** What a test DOM may lack (jsdom has none of it): the dialog is then open by its attribute alone, and closes in silence. */
type MayLack = Partial<Pick<HTMLDialogElement, 'showModal' | 'show' | 'close' | 'scrollTo'>>

export function openDialog(element: HTMLDialogElement, isModal: boolean): void {
  const dialog: MayLack = element
  if (isModal) dialog.showModal?.()
  else dialog.show?.()
  if (!element.open) element.setAttribute('open', '')
}

export function closeDialog(element: HTMLDialogElement): void {
  const dialog: MayLack = element
  dialog.close?.()
  if (element.open) element.removeAttribute('open')
}

export function scrollToTop(element: HTMLDialogElement): void {
  const dialog: MayLack = element
  dialog.scrollTo?.(0, 0)
}
