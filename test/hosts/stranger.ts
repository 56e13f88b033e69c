import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { packInto } from '../package/stranger.ts'
import { run } from './run-command.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with our packages, installed from their tarballs, in a folder with those of the hosts. */
    stranger: string
    tarballs: { kit: string; sandbox: string }
    /** Where webpack, Next and the like are installed. */
    hostsFolder: string
  }
}

const here = new URL('.', import.meta.url).pathname

/** Builds and packs our packages, and installs them where nothing of this repository is found, `pg` least of all. */
export default function setup({ provide }: TestProject): () => void {
  const hosts = installHosts()
  const stranger = mkdtempSync(join(hosts, 'stranger-'))
  const dependencies = packInto(stranger)
  writeFileSync(join(stranger, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }))
  run(stranger, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline')
  provide('stranger', stranger)
  const tarballOf = (name: keyof typeof dependencies) => join(stranger, dependencies[name].replace('file:', ''))
  provide('tarballs', { kit: tarballOf('react-3as'), sandbox: tarballOf('react-3as-sandbox') })
  provide('hostsFolder', hosts)
  return () => rmSync(stranger, { recursive: true, force: true })
}

/** Once for each lock file: it takes a minute or two, and half a gigabyte. */
function installHosts(): string {
  const lock = readFileSync(join(here, 'package-lock.json'))
  const folder = join(tmpdir(), `react-3as-hosts-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`)
  if (existsSync(folder)) return folder
  const making = `${folder}.${process.pid}`
  mkdirSync(making)
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(here, file), join(making, file))
  run(making, 'npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline')
  renameSync(making, folder)
  return folder
}
