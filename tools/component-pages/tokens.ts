import { globSync, readFileSync } from 'node:fs'

/** The token behind each private name of the stylesheet. */
function tokensBehind(): Map<string, string> {
  const tokens = readFileSync('src/react/ui/tokens.css', 'utf8')
  return new Map(
    [...tokens.matchAll(/^ *(--_[\w-]+):[^;]*?(--r3-[\w-]+)/gm)].map(([, own = '', token = '']) => [own, token]),
  )
}

/** The tokens that the rules of a room of `src/react` name, directly or by what is derived from them. */
export function tokensIn(room: string): string[] {
  const behind = tokensBehind()
  const rules = globSync(`src/react/${room}/*.css`).map((file) => readFileSync(file, 'utf8'))
  const named = rules.flatMap((css) => [...css.matchAll(/--(?:_|r3-)[\w-]+/g)].map(([name]) => name))
  const tokens = named.map((name) => behind.get(name) ?? name).filter((name) => name.startsWith('--r3-'))
  return [...new Set(tokens)].sort()
}
