import { cleanup, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { commands, page, userEvent } from 'vitest/browser'
import written from '../../docs/accessibility.md?raw'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import { renderInProvider } from '../packages/in-provider.tsx'
import '../../src/styles.css'

beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})
afterEach(cleanup)

function Page() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button onClick={() => setOpen(true)}>Plans</button>
      <UpgradeModal websiteId="acme-bikes" open={isOpen} onOpenChange={setOpen} />
      <SubscriptionPanel websiteId="acme-bikes" />
    </>
  )
}

/** As browsers make names and descriptions: what has a box of its own is not run together with what is beside it. */
function wordsIn(node: Node): string {
  if (!(node instanceof Element)) return node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : ''
  const words = [...node.childNodes].map(wordsIn).join('')
  return /^(inline|contents)$/.test(getComputedStyle(node).display) ? words : ` ${words} `
}
const textOf = (element: Element | null) =>
  (element ? wordsIn(element) : '')
    .replace(/[\u2066-\u2069\u200b]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
const named = (ids: string | null) =>
  (ids ?? '')
    .split(' ')
    .map((id) => textOf(document.getElementById(id)))
    .filter(Boolean)
    .join(' ')

/** What a screen reader is given for what has the focus: role, name and description. */
function focus(): string {
  const element = document.activeElement as HTMLElement
  if (element === document.body) return 'the browser’s own bar'
  const role =
    element.role ?? element.getAttribute('type') ?? (/^h\d$/i.test(element.localName) ? 'heading' : element.localName)
  const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])].map(textOf).join(' ') : ''
  const name = element.ariaLabel ?? (named(element.getAttribute('aria-labelledby')) || labels || textOf(element))
  const description = named(element.getAttribute('aria-describedby'))
  const isWaiting = element.ariaDisabled === 'true' ? ', waiting' : ''
  const isChecked = element instanceof HTMLInputElement && element.checked ? ', checked' : ''
  return `${role === 'submit' ? 'button' : role} “${name}”${isWaiting}${isChecked}${description ? `: ${description}` : ''}`
}

/** Said for a moment, while something is on its way: a fast answer leaves it out. */
const isInBetween = (text: string) => /One moment…|Changing your plan$/.test(text)

const live = '[role=status],[role=alert],[aria-live],output'

/** Writes down each text that comes into a live region. */
function listen(say: (text: string) => void): () => void {
  const last = new Map<Element, string>()
  const observer = new MutationObserver((records) => {
    const regions = new Set<Element>()
    for (const { target, addedNodes } of records) {
      const around = (target instanceof Element ? target : target.parentElement)?.closest(live)
      if (around) regions.add(around)
      for (const added of addedNodes)
        if (added instanceof Element)
          for (const region of [added, ...added.querySelectorAll(live)]) if (region.matches(live)) regions.add(region)
    }
    for (const region of regions) {
      const text = textOf(region)
      if (text && text !== last.get(region)) say(`${region.role === 'alert' ? 'alert' : 'said'}: ${text}`)
      last.set(region, text)
    }
  })
  observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  return () => observer.disconnect()
}

it('the whole way by keyboard, with what is focused and said, is as the page about accessibility has it', async () => {
  await page.viewport(1024, 768)
  const log: string[] = []
  let said: string[] = []
  const stop = listen((text) => isInBetween(text) || said.push(text))
  /** Presses a key and waits for what it must lead to: the focus, and what is said. */
  const press = async (key: string, leadsTo: string, saying?: string) => {
    await userEvent.keyboard(`{${key}}`)
    await waitFor(() => expect(focus()).toContain(leadsTo))
    if (saying) await waitFor(() => expect(said.join('\n')).toContain(saying))
    log.push(`${key} → ${focus()}`, ...said.map((text) => `    ${text}`))
    said = []
  }
  const tabTo = async (text: string) => {
    for (let count = 0; count < 12; count++) {
      await press('Tab', '')
      if (focus().includes(text)) return
    }
    throw new Error(`${log.join('\n')}\nThe Tab key leads to no “${text}”.`)
  }
  renderInProvider(<Page />, { state: 'basic' })
  await screen.findByText(/^Less than a quarter is left/, { selector: 'output' })
  said = []

  await tabTo('Plans')
  await press('Enter', 'Choose a plan')
  await tabTo('radio “Monthly')
  await press('ArrowRight', 'Yearly')
  await press('ArrowLeft', 'Monthly')
  await tabTo('radio “Free')
  await press('ArrowDown', 'Advanced', 'Advanced, monthly.')
  await press('ArrowDown', 'Pro', 'Pro, monthly.')
  await tabTo('Review the change')
  await press('Enter', 'heading “Review the change”', '€19.40')
  await tabTo('Upgrade now')
  await press('Enter', 'You are on Pro', 'Renews')
  await press('Escape', 'Plans')
  await tabTo('Turn off auto-renewal…')
  await press('Enter', 'Keep')
  await tabTo('“Turn off auto-renewal”')
  await press('Enter', 'Turn auto-renewal back on', 'Auto-renewal is off')
  await press('Enter', 'Turn off auto-renewal', 'Auto-renewal is on again')
  stop()
  const walk = log.join('\n')
  // `npm run keyboard-walk` writes it into the page.
  if (import.meta.env['VITE_WRITE_WALK'])
    await commands.writeFile(
      'docs/accessibility.md',
      written.replace(/(?<=```text\n)[^`]*(?=\n```)/, () => walk),
    )
  else expect(written).toContain(walk)
})
