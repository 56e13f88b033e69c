import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readPackage, report } from './surface/package-surface.ts'

// npm run surface [-- --write]: the public surface as the built declarations have it. It fails where a name in a public
// signature is not exported, or not by the entry that is used alone, where an optional property refuses `undefined`, where an
// editor would show the members of a shape or of a union in place of its name, and where the surface is not the one that
// docs/surface has. With --write it writes that.

const isWriting = process.argv.includes('--write')
const complaints: string[] = []
for (const folder of ['.', 'packages/sandbox']) {
  const read = readPackage(folder)
  complaints.push(
    ...read.notExported.map((what) => `Not exported by ${read.name}: ${what}.`),
    ...read.unrolled.map(
      (name) =>
        `${name} has no name where editors show it: an interface that extends it would, or a union that is written out.`,
    ),
    ...read.refusing.map((property) => `${property} is optional and refuses undefined.`),
  )
  const path = `docs/surface/${read.name}.txt`
  const now = report(read)
  if (isWriting) {
    mkdirSync('docs/surface', { recursive: true })
    writeFileSync(path, now)
  } else if (!existsSync(path) || readFileSync(path, 'utf8') !== now) {
    complaints.push(
      `The surface of ${read.name} is not the one in ${path}. If that is meant: npm run surface -- --write`,
    )
  }
}
for (const complaint of complaints) console.error(`✗ ${complaint}`)
if (complaints.length > 0) process.exitCode = 1
