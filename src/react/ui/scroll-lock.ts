let locks = 0
let undo = () => {}

/**
 * Keeps the page behind a dialog from scrolling, and keeps the gutter of its scrollbar so that nothing jumps. Dialogs may
 * be stacked: the page scrolls again once the last one has unlocked it. In a stylesheet of its own, so that other libraries, which
 * lock the page by its `style`, can begin and end in any order. Returns what unlocks it again.
 */
export function lockScroll(): () => void {
  if (locks++ === 0 && 'adoptedStyleSheets' in document) {
    const sheet = new CSSStyleSheet()
    const hasScrollbar = innerWidth > document.documentElement.clientWidth
    sheet.replaceSync(`html{overflow:hidden!important;${hasScrollbar ? 'scrollbar-gutter:stable!important' : ''}}`)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    undo = () => (document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet))
  }
  let isHeld = true
  return () => {
    if (isHeld && --locks === 0) undo()
    isHeld = false
  }
}
