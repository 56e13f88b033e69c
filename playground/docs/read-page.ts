import { existsSync, readFileSync, statSync } from 'node:fs'
import { posix } from 'node:path'
import MarkdownIt, { type Token } from 'markdown-it'
import { addressOf, allPages } from './contents.ts'
import { escaped, highlighting } from './highlight.ts'

/** A part of a page under one heading, as the search sees it. */
export interface Passage {
  heading: string
  anchor: string
  text: string
}

export interface ReadPage {
  file: string
  title: string
  /** The article, without its navigation. */
  html: string
  passages: readonly Passage[]
  headings: readonly { level: number; text: string; anchor: string }[]
  /** Files of the repository that it shows or leads to, which are not pages: pictures and sources. */
  files: readonly string[]
}

/** Anchors as GitHub makes them, so that a link holds in the repository and on the site. */
function anchors(): (text: string) => string {
  const taken = new Map<string, number>()
  return (text) => {
    const anchor = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-')
    const count = taken.get(anchor) ?? 0
    taken.set(anchor, count + 1)
    return count === 0 ? anchor : `${anchor}-${count}`
  }
}

const plain = (token: Token): string =>
  (token.children ?? []).map(({ type, content }) => (type === 'softbreak' ? ' ' : content)).join('')

/** A page of the docs as the site shows it. `sources`: where the text of a file of the repository stands on the site. */
export async function readPage(file: string): Promise<ReadPage> {
  const highlight = await highlighting()
  const markdown = new MarkdownIt({ html: true, linkify: false, typographer: false })
  const tokens = markdown.parse(readFileSync(file, 'utf8'), {})
  const anchorOf = anchors()
  const headings: { level: number; text: string; anchor: string }[] = []
  const passages: { heading: string; anchor: string; text: string }[] = []
  const files = new Set<string>()
  let title = file

  for (const [index, token] of tokens.entries()) {
    if (token.type === 'heading_open') {
      const text = plain(tokens[index + 1]!)
      const anchor = anchorOf(text)
      token.attrSet('id', anchor)
      const level = Number(token.tag.slice(1))
      if (level === 1) title = text
      else headings.push({ level, text, anchor })
      passages.push({ heading: text, anchor: level === 1 ? '' : anchor, text: '' })
    } else if (token.type === 'inline') {
      if (tokens[index - 1]?.type !== 'heading_open') say(plain(token))
      for (const child of token.children ?? []) retarget(child)
    } else if (token.type === 'fence') say(token.content)
  }

  function say(text: string): void {
    const passage = passages.at(-1)
    if (passage) passage.text += `${text} `
  }

  function retarget(token: Token): void {
    const attribute = token.type === 'image' ? 'src' : 'href'
    const to = String(token.attrGet(attribute) ?? '')
    if (to === '' || /^(\w+:|#)/.test(to)) return
    const [path = '', anchor] = to.split('#')
    const target = posix.normalize(posix.join(posix.dirname(file), path)).replace(/\/$/, '')
    token.attrSet(attribute, relative(file, addressOnSite(target)) + (anchor ? `#${anchor}` : ''))
    if (!isPage(target)) files.add(target)
  }

  markdown.renderer.rules['html_block'] = () => ''
  markdown.renderer.rules['html_inline'] = () => ''
  markdown.renderer.rules['table_open'] = () => '<div class="wide"><table>\n'
  markdown.renderer.rules['table_close'] = () => '</table></div>\n'
  markdown.renderer.rules['heading_close'] = (all, index) => {
    const anchor = all[index - 2]?.attrGet('id')
    const { tag } = all[index]!
    const name = escaped(plain(all[index - 1]!))
    return tag === 'h1'
      ? '</h1>\n'
      : `<a class="anchor" href="#${anchor}" aria-label="Link to “${name}”">#</a></${tag}>\n`
  }
  markdown.renderer.rules['image'] = (all, index) => {
    const { content } = all[index]!
    return `<img src="${escaped(String(all[index]!.attrGet('src')))}" alt="${escaped(content)}" loading="lazy" />`
  }
  markdown.renderer.rules['fence'] = (all, index) => {
    const { info, content } = all[index]!
    const [language = ''] = info.split(/\s/)
    return codeBlock(highlight(content, language), language !== 'text')
  }
  return {
    file,
    title,
    html: markdown.renderer.render(tokens, markdown.options, {}).replaceAll('<th></th>', '<td></td>'),
    passages,
    headings,
    files: [...files],
  }
}

/** Code with a button that copies it; the button appears where a script can do it. */
export function codeBlock(html: string, isCopied = true): string {
  const button = isCopied ? '<button type="button" class="copy" hidden>Copy</button>' : ''
  return `<div class="code"><pre><code>${html}</code></pre>${button}</div>\n`
}

/** Pages keep their names, pictures their files, and what else is linked to is shown as text. */
export function addressOnSite(target: string): string {
  if (isPage(target)) return addressOf(target)
  if (isPicture(target)) return target
  return existsSync(target) && statSync(target).isDirectory()
    ? `docs/files/${target}/index.html`
    : `docs/files/${target}.html`
}

let pages: ReadonlySet<string> | undefined
const isPage = (target: string) => (pages ??= new Set(allPages())).has(target)
export const isPicture = (target: string) => /\.(png|jpg|svg)$/.test(target)

/** An address as a page has to write it, so that the site may lie under any path. */
export function relative(from: string, to: string): string {
  return posix.relative(posix.dirname(addressOf(from)), to) || posix.basename(to)
}
