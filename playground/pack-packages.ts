import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { copyFile, mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const packages = { 'react-3as.tgz': '.', 'react-3as-sandbox.tgz': 'packages/sandbox' }

/** Builds both packages of this repository and puts their tarballs into a folder, under names without a version. */
export async function packPackages(folder: string): Promise<void> {
  await npm(root, 'run', '--silent', 'build')
  for (const [name, at] of Object.entries(packages)) {
    const apart = await mkdtemp(join(tmpdir(), 'packed-'))
    await npm(join(root, at), 'pack', '--silent', '--ignore-scripts', '--pack-destination', apart)
    const [tarball = ''] = await readdir(apart)
    await copyFile(join(apart, tarball), join(folder, name))
    rmSync(apart, { recursive: true })
  }
}

/** While the workbench is served from the sources, its packages are built when the first project is downloaded. */
export function packagesOnDemand(): Plugin {
  let packed: Promise<string> | undefined
  const pack = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'packages-'))
    await packPackages(folder)
    return folder
  }
  return {
    name: 'packages-on-demand',
    configureServer(vite) {
      vite.middlewares.use('/packages', (request, response, next) => {
        const name = request.url?.slice(1) ?? ''
        if (!Object.hasOwn(packages, name)) return next()
        packed ??= pack()
        packed.then(
          (folder) => response.setHeader('content-type', 'application/gzip').end(readFileSync(join(folder, name))),
          (error: unknown) => {
            packed = undefined
            next(error)
          },
        )
      })
    },
  }
}

function npm(cwd: string, ...args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', args, {
      cwd,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    })
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`npm ${args.join(' ')} ended with ${String(code)}.`)),
    )
  })
}
