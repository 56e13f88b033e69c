import { spawnSync } from 'node:child_process'

const packages = ['php-cli', 'php-curl', 'php-mbstring', 'php-sqlite3']

/** Installs PHP from the system's packages where it is missing. @throws Error that says what is missing, where it may not */
export function ensurePhp(): void {
  const needed = ['curl', 'mbstring', 'openssl', 'pdo_sqlite']
  const isThere = () => {
    const { status, stdout } = spawnSync('php', ['-m'], { encoding: 'utf8' })
    return status === 0 && needed.every((name) => new RegExp(`^${name}$`, 'mi').test(stdout))
  }
  if (isThere()) return
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
    spawnSync('apt-get', ['install', '-y', '-qq', ...packages], { stdio: 'inherit' })
  }
  if (isThere()) return
  throw new Error(`PHP 8 is needed, with ${needed.join(', ')}. On Debian: apt-get install ${packages.join(' ')}`)
}

/** @throws Error that says what is missing */
export function ensurePython(): void {
  const { status } = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))'])
  if (status !== 0) throw new Error('Python 3.11 or newer is needed, as python3. On Debian: apt-get install python3')
}
