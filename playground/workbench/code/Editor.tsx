import { autocompletion } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { javascript, tsxLanguage } from '@codemirror/lang-javascript'
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language'
import { setDiagnostics } from '@codemirror/lint'
import { Annotation, EditorState } from '@codemirror/state'
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useRef } from 'react'
import { kitWords } from 'virtual:kit-words'
import { kitCompletions } from './completions.ts'
import type { Flaw } from './syntax.ts'

interface EditorProps {
  label: string
  value: string
  isReadOnly: boolean
  flaw: Flaw | null
  onEdit: (text: string) => void
}

/** Loaded with the code. Another file is another editor: give it a key. Tab leaves it, as everywhere on a page. */
export default function Editor({ label, value, isReadOnly, flaw, onEdit }: EditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const latest = useRef({ label, value, isReadOnly, onEdit })
  useEffect(() => {
    latest.current = { label, value, isReadOnly, onEdit }
  })

  useEffect(() => {
    const first = latest.current
    const editor = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: first.value,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          javascript({ typescript: true, jsx: true }),
          syntaxHighlighting(colours),
          autocompletion(),
          tsxLanguage.data.of({ autocomplete: kitCompletions(kitWords) }),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorState.readOnly.of(first.isReadOnly),
          EditorView.contentAttributes.of({ 'aria-label': first.label }),
          EditorView.updateListener.of(({ docChanged, state, transactions }) => {
            if (docChanged && !transactions.some((each) => each.annotation(fromOutside)))
              latest.current.onEdit(state.doc.toString())
          }),
        ],
      }),
    })
    view.current = editor
    return () => editor.destroy()
  }, [])

  useEffect(() => {
    const editor = view.current
    if (!editor || editor.state.doc.toString() === value) return
    editor.dispatch({
      changes: { from: 0, to: editor.state.doc.length, insert: value },
      annotations: fromOutside.of(true),
    })
  }, [value])

  useEffect(() => {
    const editor = view.current
    if (!editor) return
    const length = editor.state.doc.length
    const marks = flaw
      ? [{ ...flaw, from: Math.min(flaw.from, length), to: Math.min(flaw.to, length), severity: 'error' as const }]
      : []
    editor.dispatch(setDiagnostics(editor.state, marks))
  }, [flaw])

  return <div ref={place} className="editor" />
}

/** Marks what the controls wrote, as opposed to an edit. */
const fromOutside = Annotation.define<boolean>()

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: [tags.comment], color: 'var(--muted)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: [tags.tagName, tags.typeName, tags.className], color: 'var(--code-type)' },
])
