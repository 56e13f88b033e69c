import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openApiDocument } from '../../tools/openapi/document.ts'

it('are promised only where the backend gives them', () => {
  const { schemas } = openApiDocument()['components'] as { schemas: { ChangeReason: { enum: string[] } } }
  const backend = globSync('src/backend/**/*.ts').map((file) => readFileSync(file, 'utf8'))
  const given = new Set(backend.join('').match(/(?<=')\w+(?=')/g))
  expect(schemas.ChangeReason.enum.filter((reason) => !given.has(reason))).toEqual([])
})
