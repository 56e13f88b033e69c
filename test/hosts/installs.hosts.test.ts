import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startPostgres } from '../backend/postgres.ts'
import { run } from './run-command.ts'

const { kit, sandbox } = inject('tarballs')
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { peerDependencies: Record<string, string> }

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'installs-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function app(name: string, dependencies: Record<string, string>): string {
  const to = join(folder, name)
  mkdirSync(to)
  writeFileSync(join(to, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }))
  run(to, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline')
  return to
}

const megabytes = (path: string) => Number(/^\d+/.exec(run(path, 'du', '-sm', 'node_modules'))?.[0])

it('a backend alone installs at most 18 MB', () => {
  expect(megabytes(app('backend', { 'react-3as': `file:${kit}` }))).toBeLessThanOrEqual(18)
})

it.each([
  ['react-3as', kit],
  ['react-3as-sandbox', sandbox],
])('%s is at most 2 MB of files', (_name, tarball) => {
  const bytes = run(folder, 'tar', 'tvzf', tarball)
    .split('\n')
    .reduce((sum, line) => sum + Number(line.trim().split(/\s+/)[2] ?? 0), 0)
  expect(bytes).toBeLessThanOrEqual(2_000_000)
})

it('no scanner for secrets stops at our packages', () => {
  const scanned = join(folder, 'scanned')
  for (const [name, tarball] of Object.entries({ kit, sandbox })) {
    mkdirSync(join(scanned, name), { recursive: true })
    run(scanned, 'tar', 'xzf', tarball, '-C', name)
  }
  symlinkSync(join(inject('hostsFolder'), 'node_modules'), join(scanned, 'node_modules'))
  writeFileSync(
    join(scanned, '.secretlintrc.json'),
    JSON.stringify({ rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] }),
  )
  const scan = () =>
    run(scanned, process.execPath, 'node_modules/secretlint/bin/secretlint.js', 'kit/**/*', 'sandbox/**/*', 'planted*')
  writeFileSync(join(scanned, 'planted.txt'), 'nothing')
  scan()
  // It does look: a key of this kind is what an earlier version of the package had in it.
  writeFileSync(
    join(scanned, 'planted.txt'),
    ['-----BEGIN RSA PRIVATE KEY-----', 'MIIE'.repeat(40), '-----END RSA PRIVATE KEY-----'].join('\n'),
  )
  expect(scan).toThrow(/planted\.txt/)
})

describe('with the lowest peers that are allowed', () => {
  const lowest = (name: string) => /\d+\.\d+\.\d+/.exec(manifest.peerDependencies[name] ?? '')![0]
  let lowly: string
  beforeAll(() => {
    const peers = Object.fromEntries(Object.keys(manifest.peerDependencies).map((name) => [name, lowest(name)]))
    lowly = app('lowest', { ...peers, 'react-3as': `file:${kit}` })
  })

  const runCode = (file: string, code: string) => {
    writeFileSync(join(lowly, file), code)
    return run(lowly, process.execPath, file)
  }

  it('they are what was installed', () => {
    for (const name of Object.keys(manifest.peerDependencies)) {
      const installed = JSON.parse(readFileSync(join(lowly, 'node_modules', name, 'package.json'), 'utf8')) as unknown
      expect(installed).toMatchObject({ name, version: lowest(name) })
    }
  })

  it('the components render plans from a cache that was filled before', () => {
    const html = runCode(
      'render.js',
      `import { createElement as h } from 'react'
import { renderToString } from 'react-dom/server'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { AnalyticsProvider, DashboardFrame, PackagePicker, packagesQuery, subscriptionQuery } from 'react-3as'
import { createMemoryAdapter } from 'react-3as/testing'
const adapter = createMemoryAdapter()
const queryClient = new QueryClient()
const scope = { adapter, websiteId: 'acme-bikes' }
await Promise.all([queryClient.prefetchQuery(packagesQuery(scope)), queryClient.prefetchQuery(subscriptionQuery(scope))])
console.log(renderToString(
  h(QueryClientProvider, { client: queryClient },
    h(AnalyticsProvider, { adapter }, h(DashboardFrame, { websiteId: 'acme-bikes' }), h(PackagePicker, { websiteId: 'acme-bikes' })))))`,
    )
    expect(html).toContain('type="radio"')
  })

  it('the store keeps a quote in PostgreSQL', async () => {
    const database = await startPostgres()
    try {
      const found = runCode(
        'store.js',
        `import { postgresStore } from 'react-3as/server'
const store = postgresStore(${JSON.stringify(await database.newDatabase())})
console.log(JSON.stringify(await store.findQuote('none')))
await store.close()`,
      )
      expect(found.trim()).toBe('null')
    } finally {
      await database.stop()
    }
  })
})

it('what webpack makes of a page stays within its budgets', () => {
  expect(run(process.cwd(), process.execPath, 'tools/size.ts', '--webpack', inject('hostsFolder'))).toContain('webpack')
})
