/**
 * A ref that sets styles from script. A strict Content-Security-Policy drops `style` attributes of server HTML, and React
 * leaves them as it finds them.
 */
export function setStyle(style: {
  readonly [Property in `--${string}` | 'block-size' | 'inline-size']?: string | undefined
}) {
  return (element: HTMLElement | null) => {
    for (const [name, value = ''] of Object.entries(style)) element?.style.setProperty(name, value)
  }
}
