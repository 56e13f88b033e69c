import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

// What somebody has right after `git clone` and `npm ci`: nothing that was built before.

const built = new Set(['node_modules', 'dist', 'storybook-static', '.git'])
let clone: string
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'clean-clone-'))
  cpSync('.', clone, { recursive: true, filter: (path) => !built.has(basename(path)) })
  symlinkSync(resolve('node_modules'), join(clone, 'node_modules'))
})
afterAll(() => rmSync(clone, { recursive: true, force: true }))

function npm(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: clone, encoding: 'utf8' })
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed:\n${stdout}\n${stderr}`)
  return stdout + stderr
}

it('packs a tarball with what it builds first', { timeout: 600_000 }, () => {
  expect(npm('pack', '--dry-run')).toMatch(/dist\/index\.js/)
  expect(npm('pack', '--dry-run', '--workspace', 'packages/sandbox')).toMatch(/dist\/cli\.js/)
})

it('builds the stories', { timeout: 600_000 }, () => {
  npm('run', 'storybook:build')
  expect(existsSync(join(clone, 'storybook-static/index.html'))).toBe(true)
})
