import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fencesOf, hasTypes, pages, shownFile } from './fences/fence.ts'
import { moduleOf } from './fences/module-of.ts'

const folder = 'dist-fences'

/** Writes each fence of the docs to a file, for the type check that follows. */
export function writeFences(): number {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  let count = 0
  for (const fence of pages().flatMap(fencesOf)) {
    if (!hasTypes(fence) || 'unchecked' in fence.attributes || shownFile(fence)) continue
    const name = fence.page
      .replace(/^docs\//, '')
      .replace(/\.md$/, '')
      .replaceAll('/', '+')
    const ending = fence.language.endsWith('x') ? 'tsx' : 'ts'
    writeFileSync(`${folder}/${name}+${fence.line}.${ending}`, moduleOf(fence))
    count += 1
  }
  return count
}

if (import.meta.main) writeFences()
