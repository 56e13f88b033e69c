import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { demoIntps, demoPackageId } from '../../packages/sandbox/src/core/demo.ts'
import { sha256 } from '../../packages/sandbox/src/core/sha256.ts'

it('a demo package has the same id in every version, so that what has been written down stays right', () => {
  expect(demoPackageId(demoIntps.website.id, 'Basic', 'monthly')).toBe('899411e5-93b4-88ad-8735-1bff969d1631')
})

it('hashes as Node does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'))
    }),
  )
})
