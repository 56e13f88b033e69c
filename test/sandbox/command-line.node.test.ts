import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { byLane } from '../lane.ts'
import { childSandbox, runCommand } from './child-sandbox.ts'
import { platformClient, send } from './platform-client.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-command-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: unknown) => {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})

describe('react-3as-sandbox', () => {
  test('starts, says what to do next, and stops on a signal', async () => {
    const child = await childSandbox()
    const call = platformClient(child.apiUrl, demoIntps.website)
    expect((await call('GET', '/v2/3as/company-details')).status).toBe(200)
    expect(await child.end('SIGTERM')).toEqual({ code: 0 })
  })

  test('starts a payment provider when it is told where its webhooks go', async () => {
    const webhook = 'http://localhost:3000/api/analytics/payments/webhook'
    const child = await childSandbox('--payments', webhook)
    try {
      expect((await send(`${child.paymentsUrl}/__sandbox`)).body).toMatchObject({ webhook })
    } finally {
      await child.end('SIGTERM')
    }
  })

  test('takes INTPs, packages and customers from a file', async () => {
    const config = file('good.json', {
      intps: [
        { id: 'mine', name: 'Mine', publicKey: keys.publicKey },
        { id: 'pooled', subscriptionType: 'intpc', publicKey: keys.publicKey },
      ],
      packages: [
        { intpId: 'mine', id: 'odd', name: '', touchpoints: 10, price: 1, period: 'monhtly', currency: 'RON' },
        { intpId: 'mine', id: 'small', name: 'Small', touchpoints: 5, price: 0.5, period: 'yearly' },
      ],
      customers: [
        {
          intpId: 'mine',
          intpCustomerId: 'c',
          email: 'c@example.com',
          websites: [
            {
              intpWebsiteId: 'w',
              domain: 'c.example',
              packageId: 'odd',
              contributors: [{ intpCustomerId: 'later', role: 'editor' }],
            },
          ],
        },
        { intpId: 'mine', intpCustomerId: 'later', email: 'later@example.com' },
      ],
    })
    const child = await childSandbox('--config', config)
    try {
      const mine = platformClient(child.apiUrl, { id: 'mine', privateKey: keys.privateKey })
      const site = (await mine('GET', '/v2/3as/websites/w')).body.payload
      expect(site).toMatchObject({ packageId: 'odd', packageName: '', billingInterval: 'monthly' })
      const names = (await mine('GET', '/v2/3as/packages')).body.payload.map((pkg: { name: string }) => pkg.name)
      expect(names.toSorted()).toEqual(['', 'Free', 'Small', 'unlimited_30_day_free_trial'])
      const pooled = platformClient(child.apiUrl, { id: 'pooled', privateKey: keys.privateKey })
      expect((await pooled('GET', '/v2/3as/packages')).body.payload).toHaveLength(10)
    } finally {
      await child.end('SIGTERM')
    }
  })

  test.each([
    ['no JSON', '{ intps: ', /broken\.json: not JSON/],
    ['a mistake in it', { intps: [{ id: 'mine' }] }, /intps\[0\]\.publicKey/],
  ] as [string, unknown, RegExp][])(
    'does not start on a file with %s, and says so in a line',
    async (_, content, message) => {
      const { code, stdout, stderr } = await runCommand('--port', '0', '--config', file('broken.json', content))
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toMatch(message)
      expect(stderr.trim().split('\n')).toHaveLength(1)
    },
  )

  test('says when a port is taken, and leaves the other one free', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as AddressInfo
    for (const option of ['--port', '--dashboard-port']) {
      const { code, stderr } = await runCommand('--port', '0', option, String(port))
      expect(code).toBe(1)
      expect(stderr.trim()).toBe(`react-3as-sandbox: port ${port} is taken on 127.0.0.1`)
    }
    taken.close()
  })

  // Each is a process. Of what the command, the sandbox and the file system refuse one is enough for `npm test`.
  const refused: [string[], RegExp][] = [
    [['--port', 'http'], /--port must be a port number/],
    [['--port', '4000', '--dashboard-port', '4000'], /both 4000/],
    [['--config', '/nowhere.json'], /no such file/],
    ...byLane<[string[], RegExp][]>({
      test: [],
      all: [
        [['--port', '70000'], /port must be a whole number/],
        [['--port', '65535'], /dashboardPort/],
        [['--colour'], /--colour/],
        [['--payments', '4302'], /--payments must be where your backend takes webhooks/],
        [['--frame-ancestors', 'partner.example'], /is not an origin/],
        [['--data', '/dev/null'], /data folder/],
      ],
    }),
  ]
  test.each(refused)('says what is wrong with %s', async (args, message) => {
    const { code, stderr } = await runCommand(...args)
    expect(code).toBe(1)
    expect(stderr).toMatch(message)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })
})

test('says what there is when asked for help', async () => {
  expect(await runCommand('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('--data') as string })
})

test('the printed lines lead somewhere', async () => {
  const child = await childSandbox()
  try {
    const { body } = await send(`${child.controlUrl}/demo`)
    expect(body.intps[0].privateKey).toBe(demoIntps.website.privateKey)
  } finally {
    await child.end('SIGTERM')
  }
})
