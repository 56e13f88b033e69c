/** What a page gives to everything in it, whichever stylesheet it has: this is meant to come through. */
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
] as const

/** Takes off the page what an earlier call has put on. */
export function undress(): void {
  for (const old of document.querySelectorAll('style[data-test]')) old.remove()
}

/** Gives the page these stylesheets, in this order, in place of those that an earlier call gave it. */
export function dress(...sheets: string[]): void {
  undress()
  // Behind those that a framework writes from script.
  for (const css of [...sheets, pageRules]) {
    const style = document.createElement('style')
    style.dataset['test'] = ''
    style.textContent = css
    document.head.append(style)
  }
}

/** How each element looks, and its size to a quarter of a pixel. */
export function looks(selector: string): string[] {
  return [...document.querySelectorAll(selector)].map((element) => {
    const style = getComputedStyle(element)
    const { width, height } = element.getBoundingClientRect()
    const size = [width, height].map((length) => Math.round(length * 4) / 4).join('x')
    const name = `${element.tagName} ${element.getAttribute('data-part') ?? ''} ${element.getAttribute('data-r3') ?? ''}`
    return `${name}: ${size} ${measured.map((property) => `${property} ${style[property]}`).join(', ')}`
  })
}

/** Texts of the kit that cannot be told from what is behind them. */
export function invisibleTexts(): string[] {
  return [...document.querySelectorAll('[data-r3]')]
    .filter((element) => [...element.childNodes].some(({ nodeType }) => nodeType === Node.TEXT_NODE))
    .filter((element) => getComputedStyle(element).color === surfaceOf(element))
    .map((element) => element.outerHTML.slice(0, 80))
}

function surfaceOf(element: Element | null): string {
  if (!element) return 'rgb(255, 255, 255)'
  const { backgroundColor } = getComputedStyle(element)
  return backgroundColor === 'rgba(0, 0, 0, 0)' ? surfaceOf(element.parentElement) : backgroundColor
}
