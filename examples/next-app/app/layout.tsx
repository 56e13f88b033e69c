import type { ReactNode } from 'react'
import 'react-3as/styles.css'
import { Providers } from './providers'

export const metadata = { title: 'Acme' }

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}
