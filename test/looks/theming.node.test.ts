import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { readStyles } from '../../tools/styles.ts'
import { pageAnew, partsWritten, tokensRead } from '../../tools/theming.ts'
import { tokens } from '../../tools/theming-words.ts'

it('every token that the stylesheet reads is described, and none besides', () => {
  expect([...tokensRead().keys()].sort()).toEqual(Object.keys(tokens).sort())
})

it('the page has the tables of today’s source', () => {
  const plain = (text: string) => text.replace(/[ -]+/g, ' ')
  expect(plain(readFileSync('docs/theming.md', 'utf8'))).toBe(plain(pageAnew()))
})

it('the stylesheet has no rule for a part that no component writes', () => {
  const styled = new Set([...readStyles().matchAll(/\[data-part='([\w-]+)'\]/g)].map(([, part = '']) => part))
  const written = new Set([...partsWritten().values()].flat())
  expect([...styled].filter((part) => !written.has(part))).toEqual([])
})

it('every element of the kit with a part takes its looks from the kit', () => {
  const unmarked: string[] = []
  for (const file of globSync('src/react/**/*.tsx')) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
    const look = (node: ts.Node): void => {
      if (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) {
        const names = node.attributes.properties.flatMap((attribute) => attribute.name?.getText(source) ?? [])
        // What begins with a capital is a component, perhaps one of the host's.
        const isOurs = /^[a-z]/.test(node.tagName.getText(source))
        if (isOurs && names.includes('data-part') && !names.includes('data-r3')) unmarked.push(node.getText(source))
      }
      ts.forEachChild(node, look)
    }
    look(source)
  }
  expect(unmarked).toEqual([])
})

it('every rule is one of the kit’s own elements, with the weight of two elements', () => {
  const css = readStyles()
  const selectors = [...css.matchAll(/(?:^|[{}])\s*([^@{}]+?)\s*\{/g)].map(([, selector = '']) => selector)
  const others = selectors.filter(
    (selector) => !/^html\s+body\s+:where\(/.test(selector) && !/^(from|to|from,\s*to)$/.test(selector),
  )
  expect(selectors.length).toBeGreaterThan(100)
  expect(others).toEqual([])
  const unmarked = selectors.filter((selector) => selector.startsWith('html') && !selector.includes('[data-r3'))
  expect(unmarked).toEqual([])
})

it('five plans in a row look like those of other numbers', () => {
  const rules = (file: string) =>
    /@container r3-picker \(min-width: \d+rem\) \{\n([\s\S]*?)\n\}/.exec(
      readFileSync(`src/react/packages/${file}.css`, 'utf8'),
    )?.[1]
  const columns = rules('picker-columns')?.replaceAll('cards', 'five').replace('var(--_columns, 3)', '5')
  expect(columns).toContain('picker-radio')
  expect(rules('picker-five')).toBe(columns)
})
