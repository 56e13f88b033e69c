import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Another version of Node beside the one that runs the tests, from the registry; kept for the next run. */
export function olderNode(major: 20 | 22): string {
  const folder = resolve(`node_modules/.cache/node-${major}`)
  const executable = join(folder, 'node_modules/node/bin/node')
  if (existsSync(executable)) return executable
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "allowScripts": { "node": true } }')
  const args = ['install', '--no-audit', '--no-fund', `node@${major}`]
  const { status, stderr } = spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`Node ${major} could not be installed for this test:\n${stderr}`)
  return executable
}
