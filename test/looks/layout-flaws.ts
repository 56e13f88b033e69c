import type { Frame, Page } from 'playwright'

/**
 * What does not hold in a page as it is shown: text that its box, a box around it or the window cuts off, text over other
 * text, and a page that scrolls sideways. One sentence each. What can be scrolled to is not cut off, and what is hidden
 * for screen readers alone is not looked at.
 */
export async function layoutFlaws(page: Page): Promise<string[]> {
  const flaws: string[] = []
  for (const frame of page.frames()) flaws.push(...(await flawsOf(frame)))
  return flaws
}

function flawsOf(frame: Frame): Promise<string[]> {
  return frame.evaluate(() => {
    const tolerance = 1
    interface Line {
      text: string
      layer: Element | null
      left: number
      right: number
      top: number
      bottom: number
    }
    const found = new Set<string>()
    const root = document.documentElement
    if (root.scrollWidth > root.clientWidth) found.add(`the page is ${root.scrollWidth - root.clientWidth} px too wide`)

    const isForScreenReaders = (element: Element) => {
      for (let at: Element | null = element; at; at = at.parentElement) {
        const { position, clipPath } = getComputedStyle(at)
        const { width, height } = at.getBoundingClientRect()
        if (position === 'absolute' && (clipPath !== 'none' || (width <= 1 && height <= 1))) return true
      }
      return false
    }

    /** What scrolls by itself, or lies over the rest of the page with a ground of its own. */
    const layerOf = (element: Element) => {
      for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
        const { position, backgroundColor, overflow } = getComputedStyle(at)
        if (/auto|scroll/.test(overflow)) return at
        if (/absolute|fixed|sticky/.test(position) && !/^rgba\(.*, 0\)$/.test(backgroundColor)) return at
      }
      return null
    }

    /** The box that a line has to itself within an element: without its border, which is drawn over what overflows. */
    const innerBox = (element: Element) => {
      const box = element.getBoundingClientRect()
      const left = box.left + element.clientLeft
      const top = box.top + element.clientTop
      return { left, top, right: left + element.clientWidth, bottom: top + element.clientHeight }
    }

    const checkLine = (line: Line, parent: Element) => {
      const cutBy = (by: string) => found.add(`“${line.text}” is cut off by ${by}`)
      const isOutside = (start: number, end: number, from: number, to: number) =>
        start < from - tolerance || end > to + tolerance
      let canScroll = { across: false, down: false }
      let isFixed = false
      let own: string | null = null
      for (let at: Element | null = parent; at && at !== root && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at)
        if (style.position === 'fixed') isFixed = true
        if (at instanceof SVGElement || style.display === 'inline' || style.display === 'contents') continue
        const box = innerBox(at)
        const name = `${at.tagName.toLowerCase()}.${at.getAttribute('data-part') ?? at.getAttribute('class') ?? ''}`
        own ??= isOutside(line.left, line.right, box.left, box.right) ? name : ''
        if (/auto|scroll/.test(style.overflowX)) canScroll = { ...canScroll, across: true }
        else if (
          style.overflowX !== 'visible' &&
          !canScroll.across &&
          isOutside(line.left, line.right, box.left, box.right)
        )
          cutBy(name)
        if (/auto|scroll/.test(style.overflowY)) canScroll = { ...canScroll, down: true }
        else if (
          style.overflowY !== 'visible' &&
          !canScroll.down &&
          isOutside(line.top, line.bottom, box.top, box.bottom)
        )
          cutBy(name)
      }
      if (own && !canScroll.across) cutBy(own)
      if (!canScroll.across && isOutside(line.left, line.right, 0, innerWidth)) cutBy('the window')
      if (isFixed && !canScroll.down && isOutside(line.top, line.bottom, 0, innerHeight)) cutBy('the window')
    }

    const lines: Line[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      const text = node.textContent?.trim() ?? ''
      if (!text || !parent || parent.closest('script, style, option, title')) continue
      if (parent.closest('details:not([open])') && !parent.closest('summary')) continue
      if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || isForScreenReaders(parent))
        continue
      // The middle of a line, as high as its letters: fonts differ in how much room they claim above and below them.
      const half = parseFloat(getComputedStyle(parent).fontSize) / 2
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const { left, right, top, bottom, width } of range.getClientRects()) {
        if (width === 0) continue
        const middle = (top + bottom) / 2
        const line = {
          text: text.slice(0, 60),
          layer: layerOf(parent),
          left,
          right,
          top: middle - half,
          bottom: middle + half,
        }
        checkLine(line, parent)
        lines.push(line)
      }
    }

    for (const [index, one] of lines.entries()) {
      for (const other of lines.slice(index + 1)) {
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
        const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
        if (one.layer === other.layer && across > 2 && down > 4)
          found.add(`“${one.text}” and “${other.text}” lie over each other`)
      }
    }
    return [...found]
  })
}
