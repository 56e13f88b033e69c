import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { layered } from './layered.ts'
import { houses } from './rooms.ts'

const index = 'src/styles.css'
/** What every component builds on, in this order; and what wins over all of them. */
const ground = ['tokens', 'type', 'controls']
const last = ['hosts', 'preferences']

/** The stylesheets that stand beside components, from the ground up: by the layers of `src/react`, then by name. */
export function styleFiles(): string[] {
  const layers = houses.find(({ folder }) => folder === 'src')?.rooms.react?.layers ?? []
  const heightOf = (file: string) => {
    const name = basename(file, '.css')
    if (ground.includes(name)) return ground.indexOf(name) - ground.length
    if (last.includes(name)) return layers.length + 1 + last.indexOf(name)
    const height = layers.indexOf(file.split('/')[2] ?? '')
    // A feature that the layers do not name yet imports others and is imported by none.
    return height === -1 ? layers.length : height
  }
  return globSync('src/react/*/*.css')
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted((a, b) => heightOf(a) - heightOf(b) || basename(a, '.css').localeCompare(basename(b, '.css')))
}

/** The stylesheet in one piece, without comments. */
export function readStyles(): string {
  return [index, ...styleFiles()]
    .map((file) => readFileSync(file, 'utf8'))
    .join('')
    .replace(/\/\*[\s\S]*?\*\/\n?/g, '')
    .replace(/\n{2,}/g, '\n')
    .trim()
}

/** Lets whatever serves the sources put `src/styles.css` together as the build does. */
export function stylesFromSource(): Plugin {
  return {
    name: 'styles-from-source',
    enforce: 'pre',
    transform(code, id) {
      if (id.split('?')[0] !== fileURLToPath(new URL(`../${index}`, import.meta.url))) return null
      return [code, ...styleFiles().map((file) => `@import './${file.replace('src/', '')}';`)].join('\n')
    },
  }
}

/** Both forms of it, from one source: with the weight of two elements, and in a layer; and the themes. */
export function writeStyles(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const css = readStyles()
  writeFileSync(`${folder}/styles.css`, `${css}\n`)
  writeFileSync(`${folder}/styles.layer.css`, layered(css))
  cpSync('src/themes', `${folder}/themes`, { recursive: true })
}
