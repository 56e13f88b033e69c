import { describe, expect, it } from 'vitest'
import { startOf, type Choices } from '../../playground/workbench/choices.ts'
import { writeFiles } from '../../playground/workbench/code/written-files.ts'
import { propsShown } from '../../playground/workbench/props-shown.ts'
import { scenes } from '../../playground/workbench/scenes.ts'
import { componentPages } from '../../tools/component-pages.ts'
import { propsOf } from '../../tools/component-pages/props.ts'

/** Something that no scene begins with. */
const otherwise: Partial<Choices> = { height: 640, footnote: 'Plus VAT.', language: 'de' }

/** The props that the files of a scene give to a component. */
function propsWritten(component: string, choices: Choices): string[] {
  const { page, provider } = writeFiles(choices)
  const elements = `${page}${provider}`.matchAll(new RegExp(`<${component}\\b([^>]*(?:=>[^>]*)*)>`, 'g'))
  return [...elements].flatMap(([, written = '']) => [...written.matchAll(/\s(\w+)=/g)].map(([, name = '']) => name))
}

it('has something to say about every component with a page of its own', () => {
  expect(Object.keys(propsShown).sort()).toEqual(Object.keys(componentPages).sort())
})

describe.each(Object.entries(propsShown))('the props of %s', (component, { controls, scenes: ofScenes, leftOut }) => {
  it('each have a control, belong to a scene, or are left out for a reason', () => {
    const shown = [...Object.keys(controls), ...ofScenes, ...Object.values(leftOut).flat()]
    expect(shown.sort()).toEqual(
      propsOf(`${component}Props`)
        .map(({ name }) => name)
        .sort(),
    )
  })

  it.each(Object.entries(controls))('%s is written by its control', (prop, choice) => {
    const written = scenes.flatMap((scene) => {
      const choices = { ...startOf(scene, 'light'), [choice]: otherwise[choice] }
      return propsWritten(component, choices)
    })
    expect(otherwise).toHaveProperty(choice)
    expect(written).toContain(prop)
  })
})
