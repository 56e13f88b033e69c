import { raw } from 'hono/html'
import { html, type Markup } from './markup.ts'

/**
 * The policy for the sandbox's pages: nothing from elsewhere, no inline style, and only the script with the nonce.
 * `frameAncestors` are the origins that may frame the page; without them anybody may.
 */
export function dashboardCsp(nonce: string, frameAncestors?: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    'img-src data:',
    "base-uri 'none'",
    // No form-action: it would also hold for the redirect that answers a form, and that leads back to the partner.
    ...(frameAncestors ? [`frame-ancestors ${frameAncestors.join(' ') || "'none'"}`] : []),
  ].join('; ')
}

/** A whole HTML document around a body. */
export function htmlDocument(page: {
  nonce: string
  title: string
  styles: string
  body: Markup
  script?: string
}): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <link rel="icon" href="data:," />
        <title>${page.title}</title>
        <style nonce="${page.nonce}">
          ${raw(page.styles)}
        </style>
      </head>
      <body>
        ${page.body}
        ${
          page.script &&
          html`<script nonce="${page.nonce}">
            ${raw(page.script)}
          </script>`
        }
      </body>
    </html>`.toString()
}
