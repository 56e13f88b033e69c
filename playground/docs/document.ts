import { addressOf, neighbours, sections } from './contents.ts'
import { escaped } from './highlight.ts'
import { relative, type ReadPage } from './read-page.ts'

const icon = `<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%233a4fd6'/%3E%3Cpath d='M9 22V15M16 22V9M23 22v-4' fill='none' stroke='white' stroke-width='3' stroke-linecap='round'/%3E%3C/svg%3E" />`

/** A page as a whole document. `titles`: what each page is called in the navigation. */
export function documentOf(page: ReadPage, titles: ReadonlyMap<string, string>): string {
  const to = (address: string) => escaped(relative(page.file, address))
  const link = (file: string) =>
    `<a href="${to(addressOf(file))}"${file === page.file ? ' aria-current="page"' : ''}>${escaped(titles.get(file) ?? file)}</a>`
  const contents = sections
    .map(
      ({ title, pages }) =>
        `<section><h2>${title}</h2><ul>${pages.map((file) => `<li>${link(file)}</li>`).join('')}</ul></section>`,
    )
    .join('')
  const { before, after } = neighbours(page.file)
  const shown = page.headings.filter(({ level }) => level <= 3)
  const onPage = shown
    .map(({ level, text, anchor }) => `<li class="level-${level}"><a href="#${anchor}">${escaped(text)}</a></li>`)
    .join('')
  return `<!doctype html>
<html lang="en" data-root="${to('index.html').replace(/index\.html$/, '')}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<title>${escaped(page.title)} · react-3as</title>
${icon}
<link rel="stylesheet" href="${to('docs/site/docs.css')}" />
<script src="${to('docs/site/theme.js')}"></script>
<script type="module" src="${to('docs/site/docs.js')}"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the page</a>
<header class="bar">
<a class="brand" href="${to('docs/index.html')}">react-3as <span>Docs</span></a>
<button type="button" class="search-open" hidden><span>Search</span><kbd aria-hidden="true">/</kbd></button>
<a class="bar-link" href="${to('index.html')}">Playground</a>
<button type="button" class="theme" hidden>Dark</button>
</header>
<div class="frame">
<details class="contents-narrow"><summary>All pages</summary><nav aria-label="All pages" class="contents">${contents}</nav></details>
<nav aria-label="Pages" class="contents contents-wide">${contents}</nav>
<main id="content" tabindex="-1">
<article>
${page.html}</article>
<nav class="neighbours" aria-label="Before and after">${before ? `<span>Before: ${link(before)}</span>` : ''}${after ? `<span>Next: ${link(after)}</span>` : ''}</nav>
</main>
${shown.length > 1 ? `<nav class="on-page" aria-label="On this page"><h2>On this page</h2><ul>${onPage}</ul></nav>` : ''}
</div>
<dialog class="search" aria-label="Search the docs">
<form method="dialog" class="search-head"><input type="search" aria-label="Search the docs" placeholder="Search the docs" autocomplete="off" spellcheck="false" /><button type="submit">Close</button></form>
<p class="search-said" role="status"></p>
<ol class="found"></ol>
</dialog>
</body>
</html>
`
}
