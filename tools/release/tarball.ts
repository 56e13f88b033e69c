import { execFileSync } from 'node:child_process'

/** What a published package may hold. Declarations are the only TypeScript in it. */
const allowed = [
  /^(package\.json|README\.md|LICENSE|LICENCES\.txt)$/,
  /^docs\/(hosts|quick-start)\.md$/,
  /^dist\/(?!.*(?<!\.d)\.tsx?$)[\w./-]+$/,
]

interface Packed {
  files: { path: string }[]
  unpackedSize: number
}

/** The files of a package that have no business in it, and its size in bytes. */
export function packed(folder: string): { strange: string[]; unpackedSize: number } {
  const answer: unknown = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: folder, encoding: 'utf8' }),
  )
  // npm 11 lists packages, npm 12 names them.
  const [{ files, unpackedSize }] = Object.values(answer as Record<string, Packed>) as [Packed]
  const strange = files.map(({ path }) => path).filter((path) => !allowed.some((pattern) => pattern.test(path)))
  return { strange, unpackedSize }
}
