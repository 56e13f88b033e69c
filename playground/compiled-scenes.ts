import type { Plugin } from 'vite'
import { options, transform } from './workbench/code/compiler.ts'
import { startOf } from './workbench/choices.ts'
import { writeFiles } from './workbench/code/written-files.ts'
import { firstScene, scenes, type Scene } from './workbench/scenes.ts'
import { statesAsScenes } from './workbench/states-as-scenes.ts'

/** What the first scene begins with, and what the others do. */
const modules: Record<string, readonly Scene[]> = {
  'virtual:compiled-first-scene': [firstScene],
  'virtual:compiled-scenes': scenes,
}

/** Works out at build time which scenes there are and what each begins with, so that looking at scenes needs no compiler. */
export function compiledScenes(): Plugin {
  return {
    name: 'compiled-scenes',
    resolveId: (id) => (Object.hasOwn(modules, id) ? `\0${id}` : undefined),
    load(id) {
      if (id.endsWith('/workbench/states-as-scenes.ts'))
        return `export const statesAsScenes = ${JSON.stringify(statesAsScenes)}`
      const shown = modules[id.slice(1)]
      if (!shown || !id.startsWith('\0')) return undefined
      const sources = shown.flatMap((scene) => {
        const { page, provider } = writeFiles(startOf(scene, 'light'))
        return [page, provider]
      })
      const compiled = Object.fromEntries(sources.map((source) => [source, transform(source, options).code]))
      return `export const compiled = ${JSON.stringify(compiled)}`
    },
  }
}
