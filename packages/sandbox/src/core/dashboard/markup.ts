import { html as template, raw } from 'hono/html'

/** A piece of HTML that is already escaped. */
export type Markup = ReturnType<typeof raw>

/**
 * HTML with every value escaped, unless it is markup itself. `false`, `null` and `undefined` leave nothing behind.
 * Hono's template may answer with a promise, for values that are promises; a page has none.
 */
export function html(strings: TemplateStringsArray, ...values: readonly unknown[]): Markup {
  const markup = template(strings, ...values)
  if (markup instanceof Promise) throw new TypeError('A page is made from plain values, not from promises.')
  return markup
}
