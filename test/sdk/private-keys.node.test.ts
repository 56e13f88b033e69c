import { generateKeyPairSync, verify } from 'node:crypto'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPrivateKey } from '../../src/sdk/private-key.ts'
import { ThreeAsConfigurationError, type ConfigurationProblem } from '../../src/sdk/three-as-error.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pkcs1 = rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
const pkcs8 = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const message = new TextEncoder().encode('a token, but for its signature')

async function signs(pem: string): Promise<boolean> {
  const key = await readPrivateKey(pem).forSigning()
  const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', key, message)
  return verify('sha256', message, rsa.publicKey, new Uint8Array(signature))
}

function problemWith(pem: unknown): ThreeAsConfigurationError {
  try {
    readPrivateKey(pem)
  } catch (error) {
    if (error instanceof ThreeAsConfigurationError) return error
    throw error
  }
  throw new Error('The key was accepted.')
}

describe('a key that works', () => {
  it.each([
    ['PKCS#1, as ssh-keygen -m PEM makes it', pkcs1],
    ['PKCS#8', pkcs8],
    ['Windows line ends', pkcs1.replaceAll('\n', '\r\n')],
    ['indented, as in a template literal or YAML', pkcs8.replaceAll('\n', '\n      ')],
    ['text before and after it', `\n${pkcs1}\n\n`],
    ['line breaks written out', pkcs1.replaceAll('\n', '\\n')],
    ['Windows line breaks written out', pkcs8.replaceAll('\n', '\\r\\n')],
    ['line breaks that were escaped twice', pkcs1.replaceAll('\n', '\\\\n')],
    ['Windows line breaks that were escaped twice', pkcs8.replaceAll('\n', '\\\\r\\\\n')],
    ['lines that a shell continues', pkcs1.replaceAll('\n', '\\\n')],
    ['blanks for line breaks', pkcs1.replaceAll('\n', ' ')],
    ['no line breaks', pkcs8.replaceAll('\n', '')],
    ['its quotes from an env file', `"${pkcs1.replaceAll('\n', '\\n')}"`],
    ['quotes that were escaped', `\\"${pkcs1.replaceAll('\n', '\\n')}\\"`],
    ['one long line of Base64', pkcs8.replace(/([A-Za-z0-9+/=])\n(?=[A-Za-z0-9+/=])/g, '$1')],
  ])('%s', async (_, pem) => {
    expect(await signs(pem)).toBe(true)
  })

  it('of 3072 and 4096 bits, in both formats', async () => {
    for (const modulusLength of [3072, 4096]) {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength })
      for (const type of ['pkcs1', 'pkcs8'] as const) {
        const key = readPrivateKey(privateKey.export({ type, format: 'pem' }).toString())
        expect((await key.forSigning()).algorithm).toMatchObject({ modulusLength })
      }
    }
  })

  it('is imported once, for signing only, and cannot be taken out again', async () => {
    const key = readPrivateKey(pkcs1)
    const imported = await key.forSigning()
    expect(await key.forSigning()).toBe(imported)
    expect(imported.extractable).toBe(false)
    expect(imported.usages).toEqual(['sign'])
  })
})

const locked = { cipher: 'aes-256-cbc', passphrase: 'open sesame' } as const
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
const justShort = generateKeyPairSync('rsa', { modulusLength: 2040 }).privateKey
const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey
const wrap = (label: string) => `-----BEGIN ${label}-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU=\n-----END ${label}-----\n`
const pem = (key: typeof ec, type: 'pkcs1' | 'pkcs8' | 'sec1') =>
  key.export({ type, format: 'pem' } as never).toString()

