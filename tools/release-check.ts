import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { demandingLicences } from './release/licences.ts'
import { staleReference } from './release/stale-reference.ts'
import { packed } from './release/tarball.ts'

// npm run release:check: what has to hold before a version is published, besides `npm run test:all`, and what is missing.

const scripts = [
  'build',
  'check',
  'unused',
  'package',
  'surface',
  'size',
  'browsers',
  'playground:build',
  'storybook:build -- --quiet',
]
const folders = ['.', 'packages/sandbox']
const mostUnpackedBytes = 2_000_000

const complaints: string[] = []
for (const script of scripts) {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', ...script.split(' ')], {
    encoding: 'utf8',
    // Checking a tarball packs it, and would build once more what was just built.
    env: { ...process.env, npm_config_ignore_scripts: script === 'package' ? 'true' : 'false' },
  })
  console.log(`${status === 0 ? '✓' : '✗'} ${script}`)
  if (status === 0) continue
  complaints.push(script)
  console.log(stdout + stderr)
}

const stale = staleReference()
console.log(`${stale.length === 0 ? '✓' : '✗'} the API reference`)
for (const page of stale) console.log(`  ${page} is not what the sources say: npm run docs`)
if (stale.length > 0) complaints.push('the API reference')

for (const folder of folders) {
  const { strange, unpackedSize } = packed(folder)
  const isTooLarge = unpackedSize > mostUnpackedBytes
  if (isTooLarge) strange.push(`${unpackedSize} bytes, of ${mostUnpackedBytes} that it may have`)
  strange.push(...demandingLicences(folder))
  console.log(`${strange.length === 0 ? '✓' : '✗'} what ${folder} packs and brings along`)
  for (const what of strange) console.log(`  ${what}`)
  if (strange.length > 0) complaints.push(`what ${folder} packs`)
}

console.log(`\nBefore the first publication:`)
for (const what of missing()) console.log(`- ${what}`)
if (complaints.length > 0) {
  console.error(`\nNot ready: ${complaints.join(', ')}.`)
  process.exitCode = 1
}

function missing(): string[] {
  const { repository } = JSON.parse(readFileSync('package.json', 'utf8')) as { repository?: string }
  const unread = readdirSync('src/locales').filter((file) =>
    readFileSync(`src/locales/${file}`, 'utf8').startsWith('// Read by: no one yet'),
  )
  return [
    ...(repository === undefined
      ? ['package.json has no `repository`, `bugs` and `homepage`: there is no public address yet.']
      : []),
    ...(unread.length > 0 ? [`No native speaker has read ${unread.length} languages: ${unread.join(', ')}.`] : []),
    'No call has been made to 3AS itself: run `npm run conformance` against an account.',
    'It was not heard with NVDA, JAWS or VoiceOver.',
    'Counsel has not seen the order buttons.',
  ]
}
