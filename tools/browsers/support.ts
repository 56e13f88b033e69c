import bcd, {
  type CompatStatement,
  type Identifier,
  type SupportStatement,
} from '@mdn/browser-compat-data' with { type: 'json' }

/** The oldest browsers that the kit is for. Safari's is the one of iOS as well. */
export const floor = { chrome: 111, firefox: 114, safari: 16.4, safari_ios: 16.4 } as const

/** What MDN knows of a feature, by its path: `css.properties.text-wrap`. */
export function featureAt(path: readonly string[]): Identifier | undefined {
  let found = bcd as unknown as Identifier | undefined
  for (const step of path) found = found && Object.hasOwn(found, step) ? found[step] : undefined
  return found
}

/** Whether each of the oldest browsers has it. What MDN does not know of is a name of the code's own, and is old. */
export function isOldEnough(feature: Identifier | undefined): boolean {
  const compat = knownOf(feature)
  if (!compat) return true
  return Object.entries(floor).every(([browser, version]) =>
    hadBy(compat.support[browser as keyof typeof floor], version),
  )
}

/** What MDN says of it, where it says anything: a group such as `css.types` is not a feature. */
export const knownOf = (feature: Identifier | undefined): CompatStatement | undefined => feature?.['__compat']

function hadBy(support: SupportStatement | undefined, version: number): boolean {
  return [support ?? []].flat().some(({ version_added, version_removed, prefix, alternative_name, flags }) => {
    if (version_removed || prefix || alternative_name || flags) return false
    return typeof version_added === 'string' && Number.parseFloat(version_added.replace('≤', '')) <= version
  })
}

/** By the name of a member, where it may stand: `at` is one of `Array`, of `String` and of `TypedArray`. */
export const ownersOf: ReadonlyMap<string, readonly string[][]> = (() => {
  const owners = new Map<string, string[][]>()
  for (const room of [['api'], ['javascript', 'builtins'], ['javascript', 'builtins', 'Intl']]) {
    for (const [owner, members] of Object.entries(featureAt(room) ?? {})) {
      for (const member of Object.keys(members)) {
        const name = member.replace(/_static$/, '')
        if (name !== '__compat') owners.set(name, [...(owners.get(name) ?? []), [...room, owner, member]])
      }
    }
  }
  return owners
})()

/** What a page of today has and the oldest browsers lack: where it is found from `window`. */
export function newerMembers(): string[][] {
  const places: string[][] = []
  for (const room of [['api'], ['javascript', 'builtins']]) {
    for (const [owner, members] of Object.entries(featureAt(room) ?? {})) {
      // React asks for the console's once, as it is loaded, and goes on calling it.
      if (owner === '__compat' || owner === 'console') continue
      if (!isOldEnough(featureAt([...room, owner]))) places.push([owner])
      for (const member of Object.keys(members)) {
        if (member === '__compat' || isOldEnough(featureAt([...room, owner, member]))) continue
        const name = member.replace(/_static$/, '')
        if (owner === 'Window') places.push([name])
        else places.push([owner, name], [owner, 'prototype', name])
      }
    }
  }
  return places
}
