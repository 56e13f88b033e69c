import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { build, type BuildOptions } from 'esbuild'
import { Miniflare } from 'miniflare'
import { afterAll, describe, expect, it } from 'vitest'
import { demoIntps, demoPackageId } from '../../../packages/sandbox/src/core/demo.ts'
import { runsEverything } from '../../lane.ts'
import { sandboxed } from '../sandboxed.ts'
import { olderNode } from '../../older-node.ts'
import type { Errand } from './errand.ts'

const sandbox = sandboxed()
const folder = mkdtempSync(join(tmpdir(), 'runtimes-'))
afterAll(() => rmSync(folder, { recursive: true }))

const { id } = demoIntps.website
const packageId = demoPackageId(id, 'Pro', 'monthly')
const errand = (): Errand => ({ intp: demoIntps.website, ...sandbox.urls, packageId })

const outcome = {
  company: 'Acme Shops',
  sites: ['acme-bikes', 'acme-books', 'acme-garden', 'globex-lamps'],
  packageId,
  refusal: 'refused',
  unknown: 'not_found',
  dashboard: { status: 200, shows: true },
  livesLong: true,
  pages: 3,
  aborted: 'AbortError',
}

async function bundle(entry: string, options: BuildOptions): Promise<string> {
  const outfile = join(folder, entry.replace(/\.ts$/, '.mjs'))
  const entryPoints = [fileURLToPath(new URL(entry, import.meta.url))]
  await build({ entryPoints, outfile, bundle: true, format: 'esm', target: 'es2022', logLevel: 'error', ...options })
  return outfile
}

async function onNode(executable: string, script: string): Promise<{ version: string; outcome: unknown }> {
  const child = spawn(executable, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(errand()))
  return JSON.parse(await text(child.stdout)) as { version: string; outcome: unknown }
}

describe('the client', () => {
  async function worksOn(version: string, executable: string): Promise<void> {
    const answer = await onNode(executable, await bundle('node-main.ts', { platform: 'node' }))
    expect(answer.version).toMatch(new RegExp(`^v${version}\\.`))
    expect(answer.outcome).toEqual(outcome)
  }

  it('works on Node 24', () => worksOn('24', process.execPath))

  // Another Node has to be fetched first.
  if (runsEverything) it('works on Node 22', () => worksOn('22', olderNode(22)))

  it('works on Workers, without Node’s modules', async () => {
    const script = await bundle('worker.ts', { platform: 'browser', conditions: ['workerd', 'worker'] })
    const workers = new Miniflare({
      modules: true,
      script: readFileSync(script, 'utf8'),
      compatibilityDate: '2026-01-01',
    })
    try {
      const answer = await workers.dispatchFetch('http://partner.test/', {
        method: 'POST',
        body: JSON.stringify(errand()),
      })
      expect(await answer.json()).toEqual({ version: 'Cloudflare-Workers', outcome })
    } finally {
      await workers.dispose()
    }
  })
}, 60_000)
