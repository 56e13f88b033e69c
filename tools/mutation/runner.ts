import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { ViteUserConfigFnObject } from 'vitest/config'
import { createVitest, type Reporter, type TestModule } from 'vitest/node'
import type { RunAnswer, RunRequest } from './plan.ts'

// Runs the tests of one copy of the project, again and again, without starting Vitest anew each time.

const planFile = process.env.MUTATION_PLAN ?? ''
const isLook = process.env.MUTATION_LOOK === '1'
/** Tests of other rooms, and those that run the sources in other processes or for long. The simulator is asked in the end. */
const leftOut = /^test\/(crash|simulation|package|house|conformance|sandbox[\w-]*)\/|runtimes\//

const wanted = new RegExp(process.env.MUTATION_TESTS ?? '')

const root = process.cwd()
const { default: configOf } = (await import(`${root}/vite.config.ts`)) as {
  default: ViteUserConfigFnObject
}
const config = configOf({ mode: 'test', command: 'serve' })
const node = config.test!.projects!.find(
  (project) => typeof project === 'object' && 'test' in project && project.test?.name === 'node',
) as { test: Record<string, unknown> }
const silent: Reporter = {}
const vitest = await createVitest(
  'test',
  { root, config: false, watch: false, reporters: [silent], bail: isLook ? 0 : 1, maxWorkers: isLook ? 2 : 1 },
  {
    test: {
      ...node.test,
      // What runs while a module is loaded would otherwise be seen by the first file of many alone, and with another's mutant.
      isolate: true,
      setupFiles: ['./tools/mutation/setup.ts'],
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  },
)
const [project] = vitest.projects

async function run({ plan, files }: RunRequest): Promise<RunAnswer> {
  writeFileSync(planFile, JSON.stringify(plan))
  const specifications =
    files === null
      ? (await vitest.globTestSpecifications()).filter(({ moduleId }) => isLookedAt(relative(root, moduleId)))
      : files.map((file) => project!.createSpecification(`${root}/${file}`))
  const { testModules } = await vitest.runTestSpecifications(specifications)
  // Vitest tells of files of earlier runs as well.
  const asked = new Set(specifications.map(({ moduleId }) => moduleId))
  return { failed: testModules.filter(({ moduleId }) => asked.has(moduleId)).flatMap(failuresOf) }
}

function isLookedAt(file: string): boolean {
  return wanted.test(file) && !leftOut.test(file)
}

function failuresOf(module: TestModule): string[] {
  const tests = [...module.children.allTests('failed')].map(({ fullName }) => `${module.relativeModuleId}: ${fullName}`)
  return tests.length === 0 && module.state() === 'failed' ? [module.relativeModuleId] : tests
}

process.on('message', (request: RunRequest) => {
  run(request).then(
    (answer) => process.send!(answer),
    (error: unknown) => process.send!({ failed: [String(error)] } satisfies RunAnswer),
  )
})
process.send!('ready')
