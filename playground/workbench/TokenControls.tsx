import { lazy, Suspense, useState } from 'react'
import { tokensIn } from './choices.ts'
import type { TokenFieldsProps } from './TokenFields.tsx'

const TokenFields = lazy(() => import('./TokenFields.tsx'))

/** The tokens that have no control of their own: many, so they are loaded when they are asked for. */
export function TokenControls({ choices, onChoose }: TokenFieldsProps) {
  const count = tokensIn(choices.tokens).size
  const [isOpen, setOpen] = useState(count > 0)
  return (
    <details className="tokens" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>All tokens{count > 0 ? `, ${count} set` : ''}</summary>
      {isOpen ? (
        <Suspense fallback={null}>
          <TokenFields choices={choices} onChoose={onChoose} />
        </Suspense>
      ) : null}
    </details>
  )
}
