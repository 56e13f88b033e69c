import type { Language } from '../src/react/provider/catalogue.ts'

const filler = 'öñé ţŵö ţĥŕéé ƒöũŕ ƒîṽé šîẋ šéṽéñ éîĝĥţ '

/** Marked at both ends, so that what is cut off or put together from pieces shows, and about 40 % longer. */
function longer(text: string): string {
  const more = Math.ceil(text.length * 0.4)
  return `[${text} ${filler
    .repeat(Math.ceil(more / filler.length))
    .slice(0, more)
    .trim()}]`
}

function pseudo<Text>(texts: Text): Text {
  if (typeof texts === 'string') return longer(texts) as Text
  if (typeof texts === 'function') return ((...facts: unknown[]) => longer(texts(...facts))) as Text
  const entries = Object.entries(texts as object).map(([key, text]) => [key, pseudo(text)])
  return Object.fromEntries(entries) as Text
}

/** A language for looking at layouts: that of `language`, with every text marked and longer. */
export function pseudoLanguage({ locale, ...texts }: Language): Language {
  return { locale, ...pseudo(texts) }
}
