import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const blocks = [...readFileSync('docs/hosts.md', 'utf8').matchAll(/```\w+\n\/\/ (\S+\/\S+)\n([\s\S]*?)```/g)].map(
  ([, file, code]) => ({ file: file!, code: code! }),
)

it('shows the lines of several frameworks', () => {
  expect(blocks.length).toBeGreaterThanOrEqual(5)
})

it.each(blocks)('$file stands in docs/hosts.md as it is', ({ file, code }) => {
  expect(existsSync(file)).toBe(true)
  expect(code).toBe(readFileSync(file, 'utf8'))
})
