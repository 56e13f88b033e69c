import type { WebsiteSummary } from 'react-3as'
import type { ReactNode } from 'react'

export type User = 'owner' | 'colleague'

interface ShellProps {
  user: User
  onUser: (user: User) => void
  shops: readonly WebsiteSummary[]
  shop: WebsiteSummary | undefined
  onShop: (websiteId: string) => void
  children: ReactNode
}

const nameOf = (websiteId: string) => {
  const [, name = websiteId] = websiteId.split('-')
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** The page around the analytics: Acme's own product. */
export function Shell({ user, onUser, shops, shop, onShop, children }: ShellProps) {
  return (
    <div className="acme">
      <header className="topbar">
        <span className="brand">
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="8" />
            <path d="M9 23 16 8l7 15" />
          </svg>
          Acme Shops
        </span>
        <label className="user">
          <span>Signed in as</span>
          <select value={user} onChange={(event) => onUser(event.target.value === 'colleague' ? 'colleague' : 'owner')}>
            <option value="owner">Ada, owner</option>
            <option value="colleague">Bo, may look</option>
          </select>
        </label>
      </header>
      <nav className="shops" aria-label="Your shops">
        <h2>Your shops</h2>
        <ul>
          {shops.map(({ websiteId, domain }) => (
            <li key={websiteId}>
              <button
                aria-current={websiteId === shop?.websiteId ? 'page' : undefined}
                onClick={() => onShop(websiteId)}
              >
                <span className="shop-mark" aria-hidden="true">
                  {nameOf(websiteId).charAt(0)}
                </span>
                <span className="shop-name">
                  {nameOf(websiteId)}
                  <small>{domain}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <main>{children}</main>
    </div>
  )
}
