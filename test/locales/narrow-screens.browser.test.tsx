import { cleanup } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { ar } from '../../src/locales/ar.ts'
import { de } from '../../src/locales/de.ts'
import { en } from '../../src/locales/en.ts'
import { pl } from '../../src/locales/pl.ts'
import { pseudoLanguage } from '../../stories/pseudo-language.ts'
import { panels, pickers, reviews, show } from './screens.tsx'
import '../../src/styles.css'

afterEach(() => {
  cleanup()
  document.documentElement.removeAttribute('dir')
  document.documentElement.removeAttribute('lang')
})

const states = ['basic', 'planned_downgrade', 'ending', 'trial', 'heavy_use', 'payment_due']
const screens = [...pickers, ...reviews, ...panels].filter(({ state }) => states.includes(state))
const languages = { de, pl, ar, longer: pseudoLanguage(en) }

/** Elements whose text is wider than they are, or that stick out of the window. */
function cutOff(width: number): string[] {
  const shown = document.querySelectorAll<HTMLElement>('[data-r3]:not([data-r3=hidden], [data-r3=hidden] *)')
  return [...shown]
    .filter((element) => {
      const { display } = getComputedStyle(element)
      const { left, right } = element.getBoundingClientRect()
      const isWide = display !== 'inline' && element.scrollWidth - element.clientWidth > 1
      return isWide || left < -1 || right > width + 1
    })
    .map((element) => `${element.dataset['part']}: ${element.textContent}`)
}

describe.each([320, 390])('nothing is cut off at %i pixels', (width) => {
  it.each(Object.keys(languages) as (keyof typeof languages)[])('in %s', async (name) => {
    await page.viewport(width, 800)
    document.documentElement.lang = name === 'longer' ? 'en' : name
    document.documentElement.dir = name === 'ar' ? 'rtl' : 'ltr'
    for (const screen of screens) {
      await show(screen, languages[name])
      expect(cutOff(width), screen.name).toEqual([])
      cleanup()
    }
  })
})
