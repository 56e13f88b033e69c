import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fencesOf, type Fence } from '../../tools/fences/fence.ts'
import { moduleOf } from '../../tools/fences/module-of.ts'

/** The fence of a page that has these words in it. */
export function fenceWith(page: string, words: string): Fence {
  const fence = fencesOf(page).find(({ code }) => code.includes(words))
  if (!fence) throw new Error(`${page} has no code with ${words}.`)
  return fence
}

/**
 * Runs a fence as it stands, with these values for the names that its page leaves to the reader, and answers what it has
 * made under the names that are asked for.
 */
export async function runFence<Name extends string>(
  fence: Fence,
  values: Record<string, unknown>,
  made: readonly Name[] = [],
): Promise<Record<Name, unknown>> {
  Object.assign(globalThis, values)
  const folder = join(process.cwd(), 'dist-fences/run')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${fence.page.replace(/\W/g, '-')}-${fence.line}.tsx`)
  const code = moduleOf(fence).replace(/^export (?=const)/gm, '')
  writeFileSync(file, `${code}export const made = { ${made.join(', ')} }\n`)
  const { made: found } = (await import(/* @vite-ignore */ file)) as { made: Record<Name, unknown> }
  return found
}
