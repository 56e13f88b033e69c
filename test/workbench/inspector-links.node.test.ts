import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { docsOf } from '../../playground/workbench/Inspector.tsx'

it.each(['frame', 'call', 'ledger', 'platform'] as const)(
  'an entry of the kind %s leads to a section of the docs',
  (kind) => {
    const [, file, section] = /^\.\/docs\/([\w-]+)\.html#([\w-]+)$/.exec(docsOf(kind)) ?? []
    const headings = [...readFileSync(`docs/${file}.md`, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
      text
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replace(/\s+/g, '-'),
    )
    expect(headings).toContain(section)
  },
)
