let locks = 0
let undo = () => {}

/**
 * Keeps the page behind a dialog from scrolling, and keeps the gutter of its scrollbar so that nothing jumps. Dialogs may
 * be stacked: the page scrolls again when the last one has let go. Answers what lets go.
 */
export function lockScroll(): () => void {
  if (locks++ === 0) {
    const root = document.documentElement
    const { overflow, scrollbarGutter } = root.style
    const hasScrollbar = innerWidth > root.clientWidth
    root.style.overflow = 'hidden'
    if (hasScrollbar) root.style.scrollbarGutter = 'stable'
    undo = () => Object.assign(root.style, { overflow, scrollbarGutter })
  }
  let isHeld = true
  return () => {
    if (isHeld && --locks === 0) undo()
    isHeld = false
  }
}
