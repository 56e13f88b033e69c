import { ThreeAsConfigurationError, type ConfigurationProblem } from './three-as-error.ts'

/** A private key that has been looked at, and is imported when it is first used. */
export interface PrivateKey {
  /** The last 16 bytes of the modulus, in hexadecimal: they tell public halves apart, and nothing of the private one. */
  readonly fingerprint: string
  /** The key for RS256, imported once. */
  forSigning(): Promise<CryptoKey>
}

const option = 'intp.privateKey'
const minimumBits = 2048

/**
 * Reads an RSA private key in PEM, PKCS#1 (`BEGIN RSA PRIVATE KEY`, what `ssh-keygen -m PEM` makes) or PKCS#8
 * (`BEGIN PRIVATE KEY`), also as env files spell it: in one line, in quotes, with line breaks written out. What is wrong
 * with it is said immediately; Web Crypto imports it when it is first used, because that is asynchronous and not allowed in the
 * global scope of Workers.
 *
 * @throws ThreeAsConfigurationError that names the format found and how to convert it; never a part of the key.
 */
export function readPrivateKey(pem: unknown): PrivateKey {
  const { pkcs8, modulus } = keyFromPem(textOf(pem))
  let imported: Promise<CryptoKey> | undefined
  return { fingerprint: fingerprintOf(modulus), forSigning: () => (imported ??= importKey(pkcs8)) }
}

async function importKey(pkcs8: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, [
      'sign',
    ])
  } catch {
    // The reason of Web Crypto says nothing that helps, and might hold a piece of the key.
    throw wrong('damaged_key')
  }
}

const problems = {
  missing: ['the private key is missing.', 'Pass the RSA private key whose public half 3AS has, as PEM text.'],
  not_text: [
    'the private key is not text.',
    "Pass PEM text; when it comes from a file, read it with the encoding 'utf8'.",
  ],
  first_line_only: [
    'only the first line of the key is here.',
    'In an env file put quotes around a key of several lines, or write it in one line with \\n.',
  ],
  base64_of_pem: ['the key is Base64 around a PEM.', 'Decode it first: pass atob(value).'],
  file_path: ['this looks like the path of a key, not the key.', "Pass its text: readFileSync(path, 'utf8')."],
  openssh_key: [
    'this is a key in OpenSSH format.',
    'Convert a copy of it with: ssh-keygen -p -m PEM -N "" -f jwtRS256.key (or make a new one with -m PEM).',
  ],
  public_key: [
    'this is a public key.',
    'The public half goes to 3AS; pass the private one (BEGIN RSA PRIVATE KEY) here.',
  ],
  certificate: ['this is a certificate.', 'Pass the private key that belongs to it (BEGIN PRIVATE KEY).'],
  encrypted_key: [
    'the key is locked with a passphrase.',
    'Unlock a copy with: openssl rsa -in jwtRS256.key -out unlocked.key, and keep that in your secret store.',
  ],
  not_rsa: ['this is not an RSA key.', '3AS checks RS256: make a key with ssh-keygen -t rsa -b 2048 -m PEM.'],
  too_short: [
    `the RSA key has fewer than ${minimumBits} bits.`,
    'RS256 asks for 2048 or more: make a new one with ssh-keygen -t rsa -b 2048 -m PEM, and send 3AS its public half.',
  ],
  not_a_key: [
    'this is not PEM text.',
    'It should begin with -----BEGIN RSA PRIVATE KEY----- or -----BEGIN PRIVATE KEY-----, and hold the whole file.',
  ],
  damaged_key: ['the key is cut off or damaged.', 'Copy the whole file again, from its first line to its last.'],
} as const satisfies Partial<Record<ConfigurationProblem, readonly [string, string]>>

function wrong(problem: keyof typeof problems): ThreeAsConfigurationError {
  const [message, hint] = problems[problem]
  return new ThreeAsConfigurationError(option, problem, message, hint)
}

function textOf(pem: unknown): string {
  if (pem === undefined || pem === null || pem === '') throw wrong('missing')
  if (typeof pem !== 'string') throw wrong('not_text')
  const text = withoutQuotes(pem)
  if (text === '' || text === 'undefined' || text === 'null') throw wrong('missing')
  // In env files line breaks are written out, as \n or \r\n, and escaped once more by each tool they pass. A key has no
  // backslash of its own; a path may.
  return text.includes('-----BEGIN') ? text.replace(/\\+(r\\+n|[nr]|\r?\n)/g, '\n').trim() : text
}

