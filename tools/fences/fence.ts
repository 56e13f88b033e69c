import { existsSync, globSync, readFileSync } from 'node:fs'

/** A block of code on a page of the docs. */
export interface Fence {
  page: string
  /** Of its first line of code, from 1. */
  line: number
  language: string
  /** What follows the language, `with=session in=options`; see CONTRIBUTING.md. */
  attributes: Readonly<Record<string, string>>
  code: string
}

const opening = /^```(\S+)[^\S\n]*(.*)$/
const checkedLanguages: ReadonlySet<string> = new Set(['ts', 'tsx', 'js', 'jsx'])

/** Every page that is written by hand. */
export function pages(): string[] {
  return ['README.md', ...globSync('docs/{*,components/*}.md').sort()]
}

export function fencesOf(page: string): Fence[] {
  const fences: Fence[] = []
  let open: (Fence & { lines: string[] }) | null = null
  for (const [index, line] of readFileSync(page, 'utf8').split('\n').entries()) {
    if (open && line.startsWith('```')) {
      const { lines, ...fence } = open
      fences.push({ ...fence, code: `${lines.join('\n')}\n` })
      open = null
    } else if (open) {
      open.lines.push(line)
    } else {
      const [, language, info = ''] = opening.exec(line) ?? []
      if (language) open = { page, line: index + 2, language, attributes: attributesOf(info), code: '', lines: [] }
    }
  }
  return fences
}

function attributesOf(info: string): Record<string, string> {
  return Object.fromEntries(
    [...info.matchAll(/([\w-]+)(?:=(?:"([^"]*)"|(\S+)))?/g)].map(([, name = '', quoted, plain]) => [
      name,
      quoted ?? plain ?? '',
    ]),
  )
}

/** Whether its language is one that the type check knows. */
export function hasTypes({ language }: Fence): boolean {
  return checkedLanguages.has(language)
}

/** The file of the repository that a fence shows as it is, by the path in its first line; it is checked where it stands. */
export function shownFile({ code }: Fence): string | null {
  const [first = '', ...lines] = code.split('\n')
  const [, file] = /^\/\/ (\S+\/\S+)$/.exec(first) ?? []
  return file && existsSync(file) && readFileSync(file, 'utf8') === lines.join('\n') ? file : null
}
