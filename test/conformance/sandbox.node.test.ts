import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoIntps, type DemoIntpName } from '../../packages/sandbox/src/core/demo.ts'
import { startSandbox, type Sandbox } from '../../packages/sandbox/src/node/start.ts'
import { byLane } from '../lane.ts'
import { Platform } from './platform.ts'

const folder = mkdtempSync(join(tmpdir(), 'conformance-'))
const keyFile = join(folder, 'jwtRS256.key')
writeFileSync(keyFile, demoIntps.website.privateKey)

function conformance(args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['tools/conformance.ts', ...args], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, output: stdout + stderr })
    })
  })
}

describe('the conformance suite', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, traffic: false })
  })
  afterAll(async () => {
    await sandbox.stop()
    rmSync(folder, { recursive: true })
  })
  const target = (intp: DemoIntpName) => ['--url', `${sandbox.apiUrl}/`, '--intp', demoIntps[intp].id, '--key', keyFile]
  const everything = () => ['--dashboard-url', sandbox.dashboardUrl, '--data-url', sandbox.dataUrl, '--packages']

  const intps = byLane<readonly DemoIntpName[]>({ test: ['website'], all: ['website', 'platformManaged'] })
  it.each(intps)('is green against the sandbox: %s', async (intp) => {
    const { code, output } = await conformance([...target(intp), ...everything()])
    expect(output).toMatch(/\n\d\d passed, 0 failed, 0 skipped\n$/)
    expect(code).toBe(0)
  })

  it('is green against the sandbox of a pool, and leaves nothing behind', async () => {
    const { code, output } = await conformance([...target('pool'), ...everything()])
    expect(output).toMatch(/\n\d\d passed, 0 failed, 0 skipped\n$/)
    expect(code).toBe(0)
    const { id: intpId, privateKey } = demoIntps.pool
    const platform = new Platform({ url: sandbox.apiUrl, intpId, privateKey })
    const customers: { intpCustomerId: string }[] = await platform.read('/v2/3as/customers?pageSize=1000')
    expect(customers.map(({ intpCustomerId }) => intpCustomerId)).toEqual(['acme', 'globex', 'acme-viewer'])
  })

  it('is green when refusals are 400, creates answer 201 and reads lag', async () => {
    const behave = (behaviour: object) =>
      fetch(`${sandbox.controlUrl}/behaviour`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(behaviour),
      })
    await behave({ strictStatus: true, websiteCreateStatus: 201, readLagMs: 50 })
    const { code, output } = await conformance([...target('website'), ...everything()])
    await behave({ strictStatus: false, websiteCreateStatus: 204, readLagMs: 0 })
    expect(output).toMatch(/\n\d\d passed, 0 failed, 0 skipped\n$/)
    expect(code).toBe(0)
  })

  it('skips what it has no URL for, and says why', async () => {
    const { code, output } = await conformance(target('website'))
    expect(output).toContain('- dashboard: opens for a customer’s token')
    expect(output).toMatch(/needs dashboardUrl[^]*needs dataUrl/)
    expect(output).toMatch(/\n\d\d passed, 0 failed, 9 skipped\n$/)
    expect(code).toBe(0)
  })

  it.each([
    ['no arguments', [], /--url, --intp and --key are needed/],
    ['no URL', ['--url', 'sandbox', '--intp', 'x', '--key', keyFile], /--url is not a URL/],
    ['no key file', ['--url', 'http://127.0.0.1:1', '--intp', 'x', '--key', '/nowhere'], /\/nowhere cannot be read/],
    ['an option that there is not', ['--uri', 'x'], /--uri/],
  ])('says in a line what is wrong with %s', async (_, args, problem) => {
    const { code, output } = await conformance(args)
    expect(output).toMatch(problem)
    expect(output).not.toMatch(/\n\s+at /)
    expect(code).toBe(2)
  })

  it('says so when the platform does not know the INTP', async () => {
    const stranger = ['--url', sandbox.apiUrl, '--intp', '3a500000-0000-4000-8000-00000000ffff', '--key', keyFile]
    const { code, output } = await conformance(stranger)
    expect(output).toMatch(/^The platform does not know this INTP/)
    expect(code).toBe(1)
  })
}, 60_000)
