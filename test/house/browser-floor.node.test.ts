import { describe, expect, it } from 'vitest'
import { newerInScript } from '../../tools/browsers/features-of-script.ts'
import { newerInStyles } from '../../tools/browsers/features-of-styles.ts'

describe('what the oldest browsers lack', () => {
  it.each([
    ['a static function', 'AbortSignal.any([])', 'api.AbortSignal.any_static'],
    ['a function of a list', 'plans.toSorted()', 'javascript.builtins.Array.toSorted'],
    ['a function of an element', 'dialog?.["showPopover"]()', 'api.HTMLElement.showPopover'],
    ['a global', 'requestIdleCallback(act)', 'api.Window.requestIdleCallback'],
    ['what is taken out of an object', 'const { startViewTransition } = document', 'api.Document.startViewTransition'],
    ['an attribute', 'element.setAttribute(`popover`, `manual`)', 'html.global_attributes.popover'],
    ['an attribute in JSX', 'jsx(`dialog`, { closedby: `any` })', 'html.elements.dialog.closedby'],
    ['a flag of an expression', '/[a--b]/v.test(text)', 'javascript.builtins.RegExp.unicodeSets'],
    [
      'syntax',
      'import plans from "./plans.json" with { type: "json" }',
      'javascript.statements.import.import_attributes',
    ],
  ])('is found in a script: %s', (_what, code, feature) => {
    expect(newerInScript(code)).toEqual([feature])
  })

  it.each([
    ['a property', 'a { field-sizing: content }', 'css.properties.field-sizing'],
    ['a value', 'a { grid-template-rows: subgrid; }', 'css.properties.grid-template-rows.subgrid'],
    ['a function', 'a { color: light-dark(red, blue) }', 'css.types.color.light-dark'],
    ['a selector', 'a:has(b) { color: red }', 'css.selectors.has'],
    ['a rule', '@starting-style { a { opacity: 0 } }', 'css.at-rules.starting-style'],
    ['a condition', '@media (scripting: none) { a { opacity: 0 } }', 'css.at-rules.media.scripting'],
    ['nesting', 'a { & b { opacity: 0 } }', 'css.selectors.nesting'],
  ])('is found in a stylesheet: %s', (_what, css, feature) => {
    expect(newerInStyles(css)).toContain(feature)
  })

  it('is not what they have, nor a name that a page has given', () => {
    const code =
      'const [last] = [plans.at(-1), structuredClone(plan), Promise.any([]), text.replaceAll("a", "b"), my.touchpoints]'
    expect(newerInScript(code)).toEqual([])
    expect(
      newerInStyles('@container r3 (min-width: 9rem) { a:where(b) { color: color-mix(in oklab, red, blue) } }'),
    ).toEqual([])
  })
})
