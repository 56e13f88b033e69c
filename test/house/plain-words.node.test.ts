import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** Turns of phrase that are not idiomatic English, or that a non-native reader cannot look up. */
const turns = [
  /\bnobody\b/i,
  /\bsomebody\b/i,
  /\bat once\b(?! more)/,
  /(?<!\bthere )\b(is|are|was|were) no (?!longer\b|larger\b|reason\b)/i,
  /\btold of\b/i,
  /\bmend(s|ed|ing)?\b/i,
  /\blets? go of\b/i,
]

const folders = ['src', 'packages/sandbox/src', 'examples', 'playground', 'tools', 'stories', 'bench', 'docs']
const sources = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|js|css|html|php|py|md)$/.test(name) && !name.includes('node_modules'))
    .map((name) => `${folder}/${name}`)
    // Made from the comments in the sources.
    .filter((file) => !file.startsWith('docs/api/')),
)

it('is what code, comments, errors and docs are written in', () => {
  const found = [...sources, 'README.md', 'CONTRIBUTING.md', 'SECURITY.md', '.ci/run'].flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, at) => (turns.some((turn) => turn.test(line)) ? [`${file}:${at + 1}: ${line.trim()}`] : [])),
  )
  expect(found).toEqual([])
})
