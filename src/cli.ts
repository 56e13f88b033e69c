#!/usr/bin/env node
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

interface CommandLine {
  run: (args: readonly string[]) => Promise<void>
}

const usage = `Usage: react-3as changes --needs-attention (--sqlite FILE | --postgres URL)

Prints the changes that wait for a person's decision.

       react-3as sandbox [options]

Starts the sandbox, the 3AS platform in a box, which is a package of its own:

  npm install --save-dev react-3as-sandbox`

/** Where the command is called from, since the sandbox is installed by that project and not by this package. */
function findSandbox(): string | null {
  try {
    return createRequire(join(process.cwd(), 'package.json')).resolve('react-3as-sandbox/command-line')
  } catch {
    return null
  }
}

const [command, ...args] = process.argv.slice(2)
const sandbox = command === 'sandbox' ? findSandbox() : null
if (sandbox) {
  const { run } = (await import(pathToFileURL(sandbox).href)) as CommandLine
  await run(args)
} else if (command === 'sandbox') {
  console.error('react-3as: the sandbox is not installed here. npm install --save-dev react-3as-sandbox')
  process.exitCode = 1
} else if (command === 'changes') {
  const { printChanges } = await import('./backend/back-office/command-line.ts')
  try {
    await printChanges(args, { print: (line) => console.log(line), env: process.env, now: () => Date.now() })
  } catch (error) {
    console.error(`react-3as: ${error instanceof Error ? error.message : 'the changes could not be read.'}`)
    process.exitCode = 1
  }
} else if (command === '--help' || command === 'help') {
  console.log(usage)
} else {
  console.error(command === undefined ? usage : `react-3as: unknown command ${command}; there are: changes, sandbox`)
  process.exitCode = 1
}
