import { strToU8, zipSync, type Zippable } from 'fflate'
import type { Preparation } from '../../tab/prepared-states.ts'
import type { Choices } from '../choices.ts'
import type { WrittenFiles } from '../code/written-files.ts'
import { ownPackages } from './manifest.ts'
import { projectFiles } from './project-files.ts'

const folder = 'acme-analytics'

/**
 * Has the browser save a project as a zip.
 *
 * @throws Error when one of our packages cannot be fetched.
 */
export async function downloadProject(
  written: WrittenFiles,
  choices: Choices,
  preparation: Preparation,
): Promise<void> {
  const files: Zippable = {}
  for (const [path, text] of Object.entries(projectFiles(written, choices, preparation)))
    files[`${folder}/${path}`] = strToU8(text)
  for (const { served, path } of ownPackages) {
    // A tarball is compressed already.
    files[`${folder}/${path}`] = [await fetched(served), { level: 0 }]
  }
  save(new Blob([zipSync(files)], { type: 'application/zip' }), `${folder}-${choices.server}.zip`)
}

async function fetched(path: string): Promise<Uint8Array> {
  const response = await fetch(new URL(path, document.baseURI))
  // Where a file is missing, some servers answer with their first page.
  if (!response.ok || response.headers.get('content-type')?.startsWith('text/html'))
    throw new Error(`${path} is not there: this site was built without its packages.`)
  return new Uint8Array(await response.arrayBuffer())
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
