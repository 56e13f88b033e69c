import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** One file of plain JavaScript, since a process that is killed every second has to start fast. */
export async function bundled(entry: string): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL(entry, import.meta.url)),
    platform: 'node',
    external: [/^node:/, 'pg'],
    resolve: { alias: { 'react-3as/server': join(root, 'src/server.ts') } },
  })
  // Below node_modules, so that what is not bundled is found.
  const folder = join(root, 'node_modules', '.cache', 'react-3as')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${entry.replaceAll(/\W+/g, '-')}-${process.pid}.mjs`)
  await bundle.write({ file, format: 'esm', codeSplitting: false })
  await bundle.close()
  return file
}
