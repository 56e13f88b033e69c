const files = import.meta.glob<string>(
  [
    '../../../test/hosts/*/{server,worker}.ts',
    '../../../test/hosts/sign-in/*.ts',
    '../../../examples/next-app/{start.js,tsconfig.json,lib/analytics.ts,app/icon.svg,app/api/**/route.ts}',
    '../../project/**/*',
  ],
  { query: '?raw', import: 'default', eager: true },
)

/**
 * A file of this repository as it stands, by its path from the root. The tests run it; there is no second copy.
 *
 * @throws Error when no such file is part of the workbench.
 */
export function rawFile(path: string): string {
  const found = files[`../../../${path}`] ?? files[path.replace('playground/', '../../')]
  if (found === undefined) throw new Error(`${path} is not among the files of the workbench.`)
  return found
}
