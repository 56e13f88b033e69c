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
  return new Map(globSync('src/contract/*.ts').flatMap((file) => [...commentsOf(readFileSync(file, 'utf8'))]))
}

function commentsOf(source: string): Map<string, Said> {
  const said = new Map<string, Said>()
  for (const [, comment = '', name = '', type = '', body = ''] of source.matchAll(
    /(?:\/\*\*((?:(?!\*\/)[^])*)\*\/\n)?(?:export )?const (\w+)(?:: SchemaOf<(\w+)>)? = ([^]*?)\n(?=\n|export|$)/g,
  )) {
    // A schema with a type of its own is another constant by that name, or a union of some.
    const behind = type ? [...body.matchAll(/\w+/g)].flatMap(([part]) => said.get(part) ?? []) : []
    const spread = [...body.matchAll(/\.\.\.(\w+)/g)].flatMap(([, part = '']) => said.get(part) ?? [])
    const fields = [...body.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\s*(\w+):/g)].map(
      ([, text = '', field = '']) => [field, plain(text)] as const,
    )
    const members = [...body.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\s*'(\w+)'/g)].map(
      ([, text = '', word = '']) => [word, plain(text)] as const,
    )
    const text = plain(comment)
    const [, word] = /^object\(\{\s*\w+: literal\('(\w+)'/.exec(body) ?? []
    if (word && text) members.push([word, text])
    said.set(name, {
      text: text || commentOnType(source, type) || (behind.length === 1 ? (behind[0]?.text ?? '') : ''),
      fields: new Map([...[...behind, ...spread].flatMap((part) => [...part.fields]), ...fields]),
      members: new Map([...behind.flatMap((part) => [...part.members]), ...members]),
    })
  }
  return said
}

function commentOnType(source: string, name: string): string {
  const found = new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\nexport type ${name} `).exec(source)
  return plain(found?.[1] ?? '')
}

function plain(comment: string): string {
  return comment
    .replace(/^\s*\* ?/gm, '')
    .replace(/\s*@example[^]*$/, '')
    .replace(/\{@link (\w+)\}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}
