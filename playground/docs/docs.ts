import { startSearch } from './search-dialog.ts'

/** Whether this is the static site; set where it is bundled. */
declare const IS_BUILT: boolean

const root = document.documentElement
const dark = matchMedia('(prefers-color-scheme: dark)')

function offerTheme(): void {
  const button = document.querySelector<HTMLButtonElement>('.theme')
  if (!button) return
  const isDark = () => (root.dataset['theme'] ?? (dark.matches ? 'dark' : 'light')) === 'dark'
  const name = () => {
    button.textContent = isDark() ? 'Light' : 'Dark'
    button.setAttribute('aria-label', `Show the ${isDark() ? 'light' : 'dark'} theme`)
  }
  button.addEventListener('click', () => {
    root.dataset['theme'] = isDark() ? 'light' : 'dark'
    try {
      localStorage.setItem('react-3as-docs-theme', root.dataset['theme'])
    } catch {
      // It then holds for this page alone.
    }
    name()
  })
  dark.addEventListener('change', name)
  name()
  button.hidden = false
}

function offerCopies(): void {
  if (!('clipboard' in navigator)) return
  for (const button of document.querySelectorAll<HTMLButtonElement>('.copy')) {
    const code = button.parentElement?.querySelector('code')
    button.hidden = false
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText(`${code?.textContent ?? ''}\n`).then(() => {
        button.textContent = 'Copied'
        setTimeout(() => (button.textContent = 'Copy'), 2000)
      })
    })
  }
}

/** What is wider than the page scrolls by itself, and then by keyboard too. */
function reachWide(): void {
  const mark = (box: Element) => {
    if (box.scrollWidth > box.clientWidth) box.setAttribute('tabindex', '0')
    else box.removeAttribute('tabindex')
  }
  const boxes = document.querySelectorAll('.wide, pre')
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) mark(target)
  })
  for (const box of boxes) {
    mark(box)
    observer.observe(box)
  }
  // Another font makes the text wider, and not its box.
  void document.fonts.ready.then(() => boxes.forEach(mark))
}

offerTheme()
offerCopies()
reachWide()
startSearch()
document.querySelector('.contents-wide [aria-current]')?.scrollIntoView({ block: 'nearest' })

// So that the pages are there without a network. Only the static site has that worker.
if (IS_BUILT) {
  addEventListener('load', () => void navigator.serviceWorker?.register(`${root.dataset['root']}sw.js`).catch(() => {}))
}
