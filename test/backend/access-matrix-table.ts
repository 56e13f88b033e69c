import { isMalformed, websites, type Cell, type Outcome } from './access-matrix.ts'

type Found = Cell & { outcome: Outcome }

/** The matrix as text: a table for the routes of one access, a row for each person, a column for each kind of id. */
export function tableOf(cells: readonly Found[]): string {
  const groupOf = ({ route, changeOf }: Found) => `${route.access}${changeOf === undefined ? '' : ', change id'}`
  return grouped(cells, groupOf)
    .map(([access, group]) => groupTable(access, group))
    .join('\n\n')
}

function groupTable(access: string, cells: readonly Found[]): string {
  const routes = [...new Set(cells.map(({ route }) => route.name))]
  const columns = [...new Set(cells.map(columnOf))]
  const rows = grouped(cells, ({ person }) => person.name).map(([name, own]) => [
    name,
    ...columns.map((column) => outcomes(own.filter((cell) => columnOf(cell) === column))),
  ])
  return `${access}: ${routes.join(', ')} (${cells.length} cells)\n${aligned([['', ...columns], ...rows])}`
}

function columnOf({ route, websiteId, changeOf }: Cell): string {
  if (route.access === 'session') return 'websites'
  if (isMalformed(websiteId)) return 'malformed id'
  if (!(websiteId in websites)) return 'unknown id'
  const website = websiteId.endsWith('-site') ? 'their own' : websiteId
  if (changeOf === undefined) return website
  return `${website}, ${changeOf === null ? 'unknown change' : `change of ${changeOf}`}`
}

/** One word where all routes and ids agree. */
function outcomes(cells: readonly Found[]): string {
  return [...new Set(cells.map(({ outcome }) => outcome))].join(' | ')
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function grouped(cells: readonly Found[], by: (cell: Found) => string): (readonly [string, Found[]])[] {
  return [...new Set(cells.map(by))].map((name) => [name, cells.filter((cell) => by(cell) === name)] as const)
}