const wrongKeys: [string, unknown, ConfigurationProblem, RegExp][] = [
  ['nothing', undefined, 'missing', /RSA private key/],
  ['null', null, 'missing', /RSA private key/],
  ['an empty text', '', 'missing', /RSA private key/],
  ['blanks', ' \n ', 'missing', /RSA private key/],
  ['a Buffer', Buffer.from(pkcs1), 'not_text', /'utf8'/],
  ['the first line of a key', '-----BEGIN RSA PRIVATE KEY-----', 'first_line_only', /quotes/],
  ['the first line of a key, with its opening quote', '"-----BEGIN PRIVATE KEY-----\n', 'first_line_only', /quotes/],
  ['an unset variable that was made into text', 'undefined', 'missing', /RSA private key/],
  ['Base64 of a PEM in quotes', `"${Buffer.from(pkcs1).toString('base64')}"`, 'base64_of_pem', /atob/],
  ['a path of Windows', 'C:\\new\\rsa.pem', 'file_path', /readFileSync/],
  ['Base64 of a PEM', Buffer.from(pkcs1).toString('base64'), 'base64_of_pem', /atob/],
  ['a path', './keys/jwtRS256.key', 'file_path', /readFileSync/],
  ['an OpenSSH key', wrap('OPENSSH PRIVATE KEY'), 'openssh_key', /ssh-keygen -p -m PEM/],
  ['a public key', rsa.publicKey.export({ type: 'spki', format: 'pem' }), 'public_key', /goes to 3AS/],
  ['a PKCS#1 public key', rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }), 'public_key', /goes to 3AS/],
  ['an OpenSSH public key', 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ partner@host', 'public_key', /goes to 3AS/],
  ['a certificate', wrap('CERTIFICATE'), 'certificate', /private key/],
  [
    'a locked PKCS#8 key',
    rsa.privateKey.export({ type: 'pkcs8', format: 'pem', ...locked }),
    'encrypted_key',
    /openssl rsa/,
  ],
  [
    'a locked PKCS#1 key',
    rsa.privateKey.export({ type: 'pkcs1', format: 'pem', ...locked }),
    'encrypted_key',
    /openssl rsa/,
  ],
  ['an elliptic curve key', pem(ec, 'pkcs8'), 'not_rsa', /ssh-keygen -t rsa/],
  ['an elliptic curve key of SEC1', pem(ec, 'sec1'), 'not_rsa', /ssh-keygen -t rsa/],
  ['an RSA-PSS key', pem(pss, 'pkcs8'), 'not_rsa', /ssh-keygen -t rsa/],
  ['1024 bits in PKCS#1', pem(short, 'pkcs1'), 'too_short', /2048/],
  ['1024 bits in PKCS#8', pem(short, 'pkcs8'), 'too_short', /2048/],
  ['2040 bits', pem(justShort, 'pkcs1'), 'too_short', /2048/],
  ['something else', 'a secret that is no key', 'not_a_key', /BEGIN RSA PRIVATE KEY/],
  ['another PEM', wrap('PGP PRIVATE KEY BLOCK'), 'not_a_key', /BEGIN RSA PRIVATE KEY/],
  ['half a file', pkcs1.slice(0, 900), 'damaged_key', /whole file/],
  ['a file with its middle missing', pkcs8.slice(0, 500) + pkcs8.slice(700), 'damaged_key', /whole file/],
  ['a file that is no Base64 inside', pkcs8.replace('MII', '???'), 'damaged_key', /whole file/],
]

describe('a key that does not work is said to be so at once', () => {
  it.each(wrongKeys)('%s', (_, key, problem, mend) => {
    const error = problemWith(key)
    expect({ problem: error.problem, option: error.option, code: error.code }).toEqual({
      problem,
      option: 'intp.privateKey',
      code: 'configuration',
    })
    expect(error.message).toMatch(/^intp\.privateKey: /)
    expect(error.hint).toMatch(mend)
  })

  it('and the error holds no part of it', () => {
    for (const [, key] of wrongKeys) {
      const shown = inspect(problemWith(key), { depth: 10 })
      const lines = (typeof key === 'string' ? key : '').split(/\\r\\n|\\n|\s+/)
      for (const line of lines.filter((part) => part.length >= 24 && !part.includes('/sdk/'))) {
        expect(shown).not.toContain(line)
      }
    }
  })

  it('whatever text it is', () => {
    const cuts = fc.record({ from: fc.nat(pkcs8.length), to: fc.nat(pkcs8.length), junk: fc.string() })
    fc.assert(
      fc.property(fc.constantFrom(pkcs1, pkcs8), cuts, (key, { from, to, junk }) => {
        try {
          readPrivateKey(key.slice(0, from) + junk + key.slice(to))
        } catch (error) {
          expect(error).toBeInstanceOf(ThreeAsConfigurationError)
        }
      }),
    )
  })
})

it('says so at the first use when only Web Crypto can tell that the numbers are no key', async () => {
  const der = Buffer.from(pkcs8.replace(/-----.*-----|\s/g, ''), 'base64')
  der.fill(0, 400)
  const key = readPrivateKey(`-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----`)
  await expect(key.forSigning()).rejects.toMatchObject({ problem: 'damaged_key', code: 'configuration' })
})
