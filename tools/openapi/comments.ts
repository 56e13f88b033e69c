import { globSync, readFileSync } from 'node:fs'

/** What the source of the contract says of a constant, of the fields that stand in it, and of its members or values. */
export interface Said {
  text: string
  fields: ReadonlyMap<string, string>
  /** By the word that tells one from the others. */
  members: ReadonlyMap<string, string>
}

/** By the constant's name, from its TSDoc: an author of a backend in another language reads the same words. */
export function readComments(): Map<string, Said> {
  const said = new Map<string, Said>()
  for (const file of globSync('src/contract/*.ts')) {
    const source = readFileSync(file, 'utf8')
    for (const [, comment = '', name = '', body = ''] of source.matchAll(
      /(?:\/\*\*((?:(?!\*\/)[^])*)\*\/\n)?(?:export )?const (\w+) = ([^]*?)\n(?=\n|export|$)/g,
    )) {
      const fields = [...body.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\s*(\w+):/g)].map(
        ([, text = '', field = '']) => [field, plain(text)] as const,
      )
      const spread = [...body.matchAll(/\.\.\.(\w+)/g)].flatMap(([, part = '']) => [...(said.get(part)?.fields ?? [])])
      const members = [...body.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\s*(?:object\(\{\s*\w+: literal\()?'(\w+)'/g)].map(
        ([, text = '', word = '']) => [word, plain(text)] as const,
      )
      said.set(name, { text: plain(comment), fields: new Map([...spread, ...fields]), members: new Map(members) })
    }
  }
  return said
}

function plain(comment: string): string {
  return comment
    .replace(/^\s*\* ?/gm, '')
    .replace(/\s*@example[^]*$/, '')
    .replace(/\{@link (\w+)\}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}
