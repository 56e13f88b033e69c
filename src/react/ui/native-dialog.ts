/** What a test DOM may lack (jsdom has none of it): the dialog is then open by its attribute alone, and closes in silence. */
type MayLack = Partial<Pick<HTMLDialogElement, 'showModal' | 'show' | 'close' | 'scrollTo' | 'showPopover'>>

export function openDialog(element: HTMLDialogElement, isModal: boolean): void {
  const dialog: MayLack = element
  if (isModal) dialog.showModal?.()
  else dialog.show?.()
  if (!element.open) element.setAttribute('open', '')
  if (!isModal && isDisplaced(element)) showAbove(element)
}

export function closeDialog(element: HTMLDialogElement): void {
  const dialog: MayLack = element
  dialog.close?.()
  if (element.open) element.removeAttribute('open')
  element.removeAttribute('popover')
  if (element.style.translate) Object.assign(element.style, { width: '', height: '', translate: '' })
}

export function scrollToTop(element: HTMLDialogElement): void {
  const dialog: MayLack = element
  dialog.scrollTo?.(0, 0)
}

/** Outside of the top layer a transformed ancestor is what "fixed" refers to, and may cut off what leaves it. */
function isDisplaced(element: HTMLElement): boolean {
  return element.offsetParent !== null
}

/** In the top layer again, and nothing else made inert. Only where the page needs it: a bank's challenge would lie below. */
function showAbove(element: HTMLDialogElement): void {
  const dialog: MayLack = element
  if (!dialog.showPopover) return moveIntoWindow(element)
  element.setAttribute('popover', 'manual')
  dialog.showPopover()
}

/** Browsers without popovers: where it stands when it is modal, measured there. What an ancestor cuts off stays cut off. */
function moveIntoWindow(element: HTMLDialogElement): void {
  element.close()
  element.showModal()
  const { left, top, width, height } = element.getBoundingClientRect()
  element.close()
  element.show()
  Object.assign(element.style, { width: `${width}px`, height: `${height}px` })
  const displaced = element.getBoundingClientRect()
  element.style.translate = `${left - displaced.left}px ${top - displaced.top}px`
}
