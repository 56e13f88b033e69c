import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/**
 * Builds the workbench and the docs as a static site. In a process of its own: the build is one for production, which is a
 * setting of the whole process, and Vitest's serves pages for development meanwhile.
 */
export async function buildSite(): Promise<{ at: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'workbench-'))
  const args = ['--import', './tools/from-source.ts', 'playground/build.ts', folder]
  await promisify(execFile)(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 })
  return { at: folder, stop: async () => rmSync(folder, { recursive: true, force: true }) }
}
