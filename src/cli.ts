#!/usr/bin/env node
// Node may be older than what the sandbox needs, so nothing else is loaded before this has been checked.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 22 || (major === 22 && minor < 13)) {
  console.error(`react-3as needs Node 22.13 or newer; this is ${process.versions.node}.`)
  process.exitCode = 1
} else {
  const { run } = await import('./sandbox/cli.ts')
  await run(process.argv.slice(2))
}
