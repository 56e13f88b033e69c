import { execFileSync, fork, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { RunAnswer, RunRequest } from './plan.ts'

/** What git knows of a project and what is new in it, without its history and its packages, which stay where they are. */
export function copyProject(from: string, to: string): void {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: from })
  for (const file of listed.toString().split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(to, file)), { recursive: true })
    cpSync(join(from, file), join(to, file), { force: true })
  }
  symlinkSync(join(from, 'node_modules'), join(to, 'node_modules'))
}

/** Runs tests in a copy of the project. One request at a time. */
export class Runner {
  readonly #root: string
  readonly #isLook: boolean
  #child: ChildProcess | null = null

  constructor(root: string, options: { isLook: boolean }) {
    this.#root = root
    this.#isLook = options.isLook
  }

  /** `timeout` when there is no answer within so long; whatever ran is ended then. */
  async run(request: RunRequest, withinMs: number): Promise<RunAnswer | 'timeout'> {
    this.#child ??= await this.#start()
    const child = this.#child
    child.send(request)
    const answer = await answerOf<RunAnswer>(child, withinMs)
    if (answer === 'timeout') this.stop()
    return answer
  }

  stop(): void {
    const { pid } = this.#child ?? {}
    this.#child = null
    // With all that it started: a mutant may well have made a loop that never ends.
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(join(this.#root, 'tools/mutation/runner.ts'), {
      cwd: this.#root,
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        ...process.env,
        MUTATION_PLAN: join(this.#root, 'mutation-plan.json'),
        MUTATION_LOOK: this.#isLook ? '1' : '0',
      },
    })
    if ((await answerOf(child, 120_000)) === 'timeout') throw new Error('Vitest did not start.')
    return child
  }
}

/** `timeout` as well when the process ends without an answer. */
export function answerOf<T>(child: ChildProcess, withinMs: number): Promise<T | 'timeout'> {
  return new Promise((resolve) => {
    const end = (answer: T | 'timeout') => {
      clearTimeout(timer)
      child.off('message', onMessage).off('exit', onExit)
      resolve(answer)
    }
    const onMessage = (answer: unknown) => end(answer as T)
    const onExit = () => end('timeout')
    const timer = setTimeout(onExit, withinMs)
    child.on('message', onMessage).on('exit', onExit)
  })
}
