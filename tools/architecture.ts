import { readFileSync, writeFileSync } from 'node:fs'
import { houses, type House } from './rooms.ts'
import { table } from './theming.ts'

const page = 'docs/architecture.md'
const [begin, end] = ['<!-- From tools/rooms.ts: npm run docs. -->', '<!-- Up to here. -->']

/** The page with its picture and its table of rooms made anew. */
export function architecturePage(): string {
  const text = readFileSync(page, 'utf8')
  const [before = '', after = ''] = [text.split(begin)[0], text.split(end)[1]]
  return `${before}${begin}\n\n${picture()}\n\n${roomTable()}\n\n${end}${after}`
}

function picture(): string {
  const [own, ...others] = houses.map(arrowsOf)
  const around = houses.slice(1).map(({ folder }, at) => {
    const name = folder.split('/')[1] ?? folder
    return `  subgraph ${name} [packages/${name}]\n${indented(others[at] ?? [])}\n  end`
  })
  return ['```mermaid', 'flowchart TD', indented(own ?? [], 2), ...around, '```'].join('\n')
}

const arrowsOf = ({ rooms }: House) =>
  Object.entries(rooms).flatMap(([name, room]) => room.rooms.map((other) => `${name} --> ${other}`))

const indented = (lines: readonly string[], by = 4) => lines.map((line) => ' '.repeat(by) + line).join('\n')

function roomTable(): string {
  const rows = houses.flatMap(({ folder, rooms }) => {
    const place = folder === 'src' ? '' : folder.replace(/src$/, '')
    return Object.entries(rooms).map(([name, { purpose, runsIn }]) => [`\`${place}${name}\``, purpose, runsIn])
  })
  return table(['room', 'what it is for', 'runs in'], rows)
}

if (import.meta.main) writeFileSync(page, architecturePage())
