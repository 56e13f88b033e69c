import { execFileSync, fork, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ask } from './ask.ts'

/** A mistake that the simulator has to find. */
export interface Planted {
  name: string
  /** What kind of finding it brings back, or which posting of the books it makes wrong. */
  kind: string
  patch: string
}

/** In how many histories it was found, and what it was called. */
export interface PlantedResult {
  seed: number
  histories: number
  label: string
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = fileURLToPath(new URL('planted/', import.meta.url))
/** What a simulated history is made of. */
const sources = ['src', 'packages', 'test/simulation', 'package.json']

/** Every patch of the folder. The lines before the first file are its header; `Kind:` stands there. */
export function plantedMistakes(): Planted[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.patch'))
    .toSorted()
    .map((file) => {
      const patch = join(folder, file)
      const kind = /^Kind: (.+)$/m.exec(readFileSync(patch, 'utf8'))?.[1]
      if (kind === undefined) throw new Error(`${file} does not say which kind of mistake it is.`)
      return { name: file.replace('.patch', ''), kind, patch }
    })
}

/** @throws Error with the words of git when the code under a patch has changed. */
export function assertApplies({ patch }: Planted): void {
  apply(root, ['--check', patch])
}

/**
 * Runs histories over a copy of the sources with the mistake in it, until one is wrong that is right without the mistake.
 * `null` when there is none.
 */
export async function findPlanted(
  { patch }: Planted,
  { from, histories }: { from: number; histories: number },
): Promise<PlantedResult | null> {
  const copy = mkdtempSync(join(tmpdir(), 'react-3as-planted-'))
  const workers: ChildProcess[] = []
  try {
    for (const source of sources) {
      if (existsSync(join(root, source))) cpSync(join(root, source), join(copy, source), { recursive: true })
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    apply(copy, [patch])
    const [wrong, right] = [join(copy, 'test/simulation'), dirname(folder)].map((at) => fork(join(at, 'worker.ts')))
    workers.push(wrong!, right!)
    for (let done = 0; done < histories;) {
      // What is easily found is found without waiting for the rest of many.
      const count = Math.min(histories - done, done < 40 ? 10 : 50)
      const { findings } = await ask(wrong!, { from: from + done, count })
      for (const { seed, label } of findings) {
        if (label.startsWith('the simulation itself')) continue
        const clean = await ask(right!, { from: seed, count: 1 })
        if (clean.findings.length === 0) return { seed, histories: seed - from + 1, label }
      }
      done += count
    }
    return null
  } finally {
    for (const worker of workers) worker.kill()
    rmSync(copy, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Below a folder that need not be a repository. */
function apply(cwd: string, what: readonly string[]): void {
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: dirname(cwd) }
  execFileSync('git', ['apply', ...what], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
}
