import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { literal, object, safeParse, string, union, unknown, optional, type ZodMiniType } from 'zod/mini'
import { dashboardUrlSchema, getDashboardUrl } from '../../src/contract/dashboard-url.ts'
import { parseErrorBody } from '../../src/contract/error.ts'
import { parseFrameMessage } from '../../src/contract/frame-message.ts'
import { parseWith, type Schema } from '../../src/contract/schema.ts'
import { dashboardUrlInputInZod, dashboardUrlInZod } from '../../tools/openapi/shapes.ts'
import { byLane } from '../lane.ts'

const click = object({ type: literal('UPGRADE_BUTTON_CLICKED'), data: object({ intpWebsiteId: string() }) })
const upgraded = object({ type: literal('SUBSCRIPTION_UPGRADED') })

/** Objects that are nearly right, so that both verdicts come up. */
const nearly = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.oneof(
    fc.anything(),
    fc.record(
      Object.fromEntries(Object.entries(fields).map(([key, right]) => [key, fc.oneof(right, right, fc.anything())])),
      { requiredKeys: [] },
    ),
  )

function expectSameVerdict(shape: Schema, zod: ZodMiniType, values: fc.Arbitrary<unknown>) {
  const seen = new Set<boolean>()
  fc.assert(
    fc.property(values, (value) => {
      const byHand = parseWith(shape, value)
      const byZod = safeParse(zod, value)
      seen.add(byZod.success)
      expect('data' in byHand).toBe(byZod.success)
      if ('data' in byHand) expect(byHand.data).toEqual(byZod.data)
    }),
    { numRuns: byLane({ test: 500, all: 2000 }) },
  )
  expect(seen).toEqual(new Set([true, false]))
}

describe('a shape that every embed loads judges as a zod schema would', () => {
  it('of a signed URL', () => {
    const fields = { url: fc.webUrl(), expiresInSeconds: fc.double() }
    expectSameVerdict(dashboardUrlSchema, dashboardUrlInZod, nearly(fields))
  })

  it('of the question for one', () => {
    const ids = fc.oneof(fc.string(), fc.string({ minLength: 500, maxLength: 520 }), fc.constant(''))
    expectSameVerdict(getDashboardUrl.input, dashboardUrlInputInZod, nearly({ websiteId: ids }))
  })

  it('of what a frame says', () => {
    const zod = union([click, upgraded])
    const type = fc.constantFrom('UPGRADE_BUTTON_CLICKED', 'SUBSCRIPTION_UPGRADED')
    const values = nearly({ type, data: nearly({ intpWebsiteId: fc.string() }) })
    fc.assert(
      fc.property(values, (value) => {
        expect(parseFrameMessage(value)).toEqual(safeParse(zod, value).data ?? null)
      }),
      { numRuns: byLane({ test: 500, all: 2000 }) },
    )
    expect(parseFrameMessage({ type: 'SUBSCRIPTION_UPGRADED', more: 1 })).toEqual({ type: 'SUBSCRIPTION_UPGRADED' })
  })

  it('names the field that is wrong', () => {
    expect(parseWith(dashboardUrlSchema, { url: 'https://a.test' })).toEqual({ wrongField: 'expiresInSeconds' })
    expect(parseWith(dashboardUrlSchema, null)).toEqual({ wrongField: 'url' })
  })
})

describe('the body of an error', () => {
  it('is read without hint and details, and with what a newer backend may say', () => {
    const body = (more: object) => ({
      error: { code: 'not_found', message: 'There is none.', retryable: false, ...more },
    })
    expect(parseErrorBody(body({}))).toMatchObject({ code: 'not_found', hint: null, details: undefined })
    expect(parseErrorBody(body({ code: 'from_the_future', hint: 7 }))).toMatchObject({ code: 'internal', hint: null })
    expect(parseErrorBody(body({ hint: 'Look there.', details: { a: 1 } }))).toMatchObject({
      hint: 'Look there.',
      details: { a: 1 },
    })
  })

  it('is none when a field is missing or odd', () => {
    const zod = object({
      error: object({
        code: string(),
        message: string(),
        retryable: literal([true, false]),
        hint: optional(unknown()),
      }),
    })
    const error = nearly({ code: fc.string(), message: fc.string(), retryable: fc.boolean() })
    fc.assert(
      fc.property(nearly({ error }), (value) => {
        expect(parseErrorBody(value) !== null).toBe(safeParse(zod, value).success)
      }),
      { numRuns: byLane({ test: 500, all: 2000 }) },
    )
  })
})
