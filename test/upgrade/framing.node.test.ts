import { describe, expect, it } from 'vitest'
import { assertNotFramedByStranger } from '../../src/react/safety/framing.ts'

const own = 'https://app.example.com'
const shell = 'https://admin.example.com'
const stranger = 'https://stranger.example'

type Page = Parameters<typeof assertNotFramedByStranger>[1] & object
const page = (ancestors: string[] | undefined, referrer = '', depth = 1): Page => {
  const top = {}
  const parent = depth === 1 ? top : {}
  return {
    location: { origin: own, ancestorOrigins: ancestors },
    document: { referrer },
    parent,
    top,
  } as unknown as Page
}
const refused = (around: Page, allowed: string[] = []) => {
  try {
    assertNotFramedByStranger(allowed, around)
    return false
  } catch (error) {
    expect(error).toMatchObject({ code: 'framed', retryable: false })
    return true
  }
}

describe('confirming a change on a framed page', () => {
  it('is fine on a page of its own', () => {
    const alone = { location: { origin: own }, document: { referrer: '' }, parent: null, top: null } as unknown as Page
    Object.assign(alone, { parent: alone, top: alone })
    expect(refused(alone)).toBe(false)
  })
  it('is fine inside pages of the same origin', () => expect(refused(page([own, own]))).toBe(false))
  it('is refused inside a stranger’s page', () => expect(refused(page([stranger]))).toBe(true))
  it('is refused when a stranger’s page is further out', () =>
    expect(refused(page([own, stranger]), [shell])).toBe(true))
  it('is fine inside a page that is allowed by name', () => expect(refused(page([shell]), [shell])).toBe(false))
  it('is fine inside a page that is named with a slash at its end, or in capitals', () =>
    expect([`${shell}/`, shell.toUpperCase()].map((named) => refused(page([shell]), [named]))).toEqual([false, false]))
  it('is refused inside a page without an origin, whatever is allowed', () =>
    expect(refused(page(['null']), ['about:blank'])).toBe(true))
  it('compares whole origins', () => expect(refused(page([`${shell}.stranger.example`]), [shell])).toBe(true))

  describe('where the browser does not list the pages around', () => {
    it('takes the page that led here for the one around', () =>
      expect([
        refused(page(undefined, `${shell}/x`), [shell]),
        refused(page(undefined, `${stranger}/`), [shell]),
      ]).toEqual([false, true]))
    it('is refused when that is not told', () => expect(refused(page(undefined), [shell])).toBe(true))
    it('is refused when there are several', () => expect(refused(page(undefined, `${shell}/`, 2), [shell])).toBe(true))
  })
})
