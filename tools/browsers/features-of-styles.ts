import { featureAt, isOldEnough } from './support.ts'

/** What a stylesheet uses that the oldest browsers lack, as MDN's paths. Nesting is refused, since nothing here would read it. */
export function newerInStyles(css: string): string[] {
  const found = new Set<string>()
  const add = (...path: string[]) => {
    if (!isOldEnough(featureAt(path))) found.add(path.join('.'))
  }
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/"[^"]*"|'[^']*'|url\([^)]*\)/g, '""')
  for (const [, before = ''] of bare.matchAll(/(?:^|[{};])([^{};]*)(?=\{)/g)) prelude(before.trim(), add)
  // A statement, as `@layer theme, base;`.
  for (const [, name = ''] of bare.matchAll(/@([\w-]+)[^{};]*;/g)) add('css', 'at-rules', name)
  for (const [, name = '', value = ''] of bare.matchAll(/([\w-]+)\s*:([^{};:][^{};]*)(?=[;}])/g))
    declaration(name, value, add)
  return [...found].sort()
}

type Add = (...path: string[]) => void

function prelude(text: string, add: Add): void {
  const [, atRule, condition = ''] = /^@([\w-]+)([\s\S]*)$/.exec(text) ?? []
  if (atRule) {
    add('css', 'at-rules', atRule)
    for (const [, name = ''] of condition.matchAll(/([\w-]+)\s*[:)<>=]/g)) add('css', 'at-rules', atRule, name)
    return
  }
  for (const [, name = ''] of text.matchAll(/::?([\w-]+)/g)) add('css', 'selectors', name)
  if (text.startsWith('&') || text.includes(' &')) add('css', 'selectors', 'nesting')
}

function declaration(name: string, value: string, add: Add): void {
  if (!name.startsWith('--')) add('css', 'properties', name)
  for (const [, word = ''] of value.matchAll(/(?<![\w-])([a-z][a-z-]*)(?![\w(-])/g)) {
    if (!name.startsWith('--')) add('css', 'properties', name, word.replaceAll('-', '_'))
    if (!name.startsWith('--')) add('css', 'properties', name, word)
  }
  for (const [, called = ''] of value.matchAll(/([a-z][\w-]*)\(/g)) {
    for (const room of [
      ['css', 'types'],
      ['css', 'types', 'color'],
      ['css', 'types', 'image'],
      ['css', 'types', 'gradient'],
    ]) {
      add(...room, called)
    }
  }
  for (const [, unit = ''] of value.matchAll(/\d([a-z]+)(?![\w-])/g)) add('css', 'types', 'length', unit)
}
