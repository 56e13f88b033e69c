/** Runs the command line, as `react-3as sandbox` does as well. Sets the exit code; the sandbox runs until it is told to stop. */
export async function run(args: readonly string[]): Promise<void> {
  // Node may be older than what the sandbox needs, so nothing else is loaded before this has been checked.
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 22 || (major === 22 && minor < 13)) {
    console.error(`react-3as-sandbox needs Node 22.13 or newer; this is ${process.versions.node}.`)
    process.exitCode = 1
    return
  }
  const { runCommandLine } = await import('./node/command-line.ts')
  await runCommandLine(args)
}
