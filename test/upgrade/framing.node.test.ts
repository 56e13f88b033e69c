import { describe, expect, it } from 'vitest'
import { assertNotFramedByStranger } from '../../src/react/safety/framing.ts'

const own = 'https://app.example.com'
const shell = 'https://admin.example.com'
const stranger = 'https://stranger.example'

type Page = Parameters<typeof assertNotFramedByStranger>[1] & object
const page = (ancestors: string[]): Page => ({ ...framed({}), location: locationOf(own, ancestors) })
const locationOf = (origin: string, ancestorOrigins?: string[]) => ({ origin, ancestorOrigins }) as unknown as Location

/** The innermost of frames, in a browser that does not list the pages around. Each is told by what led to it. */
function framed(...[innermost, ...around]: { origin?: string; referrer?: string }[]): Page {
  const inner = { origin: own, referrer: '', ...innermost! }
  const windows = [inner, ...around].map(({ origin, referrer = '' }) => ({
    get location() {
      if (origin !== own)
        throw new DOMException('Blocked a frame from accessing a cross-origin frame.', 'SecurityError')
      return locationOf(origin)
    },
    document: { referrer },
  }))
  const top = windows.at(-1)!
  for (const [at, each] of windows.entries()) Object.assign(each, { parent: windows[at + 1] ?? top, top })
  return windows[0] as unknown as Page
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
    expect(refused(framed({}))).toBe(false)
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
    it('is fine inside pages of the same origin, whatever led here', () =>
      expect([
        refused(framed({}, { origin: own })),
        refused(framed({ referrer: `${stranger}/` }, { origin: own }, { origin: own })),
      ]).toEqual([false, false]))
    it('takes the page that led here for the one around', () =>
      expect([
        refused(framed({ referrer: `${shell}/x` }, { origin: shell }), [shell]),
        refused(framed({ referrer: `${stranger}/` }, { origin: stranger }), [shell]),
      ]).toEqual([false, true]))
    it('is refused when a link within a stranger’s frame has led here', () =>
      expect(refused(framed({ referrer: `${own}/` }, { origin: stranger }), [shell, own])).toBe(true))
    it('is refused when a stranger’s page is further out', () =>
      expect(refused(framed({ referrer: `${own}/` }, { origin: own }, { origin: stranger }))).toBe(true))
    it('is fine when the page further out is allowed by name', () =>
      expect(refused(framed({}, { origin: own, referrer: `${shell}/` }, { origin: shell }), [shell])).toBe(false))
    it('is refused when that is not told', () => expect(refused(framed({}, { origin: shell }), [shell])).toBe(true))
    it('is refused when there are several of another origin', () =>
      expect(refused(framed({ referrer: `${shell}/` }, { origin: shell }, { origin: shell }), [shell])).toBe(true))
  })
})
