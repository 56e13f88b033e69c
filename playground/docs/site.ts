import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import MiniSearch from 'minisearch'
import { rolldown } from 'rolldown'
import { addressOf, allPages, sections } from './contents.ts'
import { documentOf } from './document.ts'
import { escaped, highlighting } from './highlight.ts'
import { addressOnSite, codeBlock, isPicture, readPage, relative, type ReadPage } from './read-page.ts'
import { searchOptions, type Entry } from './search-index.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const inNavigation: ReadonlySet<string> = new Set(sections.flatMap(({ pages }) => pages))

/** The docs as files, by their addresses below the site's root; `isBuilt` where its service worker is beside them. */
export async function docsSite({ isBuilt = false } = {}): Promise<Map<string, string | Uint8Array>> {
  const files = new Map<string, string | Uint8Array>()
  const pages = await Promise.all(allPages().map(readPage))
  const titles = new Map(pages.map(({ file, title }) => [file, navigationTitle(file, title)]))
  for (const page of pages) files.set(addressOf(page.file), documentOf(page, titles))
  for (const file of new Set(pages.flatMap((page) => page.files))) {
    if (isPicture(file)) files.set(file, readFileSync(file))
    else for (const [address, text] of await shownAsText(file, titles)) files.set(address, text)
  }
  for (const [address, text] of await scripts(isBuilt)) files.set(address, text)
  files.set('docs/site/docs.css', readFileSync(at('docs.css'), 'utf8'))
  files.set('docs/site/inter.woff2', readFileSync(interFile))
  files.set('docs/site/search.json', searchIndex(pages.filter(({ file }) => inNavigation.has(file))))
  return files
}

const interFile = createRequire(import.meta.url).resolve(
  '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
)

/** Its heading, without what the navigation says anyway. */
function navigationTitle(file: string, title: string): string {
  return file === 'docs/api/server/README.md' ? 'react-3as/server' : title
}

export async function writeDocs(folder: string): Promise<void> {
  for (const [address, content] of await docsSite({ isBuilt: true })) {
    const file = join(folder, address)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
}

function searchIndex(pages: readonly ReadPage[]): string {
  const index = new MiniSearch<Entry>(searchOptions)
  for (const { file, title, passages } of pages) {
    const address = posix.relative('docs', addressOf(file))
    index.addAll(
      passages.map(({ heading, anchor, text }) => ({
        id: anchor ? `${address}#${anchor}` : address,
        page: title,
        heading,
        text: text.replace(/\s+/g, ' ').trim(),
      })),
    )
  }
  return JSON.stringify(index)
}

async function scripts(isBuilt: boolean): Promise<[string, string][]> {
  const made: [string, string][] = []
  for (const [input, format] of [
    ['docs.ts', 'es'],
    ['theme.ts', 'iife'],
  ] as const) {
    const bundle = await rolldown({
      input: at(input),
      platform: 'browser',
      logLevel: 'silent',
      tsconfig: false,
      transform: { define: { IS_BUILT: String(isBuilt) } },
    })
    const { output } = await bundle.generate({ format, minify: true, chunkFileNames: '[name].js' })
    await bundle.close()
    for (const part of output) if (part.type === 'chunk') made.push([`docs/site/${part.fileName}`, part.code])
  }
  return made
}

const languageOf: Readonly<Record<string, string>> = { '.mjs': 'js', '.py': 'python', '.md': 'text', '.html': 'html' }
const notShown = /(^|\/)(node_modules|\.next|dist)(\/|$)|\.(lock|ico|tsbuildinfo)$|package-lock\.json$/

/** A file or a folder of the repository that a page leads to: readers of the site have no repository. */
async function shownAsText(target: string, titles: ReadonlyMap<string, string>): Promise<[string, string][]> {
  if (!existsSync(target)) throw new Error(`A page of the docs leads to ${target}, which is not there.`)
  if (!statSync(target).isDirectory()) return [await textPage(target, titles)]
  const files = globSync(`${target}/**`)
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => statSync(file).isFile() && !notShown.test(file))
    .sort()
  const listing = addressOnSite(target)
  const pictures = files.filter(isPicture)
  const texts = files.filter((file) => !isPicture(file))
  const here = listing.replace(/\.html$/, '.md')
  const items = texts
    .map(
      (file) =>
        `<li><a href="${relative(here, `docs/files/${file}.html`)}">${escaped(posix.relative(target, file))}</a></li>`,
    )
    .join('\n')
  const images = pictures
    .map((file) => {
      const name = posix.basename(file).replace(extname(file), '').replaceAll('-', ' ')
      return `<h2>${escaped(name)}</h2><img src="${relative(here, file)}" alt="${escaped(name)}" loading="lazy" />`
    })
    .join('\n')
  const html = `<h1>${escaped(target)}</h1>\n<ul>${items}</ul>\n${images}`
  return [
    [listing, documentOf(bare(here, target, texts.length > 0 ? html : html.replace('<ul></ul>', '')), titles)],
    ...(await Promise.all(texts.map((file) => textPage(file, titles)))),
    ...pictures.map((file): [string, string] => [file, readFileSync(file) as unknown as string]),
  ]
}

async function textPage(file: string, titles: ReadonlyMap<string, string>): Promise<[string, string]> {
  const highlight = await highlighting()
  const language = languageOf[extname(file)] ?? extname(file).slice(1)
  const html = `<h1>${escaped(file)}</h1>\n${codeBlock(highlight(readFileSync(file, 'utf8'), language))}`
  const address = `docs/files/${file}.html`
  return [address, documentOf(bare(address.replace(/\.html$/, '.md'), file, html), titles)]
}

const bare = (file: string, title: string, html: string): ReadPage => ({
  file,
  title,
  html,
  passages: [],
  headings: [],
  files: [],
})
