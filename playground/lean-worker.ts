import type { Plugin } from 'vite'

/**
 * What nothing in the tab calls: zod's writing of JSON Schema, which every schema refers to, and its English texts, of which
 * none is shown; figures for programs, as they are asked for and answered; encryption of tokens; snapshots of a sandbox; applications mounted in
 * another; what of the client makes a website or a viewer where there may be one; what is left of changes whose
 * details are forgotten, and rows of before; periods that a partner bills by itself; and what a partner's staff ask of the handler.
 */
const unused = new RegExp(
  [
    String.raw`/zod/v4/core/(to-json-schema|json-schema-processors)\.js`,
    String.raw`/zod/v4/locales/en\.js`,
    String.raw`/jose/dist/webapi/lib/jwe_algorithms\.js`,
    String.raw`/hono/dist/utils/mount\.js`,
    String.raw`/core/(analytics-answers|platform/snapshot)\.ts`,
    String.raw`/src/sdk/(analytics-data|ensure-(viewer|website))\.ts`,
    String.raw`/src/backend/ledger/(begun|tell)-periods\.ts`,
    String.raw`/src/backend/stores/kept-facts\.ts`,
    String.raw`/src/backend/back-office/(billing|changes|provider-reads|removal|reversal)\.ts`,
  ]
    .map((file) => `${file}$`)
    .join('|'),
)

/** What a test sends the sandbox by HTTP: the tab has the same in its hand. */
const controls = /\/core\/(control-api|payments\/payments-control)\.ts$/

/** Leaves out of the platform's worker what its parts bring along and the tab never runs. */
export function leanWorker(): Plugin {
  return {
    name: 'lean-worker',
    enforce: 'pre',
    // The same application with the smallest of hono's routers, instead of three for it to choose from.
    resolveId(id, importer) {
      return id === 'hono' ? this.resolve('hono/tiny', importer, { skipSelf: true }) : undefined
    },
    async load(id) {
      const isControl = controls.test(id)
      if (!isControl && !unused.test(id)) return undefined
      const names = Object.keys((await import(id)) as object)
      if (isControl)
        return `import { Hono } from 'hono'\nconst none = () => new Hono()\nexport { ${names.map((name) => `none as ${name}`).join(', ')} }`
      return `const unused = () => unused\nexport { ${names.map((name) => `unused as ${name}`).join(', ')} }`
    },
  }
}
