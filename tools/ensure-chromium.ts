import { spawnSync } from 'node:child_process'
import { findChromium, requireChromium } from '../test/chromium.ts'

const run = (command: string, args: string[]) => spawnSync(command, args, { stdio: 'inherit' }).status === 0

/** Uses the browser that is there, else installs one, else says exactly what to install. */
export function ensureChromium(): void {
  if (findChromium()) return
  process.stdout.write('No Chromium was found: installing one for the browser tests.\n')
  const isDebianRoot = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0
  if (isDebianRoot) {
    // apt refuses everything while an installation that was cut short (a machine stopped half way) is unfinished.
    run('dpkg', ['--configure', '-a'])
    run('apt-get', ['update', '-qq'])
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', 'chromium'])
  } else {
    run(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium'])
  }
  requireChromium()
}
