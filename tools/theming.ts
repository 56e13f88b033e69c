import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { readStyles, styleFiles } from './styles.ts'
import { tokens } from './theming-words.ts'

const page = 'docs/theming.md'
const mark = '<!-- From here on: npm run docs. -->'

interface State {
  part: string
  attribute: string
  values: string
}

/** What the stylesheets beside a component say of it in their comments: its name, and what changes about its parts. */
export function saidBeside(): { components: Map<string, string>; states: State[] } {
  const components = new Map<string, string>()
  const states: State[] = []
  for (const file of styleFiles()) {
    const css = readFileSync(file, 'utf8')
    const folder = file.split('/')[2] ?? ''
    for (const [, name = ''] of css.matchAll(/@component (\w+)/g)) components.set(folder, name)
    for (const [, part = '', attribute = '', values = ''] of css.matchAll(/@state ([\w-]+) ([\w-]+): (.+)/g)) {
      states.push({ part, attribute, values })
    }
  }
  return { components, states }
}

/** Every token that the stylesheet reads, with its default. */
export function tokensRead(css = readStyles()): Map<string, string> {
  const read = new Map<string, string>()
  for (const { index } of css.matchAll(/var\(--r3-/g)) {
    const start = index + 'var('.length
    let depth = 1
    let end = start
    while (depth > 0) depth += { '(': 1, ')': -1 }[css[end++] ?? ')'] ?? 0
    const [name = '', ...fallback] = css.slice(start, end - 1).split(',')
    if (!read.has(name)) read.set(name, fallback.join(',').replace(/\s+/g, ' ').trim())
  }
  return read
}

/** The parts that a component's source writes, by component. */
export function partsWritten(): Map<string, string[]> {
  const { components } = saidBeside()
  const written = new Map<string, Set<string>>()
  for (const file of globSync('src/react/**/*.tsx').sort()) {
    const component = components.get(file.split(/[\\/]/)[2] ?? '')
    const source = readFileSync(file, 'utf8')
    const parts = written.get(component ?? '') ?? new Set()
    for (const [, part = ''] of source.matchAll(/\bpart="([\w-]+)"/g)) parts.add(part)
    // Chosen between two, or the default of a function that draws several.
    for (const [, part = ''] of source.matchAll(/(?<=\bpart=\{[^{}]*|part = |line\([^;]*)'(\w+-\w+)'/g)) parts.add(part)
    for (const [, name = ''] of source.matchAll(/<Dialog\s+name="(\w+)"/g)) {
      parts.add(name)
      for (const end of partsOfDialogs()) {
        // A question has its answers instead, and its title says what it is about.
        if (name !== 'renewal' || !['-back', '-close', '-site'].includes(end)) parts.add(`${name}${end}`)
      }
    }
    for (const [, name = ''] of source.matchAll(/<Segments\s+part="(\w+)"/g)) {
      parts.delete(name)
      parts.add(`picker-${name}`)
    }
    if (component) written.set(component, parts)
  }
  return new Map([...written].map(([component, parts]) => [component, [...parts].sort()]))
}

/** What the dialog names after whoever shows it, from behind that name on. */
function partsOfDialogs(): string[] {
  const source = readFileSync('src/react/ui/Dialog.tsx', 'utf8')
  return [...source.matchAll(/\bpart=\{`\$\{name\}(-\w+)`/g)].map(([, end = '']) => end)
}

export const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')

/** The part of the page that is made from the source. */
export function theming(): string {
  const read = tokensRead()
  const tokenTable = table(
    ['token', 'default', 'what it is'],
    Object.entries(tokens).map(([name, words]) => {
      const fallback = (read.get(name) ?? '').replace(/var\(--_([\w-]+)\)/g, '$1')
      return [`\`${name}\``, fallback ? `\`${fallback}\`` : '', words]
    }),
  )
  const { states } = saidBeside()
  const parts = [...partsWritten()].map(([component, names]) => {
    const rows = states
      .filter(({ part }) => names.includes(part))
      .map(({ part, attribute, values }) => [`\`${part}\``, `\`${attribute}\``, values])
    const list = names.map((name) => `\`${name}\``).join(' · ')
    return `### ${component}\n\n${list}\n\n${rows.length > 0 ? `${table(['part', 'attribute', 'values'], rows)}\n\n` : ''}`
  })
  return `## Tokens\n\n${tokenTable}\n\nNames without dashes in a default are what is derived from the other tokens.\n\n## Parts and states\n\n${parts.join('').trim()}\n`
}

/** The page with its tables made anew. */
export function pageAnew(): string {
  const [prose = ''] = readFileSync(page, 'utf8').split(mark)
  return `${prose}${mark}\n\n${theming()}`
}

if (import.meta.main) writeFileSync(page, pageAnew())
