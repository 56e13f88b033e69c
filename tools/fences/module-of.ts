import { readFileSync } from 'node:fs'
import type { Fence } from './fence.ts'

/**
 * A fence as a module of its own, with each line where the page has it, so that an error names the page's line. What the
 * reader is not shown stands below the code: declarations hold for the whole file.
 */
export function moduleOf(fence: Fence): string {
  const { attributes, line } = fence
  const names = attributes['with']?.split(',') ?? []
  const contexts = names.map((name) => readFileSync(`docs/contexts/${name}.ts`, 'utf8'))
  const code = attributes['in'] === 'options' ? asOptions(fence.code) : fence.code
  // A file of the reader's own, beside the one that is shown.
  const body = code.replace(/from '\.\/(\w+)'/g, "from '../docs/contexts/$1.tsx'")
  return `${'\n'.repeat(line - 1)}${body}${contexts.join('')}export {}\n`
}

/** Properties of what `createPartnerHandler` takes, below the imports that they need. */
function asOptions(code: string): string {
  const lines = code.split('\n')
  const first = lines.findIndex((line) => line !== '' && !/^(import |\/\/)/.test(line))
  return [...lines.slice(0, first), `;({ ${lines[first]}`, ...lines.slice(first + 1, -1)]
    .join('\n')
    .concat(` }) satisfies Partial<import('react-3as/server').PartnerHandlerOptions>\n`)
}
