import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const kept = 'docs/api/server'

/** The pages of the API reference that are not what the sources say: changed, missing, or of something that is gone. */
export function staleReference(): string[] {
  const written = mkdtempSync(join(tmpdir(), 'reference-'))
  try {
    execFileSync('npx', ['typedoc', '--out', written, '--logLevel', 'Error'], { stdio: 'inherit' })
    const pages = new Set([...pagesIn(kept), ...pagesIn(written)])
    return [...pages].filter((page) => textOf(join(kept, page)) !== textOf(join(written, page))).sort()
  } finally {
    rmSync(written, { recursive: true })
  }
}

const pagesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))

const textOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : null)
