import type { PageNews } from '../preview/preview-messages.ts'
import type { TabNews } from '../tab/tab-messages.ts'

export type News = PageNews | TabNews

export interface Entry {
  id: number
  at: string
  news: News
}

/** What an entry is called, and where the docs explain it. */
const kinds = {
  frame: { name: 'message', docs: 'architecture', section: 'how-a-click-travels' },
  call: { name: 'call', docs: 'http-contract', section: 'routes' },
  ledger: { name: 'ledger', docs: 'payments', section: 'a-change-from-the-click' },
  platform: { name: 'platform', docs: 'sandbox', section: 'the-audit-log' },
} as const satisfies Record<News['kind'], { name: string; docs: string; section: string }>

/** What happens behind the page, newest first. */
export default function Inspector({ entries, onClear }: { entries: readonly Entry[]; onClear: () => void }) {
  return (
    <>
      <div className="pane-head">
        <h2>Inspector</h2>
        <button type="button" className="button quiet" onClick={onClear}>
          Clear
        </button>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard */}
      <section className="log" aria-label="Events" tabIndex={0}>
        {entries.length === 0 ? (
          <p className="hint">
            Calls of the page, messages of its frames, the ledger and the platform show here as they happen.
          </p>
        ) : (
          <table>
            {/* The head is out of sight and out of the layout, so the widths cannot be its cells'. */}
            <colgroup>
              <col className="at" />
              <col className="from" />
              <col />
            </colgroup>
            <thead className="hidden">
              <tr>
                <th>Time</th>
                <th>From</th>
                <th>What</th>
              </tr>
            </thead>
            <tbody>
              {entries.map(({ id, at, news }) => (
                <tr key={id}>
                  <td className="time">{at}</td>
                  <td>
                    <a
                      className="chip"
                      data-tone={toneOf(news)}
                      href={docsOf(news.kind)}
                      target="_blank"
                      rel="noreferrer"
                      title="What this is, in the docs"
                    >
                      {kinds[news.kind].name}
                    </a>
                  </td>
                  <td>
                    {news.what} <span className="detail">{news.detail}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </>
  )
}

export function docsOf(kind: News['kind']): string {
  const { docs, section } = kinds[kind]
  return `./docs/${docs}.html#${section}`
}

function toneOf(news: News): string {
  switch (news.kind) {
    case 'frame':
      return news.isGood ? 'good' : 'warn'
    case 'call':
      return news.isGood ? 'accent' : 'bad'
    case 'ledger':
      return 'plain'
    case 'platform':
      return 'plain'
    default:
      return news satisfies never
  }
}
