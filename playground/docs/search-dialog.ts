import type { Find } from './find.ts'

const mostResults = 20

/** Opens with a button, `/` or Ctrl+K; what searches, and its index, are loaded then and not before. */
export function startSearch(): void {
  const button = document.querySelector<HTMLButtonElement>('.search-open')
  const dialog = document.querySelector<HTMLDialogElement>('dialog.search')
  const input = dialog?.querySelector('input')
  const list = dialog?.querySelector('ol')
  const said = dialog?.querySelector('.search-said')
  if (!button || !dialog || !input || !list || !said) return
  const docs = `${document.documentElement.dataset['root']}docs/`
  let find: Promise<Find> | undefined

  const open = () => {
    find ??= import('./find.ts').then(({ loadIndex }) => loadIndex(`${docs}site/search.json`))
    find.then(show, () => (said.textContent = 'The search could not be loaded.'))
    dialog.showModal()
    input.select()
  }

  async function show(): Promise<void> {
    const search = await find
    const text = input!.value.trim()
    const found = search && text !== '' ? search(text).slice(0, mostResults) : []
    list!.replaceChildren(
      ...found.map(({ address, page, heading, excerpt }) => {
        const item = document.createElement('li')
        const link = document.createElement('a')
        link.href = docs + address
        const name = document.createElement('strong')
        name.textContent = heading === page ? page : `${page}: ${heading}`
        const words = document.createElement('span')
        words.textContent = excerpt
        link.append(name, words)
        item.append(link)
        return item
      }),
    )
    said!.textContent = text === '' ? '' : found.length === 0 ? `Nothing has “${text}”.` : `${found.length} found`
  }

  button.hidden = false
  button.addEventListener('click', open)
  input.addEventListener('input', () => void show())
  // A result on this page leads to it only once the dialog is gone.
  list.addEventListener('click', () => dialog.close())
  dialog.addEventListener('keydown', (event) => {
    const links = [...list.querySelectorAll('a')]
    const at = links.indexOf(document.activeElement as HTMLAnchorElement)
    if (event.key === 'ArrowDown') links[Math.min(at + 1, links.length - 1)]?.focus()
    else if (event.key === 'ArrowUp') (at > 0 ? links[at - 1]! : input).focus()
    else if (event.key === 'Enter' && event.target === input) links[0]?.click()
    else return
    event.preventDefault()
  })
  addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
    const isAsked = (event.key === '/' && !isTyping) || (event.key === 'k' && (event.ctrlKey || event.metaKey))
    if (!isAsked || dialog.open) return
    event.preventDefault()
    open()
  })
}
