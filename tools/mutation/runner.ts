import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { createVitest, type Reporter, type TestModule } from 'vitest/node'
import type { RunAnswer, RunRequest } from './plan.ts'

// Runs the tests of one copy of the project, again and again, without starting Vitest anew each time.

const planFile = process.env.MUTATION_PLAN ?? ''
const isLook = process.env.MUTATION_LOOK === '1'
/** Tests of other rooms, and those that run the sources in other processes or for long. */
const leftOut = /^test\/(crash|simulation|package|house|conformance|sandbox[\w-]*)\/|runtimes\//

const root = process.cwd()
const { default: configOf } = (await import(`${root}/vite.config.ts`)) as typeof import('../../vite.config.ts')
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
      setupFiles: ['./tools/mutation/setup.ts'],
      testTimeout: isLook ? 60_000 : 15_000,
      hookTimeout: 60_000,
    },
  },
)
const [project] = vitest.projects

async function run({ plan, files }: RunRequest): Promise<RunAnswer> {
  writeFileSync(planFile, JSON.stringify(plan))
  const all = (await vitest.globTestSpecifications()).filter(({ moduleId }) => !leftOut.test(relative(root, moduleId)))
  const wanted = files === null ? all : files.map((file) => project!.createSpecification(`${root}/${file}`))
  const { testModules } = await vitest.runTestSpecifications(wanted)
  return { failed: testModules.flatMap(failuresOf) }
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
