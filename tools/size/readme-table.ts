import { readFileSync, writeFileSync } from 'node:fs'

/** A line of the README's table of what a partner's customers load: gzip kilobytes with either bundler. */
export interface TableLine {
  label: string
  rolldown: number
  esbuild: number
}

const readme = 'README.md'
/** What gzip makes of the same bytes differs by some dozens of them between versions of Node. */
const maxDifference = 0.15
const lineOf = /^\| (?<label>.+?) +\| +(?<rolldown>[\d.]+) \| +(?<esbuild>[\d.]+) \|$/gm

/** The labels whose figures in the README are not those that were measured. */
export function outdatedLines(measured: readonly TableLine[]): string[] {
  const written = new Map(
    [...readFileSync(readme, 'utf8').matchAll(lineOf)].map(({ groups }) => [groups!.label!, groups!]),
  )
  return measured
    .filter(({ label, ...figures }) => {
      const line = written.get(label)
      return !line || isFar(Number(line.rolldown), figures.rolldown) || isFar(Number(line.esbuild), figures.esbuild)
    })
    .map(({ label }) => label)
}

/** Writes what was measured into the README's table. */
export function writeLines(measured: readonly TableLine[]): void {
  const text = readFileSync(readme, 'utf8').replace(lineOf, (line: string, label: string) => {
    const found = measured.find((each) => each.label === label)
    if (!found) return line
    const width = line.indexOf('|', 2) - 3
    const figures = [found.rolldown.toFixed(1).padStart(15), found.esbuild.toFixed(1).padStart(7)]
    return `| ${label.padEnd(width)} | ${figures.join(' | ')} |`
  })
  writeFileSync(readme, text)
}

const isFar = (written: number, measured: number) => Math.abs(written - measured) > maxDifference
