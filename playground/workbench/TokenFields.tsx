import { useId } from 'react'
import { tokens } from 'virtual:tokens'
import { declarationsOf, tokensIn, type Choices } from './choices.ts'

/** These have controls of their own. */
const shownAbove = new Set(['--r3-accent', '--r3-radius', '--r3-density'])
/** Set by the kit itself, or without anything to see in a scene. */
const notForHere = new Set(['--r3-share', '--r3-z-index'])

export interface TokenFieldsProps {
  choices: Choices
  onChoose: (change: Partial<Choices>) => void
}

/** A field for each token that the stylesheet reads: a token that is added to it has one too. */
export default function TokenFields({ choices, onChoose }: TokenFieldsProps) {
  const id = useId()
  const set = tokensIn(choices.tokens)
  const write = (name: string, value: string) => {
    const next = new Map(set)
    if (value === '') next.delete(name)
    else next.set(name, value)
    onChoose({ tokens: declarationsOf(next) })
  }
  return tokens
    .filter(({ name }) => !shownAbove.has(name) && !notForHere.has(name))
    .map(({ name, words, fallback }) => (
      <div key={name} className="field">
        <label className="label token" htmlFor={id + name}>
          {name}
        </label>
        <input
          id={id + name}
          className="input"
          defaultValue={set.get(name) ?? ''}
          placeholder={fallback || 'derived'}
          aria-describedby={`${id}${name}-words`}
          spellCheck={false}
          onChange={({ target }) => write(name, target.value)}
        />
        <p id={`${id}${name}-words`} className="hint">
          {words}
        </p>
      </div>
    ))
}
