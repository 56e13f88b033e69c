/**
 * A page of the platform as text for `srcdoc`. There its links and forms lead nowhere: a script of ours tells the page
 * around where they would have led.
 */
export function visitable(html: string, url: string): string {
  const script = `<script>(() => {
    const at = ${JSON.stringify(url).replaceAll('<', '\\u003c')}
    const tell = (url, method, body) => parent.postMessage({ visit: { url: new URL(url, at).href, method, body } }, '*')
    addEventListener('click', (event) => {
      const link = event.target instanceof Element && event.target.closest('a[href]')
      if (!link) return
      event.preventDefault()
      tell(link.getAttribute('href'), 'GET', null)
    })
    addEventListener('submit', (event) => {
      event.preventDefault()
      const form = event.target
      const fields = new URLSearchParams(new FormData(form, event.submitter)).toString()
      const action = form.getAttribute('action') || at
      if (form.method === 'post') tell(action, 'POST', fields)
      else tell(new URL('?' + fields, new URL(action, at)).href, 'GET', null)
    })
  })()</script>`
  return html.replace(/<head>/i, (head) => head + script)
}
