import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { componentPage, componentPages } from '../../tools/component-pages.ts'

const components = Object.keys(componentPages)

it('every component has a page', () => {
  const exported = [...readFileSync('src/index.ts', 'utf8').matchAll(/\b([A-Z]\w+)Props\b/g)]
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('Host') && name !== 'DashboardFrameProvider' && name !== 'Frame')
  expect([...new Set(exported)].sort()).toEqual(components.toSorted())
})

it.each(components)('the page of %s has the props, parts and tokens of today’s source', (component) => {
  const plain = (text: string) => text.replace(/[ -]+/g, ' ')
  expect(plain(readFileSync(`docs/components/${component}.md`, 'utf8'))).toBe(plain(componentPage(component)))
})
