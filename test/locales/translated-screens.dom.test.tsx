import { cleanup } from '@testing-library/react'
import { beforeAll, describe, expect, it } from 'vitest'
import { ar } from '../../src/locales/ar.ts'
import { de } from '../../src/locales/de.ts'
import { en } from '../../src/locales/en.ts'
import type { Language } from '../../src/react/provider/catalogue.ts'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { frames, outcomes, panels, pickers, reviews, show, type Screen } from './screens.tsx'

beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})

/** What is data and not language: plans, websites, references. */
const data = /^(Free|Basic|Pro|Advanced|Business|Legacy|bikes\.acme\.test|RA-\d+)$/

/** Every text that somebody sees or hears. */
function said(): Set<string> {
  const texts = new Set<string>()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) texts.add(walker.currentNode.textContent ?? '')
  for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt']) {
    for (const element of document.querySelectorAll(`[${name}]`)) texts.add(element.getAttribute(name) ?? '')
  }
  return new Set([...texts].map((text) => text.trim()).filter((text) => /\p{L}{2}/u.test(text) && !data.test(text)))
}

async function textsOf(screen: Screen, language: Language) {
  await show(screen, language)
  const texts = said()
  cleanup()
  return texts
}

const screens = [...panels, ...pickers, ...reviews, ...outcomes, ...frames]

describe('no text is left in English', () => {
  it.each(screens)('on $name', async (screen) => {
    const english = await textsOf(screen, en)
    const german = await textsOf(screen, de)
    const arabic = await textsOf(screen, ar)
    expect(english.size).toBeGreaterThan(0)
    expect(german.size).toBeGreaterThan(0)
    expect([...german].filter((text) => english.has(text))).toEqual([])
    const latin = [...arabic].flatMap((text) => text.match(/\p{Script=Latin}(?:[.-]?[\p{Script=Latin}\d])*/gu) ?? [])
    expect(latin.filter((word) => !data.test(word))).toEqual([])
  })
})
