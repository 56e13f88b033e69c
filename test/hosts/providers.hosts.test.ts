import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { run } from './run-command.ts'

const stranger = inject('stranger')

it('the skeletons of payment providers type-check against the real clients, with our package from its tarball', () => {
  cpSync('examples/payments', join(stranger, 'payments'), { recursive: true })
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2023', 'dom', 'dom.iterable'],
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    allowImportingTsExtensions: true,
  }
  writeFileSync(join(stranger, 'tsconfig.payments.json'), JSON.stringify({ compilerOptions, include: ['payments'] }))
  const compiler = join(inject('hostsFolder'), 'node_modules/typescript/bin/tsc')
  const check = () => run(stranger, process.execPath, compiler, '-p', 'tsconfig.payments.json')
  expect(check().trim()).toBe('')
  // It does look: a capability that is not declared is found.
  writeFileSync(
    join(stranger, 'payments/planted.ts'),
    `import { stripePayments } from './stripe.ts'
export const wrong: number = stripePayments`,
  )
  expect(check).toThrow(/planted\.ts/)
})
