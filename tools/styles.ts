import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { layered } from './layered.ts'

/** The stylesheet in one piece: what `src/styles.css` imports, in its order, without comments. */
export function readStyles(): string {
  const index = readFileSync('src/styles.css', 'utf8')
  const inOnePiece = index.replace(/@import '\.\/(.+?)';/g, (_, path: string) => readFileSync(`src/${path}`, 'utf8'))
  return inOnePiece
    .replace(/\/\*[\s\S]*?\*\/\n?/g, '')
    .replace(/\n{2,}/g, '\n')
    .trim()
}

/** Both forms of it, from one source: with the weight of two elements, and in a layer; and the themes. */
export function writeStyles(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const css = readStyles()
  writeFileSync(`${folder}/styles.css`, `${css}\n`)
  writeFileSync(`${folder}/styles.layer.css`, layered(css))
  cpSync('src/themes', `${folder}/themes`, { recursive: true })
}
