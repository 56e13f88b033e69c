import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Licences that ask for no more than a notice. */
const permissive = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0'])

interface Manifest {
  license?: string
  dependencies?: Record<string, string>
}

const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

/** Everything that comes along with a package, as `name: licence`, where the licence asks for more than a notice. */
export function demandingLicences(folder: string): string[] {
  const seen = new Map<string, string>()
  const add = (from: string) => {
    for (const name of Object.keys(manifestOf(from).dependencies ?? {})) {
      const found = [join(from, 'node_modules', name), join('node_modules', name)].find((at) => existsSync(at))
      if (found === undefined || seen.has(name)) continue
      seen.set(name, manifestOf(found).license ?? 'none')
      add(found)
    }
  }
  add(folder)
  return [...seen].filter(([, licence]) => !permissive.has(licence)).map(([name, licence]) => `${name}: ${licence}`)
}
