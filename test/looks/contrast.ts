const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })

/** The relative luminance of colours painted over each other: what the browser makes of them, whatever their notation. */
function luminance(...colors: string[]): number {
  if (!context) throw new Error('There is no canvas.')
  for (const color of colors) {
    context.fillStyle = color
    context.fillRect(0, 0, 1, 1)
  }
  const [r = 0, g = 0, b = 0] = [...context.getImageData(0, 0, 1, 1).data].map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** What is painted behind a text, from the page on. */
function surfacesBehind(element: Element | null): string[] {
  return element ? [...surfacesBehind(element.parentElement), getComputedStyle(element).backgroundColor] : ['#fff']
}

/** The contrast of an element's text with what is painted behind it, from 1 to 21. */
export function contrastOf(element: Element): number {
  const surfaces = surfacesBehind(element)
  const both = [luminance(...surfaces, getComputedStyle(element).color), luminance(...surfaces)]
  const [dark = 0, light = 0] = both.sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** The elements of the kit that are seen and hold text of their own. */
export function texts(): Element[] {
  return [...document.querySelectorAll('[data-r3]')].filter(
    (element) =>
      !element.closest('[data-r3~=hidden], [aria-disabled=true]') &&
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
  )
}
