import type { Page } from 'playwright'

/** What a page gives to everything in it, whichever framework it has: this is meant to come through. */
const pageRules = `html { font-size: 16px !important } body { font: 400 16px/1.5 sans-serif !important; letter-spacing: normal !important; margin: 0 !important;
  color: #15171c !important; background: #fff !important }
  *, *::before, *::after { transition: none !important; animation: none !important }`

const measured = [
  'fontSize',
  'fontWeight',
  'lineHeight',
  'letterSpacing',
  'color',
  'backgroundColor',
  'borderTopWidth',
  'borderTopStyle',
  'borderTopColor',
  'borderTopLeftRadius',
  'textDecorationLine',
  'textAlign',
  'listStyleType',
  'cursor',
  'display',
  'marginTop',
  'marginLeft',
  'paddingTop',
  'paddingLeft',
  'appearance',
]

/** Gives a page these stylesheets, in this order, in place of those it had. */
export async function dress(page: Page, sheets: readonly string[]): Promise<void> {
  await page.evaluate(
    (all) => {
      for (const old of document.querySelectorAll('style[data-test]')) old.remove()
      // Where a framework writes its own from script, those that come after are ours.
      for (const css of all) {
        const style = document.createElement('style')
        style.dataset['test'] = ''
        style.textContent = css
        document.head.append(style)
      }
    },
    [...sheets, pageRules],
  )
}

/** How each element looks, and its size to a quarter of a pixel. */
export function looksOf(page: Page, selector: string): Promise<string[]> {
  return page.evaluate(
    ([wanted, properties]) =>
      [...document.querySelectorAll(wanted)].map((element) => {
        const style = getComputedStyle(element) as unknown as Record<string, string>
        const { width, height } = element.getBoundingClientRect()
        const size = [width, height].map((length) => Math.round(length * 4) / 4).join('x')
        const name = `${element.tagName} ${element.getAttribute('data-part') ?? ''} ${element.getAttribute('data-r3') ?? ''}`
        return `${name}: ${size} ${properties.map((property) => `${property} ${style[property]}`).join(', ')}`
      }),
    [selector, measured] as const,
  )
}

/** Texts of the kit that cannot be told from what is behind them. */
export function invisibleTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const surface = (element: Element | null): string => {
      if (!element) return 'rgb(255, 255, 255)'
      const { backgroundColor } = getComputedStyle(element)
      return backgroundColor === 'rgba(0, 0, 0, 0)' ? surface(element.parentElement) : backgroundColor
    }
    return [...document.querySelectorAll('[data-r3]')]
      .filter((element) => [...element.childNodes].some(({ nodeType }) => nodeType === Node.TEXT_NODE))
      .filter((element) => getComputedStyle(element).color === surface(element))
      .map((element) => element.outerHTML.slice(0, 80))
  })
}
