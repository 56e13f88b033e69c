import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { architecturePage } from '../../tools/architecture.ts'

it('is drawn and listed in the docs as the lint holds it', () => {
  const plain = (text: string) => text.replace(/[ -]+/g, ' ')
  expect(plain(readFileSync('docs/architecture.md', 'utf8'))).toBe(plain(architecturePage()))
})
