import { CompletionContext, type CompletionResult } from '@codemirror/autocomplete'
import { javascript } from '@codemirror/lang-javascript'
import { EditorState } from '@codemirror/state'
import { expect, it } from 'vitest'
import { kitWords } from '../../playground/kit-words.ts'
import { kitCompletions } from '../../playground/workbench/code/completions.ts'

const complete = kitCompletions(kitWords())

/** What is offered at the `|` of a code. */
function offered(code: string) {
  const at = code.indexOf('|')
  const state = EditorState.create({
    doc: code.replace('|', ''),
    extensions: javascript({ typescript: true, jsx: true }),
  })
  const found = complete(new CompletionContext(state, at, true)) as CompletionResult | null
  return new Map((found?.options ?? []).map((option) => [option.label, option]))
}

it.each([
  'const page = <DashboardFrame |/>',
  'const page = <DashboardFrame websiteId="a" re|>\n  <UpgradeModal />\n</DashboardFrame>',
  'function Page() {\n  return (\n    <main>\n      <DashboardFrame websiteId="a"\n        |\n    </main>\n  )\n}',
])('offers the props of a component inside its tag, with type and words: %s', (code) => {
  expect(offered(code).get('refresh')).toMatchObject({
    detail: 'RefreshMode',
    info: expect.stringContaining('What becomes of a session that has expired.'),
  })
  expect(offered(code).has('AnalyticsProvider')).toBe(false)
})

it('offers no prop a second time, and none of another component', () => {
  const props = offered('const page = <DashboardFrame websiteId="a" |/>')
  expect(props.has('websiteId')).toBe(false)
  expect(props.has('footnote')).toBe(false)
})

it.each(['const page = <DashboardFrame refresh="|" />', 'return <DashboardFrame refresh="pro|\n  />'])(
  'offers the texts that a prop can be: %s',
  (code) => {
    expect([...offered(code).keys()]).toEqual(['auto', 'prompt', 'never'])
  },
)

it('offers what can be imported, and from where', () => {
  const names = offered('const x = |')
  expect(names.get('useSubscription')).toMatchObject({ detail: 'react-3as', info: expect.stringMatching(/\w/) })
  expect(names.get('createMemoryAdapter')).toMatchObject({ detail: 'react-3as/testing' })
  expect(offered('const page = <Up|').has('UpgradeModal')).toBe(true)
})

it.each(['const x = "|"', '// use|', 'const page = <p>Use| it</p>'])('keeps out of texts: %s', (code) => {
  expect(offered(code).size).toBe(0)
})

it('knows every component of the kit', () => {
  expect(Object.keys(kitWords().props).sort()).toEqual([
    'AnalyticsProvider',
    'DashboardFrame',
    'DashboardFrameProvider',
    'PackagePicker',
    'SubscriptionPanel',
    'UpgradeModal',
  ])
})