/** Some tools hand a value of an env file on with its quotes. */
export function withoutQuotes(text: string): string {
  return /^\s*(["'`])([^]*)\1\s*$/.exec(text)?.[2]?.trim() ?? text.trim()
}

const block = /^-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/

interface KeyParts {
  pkcs8: Uint8Array<ArrayBuffer>
  /** Without leading zeros. */
  modulus: Uint8Array<ArrayBuffer>
}

function keyFromPem(text: string): KeyParts {
  if (text.startsWith('LS0tLS1CRUdJTi')) throw wrong('base64_of_pem')
  if (!text.includes('-----BEGIN')) throw withoutBlock(text)
  if (/^["'`]?-----BEGIN [A-Z0-9 ]+-----$/.test(text)) throw wrong('first_line_only')
  const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(text)?.[1]
  const problem = label === undefined ? 'not_a_key' : problemOfLabel(label)
  if (problem) throw wrong(problem)
  // RFC 1421 headers stand only in a key that a passphrase locks.
  if (/^(Proc-Type|DEK-Info):/m.test(text)) throw wrong('encrypted_key')
  const body = block.exec(text.slice(text.indexOf('-----BEGIN')))?.[2]
  if (body === undefined) throw wrong('damaged_key')
  const der = bytesFromBase64(body)
  return label === 'RSA PRIVATE KEY'
    ? { pkcs8: wrapPkcs1(der), modulus: modulusOf(der) }
    : { pkcs8: der, modulus: modulusOf(pkcs1Inside(der)) }
}

/** Compared where Web Crypto's digests, which are asynchronous, would come too late. */
function fingerprintOf(modulus: Uint8Array): string {
  return Array.from(modulus.subarray(-16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function withoutBlock(text: string): ThreeAsConfigurationError {
  if (/^(ssh-rsa|ssh-ed25519|ecdsa-sha2-\S+) /.test(text)) return wrong('public_key')
  if (text.length < 1024 && !/\s/.test(text) && /[/\\]|\.(key|pem|txt)$/.test(text) && !text.startsWith('MI')) {
    return wrong('file_path')
  }
  return wrong('not_a_key')
}

function problemOfLabel(label: string): keyof typeof problems | null {
  switch (label) {
    case 'RSA PRIVATE KEY':
    case 'PRIVATE KEY':
      return null
    case 'OPENSSH PRIVATE KEY':
      return 'openssh_key'
    case 'PUBLIC KEY':
    case 'RSA PUBLIC KEY':
    case 'SSH2 PUBLIC KEY':
      return 'public_key'
    case 'CERTIFICATE':
      return 'certificate'
    case 'ENCRYPTED PRIVATE KEY':
      return 'encrypted_key'
    case 'EC PRIVATE KEY':
    case 'DSA PRIVATE KEY':
    case 'EC PARAMETERS':
      return 'not_rsa'
    default:
      return 'not_a_key'
  }
}

function bytesFromBase64(body: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(body.replace(/\s+/g, '')), (character) => character.charCodeAt(0))
  } catch {
    throw wrong('damaged_key')
  }
}

// ASN.1, as much as the two formats need: https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.2 and rfc5958.
const sequenceTag = 0x30
const integerTag = 0x02
const octetStringTag = 0x04
const rsaEncryption = [0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1, 5, 0]

interface Element {
  content: Uint8Array<ArrayBuffer>
  whole: Uint8Array<ArrayBuffer>
  rest: Uint8Array<ArrayBuffer>
}

function readElement(bytes: Uint8Array<ArrayBuffer>, tag: number): Element {
  const [found, first] = bytes
  if (found !== tag || first === undefined) throw wrong('damaged_key')
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f
  const length =
    lengthBytes === 0 ? first : bytes.subarray(2, 2 + lengthBytes).reduce((sum, byte) => sum * 256 + byte, 0)
  const start = 2 + lengthBytes
  if (lengthBytes > 4 || start + length > bytes.length) throw wrong('damaged_key')
  return {
    content: bytes.subarray(start, start + length),
    whole: bytes.subarray(0, start + length),
    rest: bytes.subarray(start + length),
  }
}

function pkcs1Inside(pkcs8: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const version = readElement(readElement(pkcs8, sequenceTag).content, integerTag)
  const algorithm = readElement(version.rest, sequenceTag)
  if (algorithm.whole.join() !== rsaEncryption.join()) throw wrong('not_rsa')
  return readElement(algorithm.rest, octetStringTag).content
}

/** @throws ThreeAsConfigurationError when it is damaged or has fewer than 2048 bits. */
function modulusOf(pkcs1: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const version = readElement(readElement(pkcs1, sequenceTag).content, integerTag)
  const { content: modulus } = readElement(version.rest, integerTag)
  const digits = modulus[0] === 0 ? modulus.subarray(1) : modulus
  const bits = digits.length * 8 - Math.clz32(digits[0] ?? 0) + 24
  if (bits < minimumBits) throw wrong('too_short')
  return digits
}

function wrapPkcs1(pkcs1: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return element(sequenceTag, [integerTag, 1, 0, ...rsaEncryption, ...element(octetStringTag, pkcs1)])
}

function element(tag: number, content: ArrayLike<number> & Iterable<number>): Uint8Array<ArrayBuffer> {
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Uint8Array.of(tag, ...size, ...content)
}
