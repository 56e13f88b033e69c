import { assertApplies, findPlanted, type Planted } from './planted.ts'

interface Search {
  /** Every mistake is looked for from this seed on. */
  from: number
  /** How many histories it may take. */
  histories: number
  atOnce: number
  say: (line: string) => void
}

/** Looks for each of the mistakes, and prints a table. False when one was not found. */
export async function findAll(
  mistakes: readonly Planted[],
  { from, histories, atOnce, say }: Search,
): Promise<boolean> {
  for (const mistake of mistakes) assertApplies(mistake)
  say(`${mistakes.length} mistakes, each looked for from seed ${from} on, in ${histories} histories at most`)
  say('| mistake | kind | found in history | seed | label |\n| --- | --- | ---: | ---: | --- |')
  const waiting = [...mistakes]
  let missing = 0
  const work = async () => {
    for (let mistake = waiting.shift(); mistake; mistake = waiting.shift()) {
      const result = await findPlanted(mistake, { from, histories })
      const found = result ? `${result.histories} | ${result.seed} | ${result.label}` : 'not found | |'
      if (!result) missing += 1
      say(`| ${mistake.name} | ${mistake.kind} | ${found} |`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  say(missing === 0 ? 'Each of them was found.' : `${missing} of them were not found.`)
  return missing === 0
}
