import { lazy, Suspense, useState, type KeyboardEvent } from 'react'
import type { Flaw } from './code/syntax.ts'
import { environment, servers, type ServerName } from './code/servers.ts'
import type { WrittenFiles } from './code/written-files.ts'

const Editor = lazy(() => import('./code/Editor.tsx'))

interface CodePaneProps {
  files: WrittenFiles
  isEdited: boolean
  flaw: Flaw | null
  /** Why the page could not be drawn, when its code is code. */
  crash: string | null
  completions: readonly string[]
  onEdit: (page: string) => void
  onReset: () => void
}

const tabs = ['page.tsx', 'provider.tsx', 'styles.css', 'main.tsx', '.env', 'server'] as const
type Tab = (typeof tabs)[number]

export function CodePane({ files, isEdited, flaw, crash, completions, onEdit, onReset }: CodePaneProps) {
  const [tab, setTab] = useState<Tab>('page.tsx')
  const [server, setServer] = useState<ServerName>('express')
  const [copied, setCopied] = useState(false)
  const { text, file } = fileOf(tab, files, server)
  const isPage = tab === 'page.tsx'

  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(true)
      setTimeout(() => setCopied(false), 2000)
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length]!
    setTab(next)
    document.getElementById(`tab-${next}`)?.focus()
  }

  return (
    <>
      <div className="pane-head">
        <h2 className="hidden">Code</h2>
        <div className="tabs" role="tablist" aria-label="Files" tabIndex={-1} onKeyDown={onKeyDown}>
          {tabs.map((each) => (
            <button
              key={each}
              id={`tab-${each}`}
              type="button"
              role="tab"
              aria-selected={each === tab}
              aria-controls="code-panel"
              tabIndex={each === tab ? 0 : -1}
              onClick={() => setTab(each)}
            >
              {each}
            </button>
          ))}
        </div>
        <div className="pane-actions">
          {isPage && isEdited ? (
            <button type="button" className="button quiet" onClick={onReset}>
              Back to the scene
            </button>
          ) : null}
          <button type="button" className="button quiet" onClick={copy}>
            <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
            <span className="hidden"> {file}</span>
          </button>
        </div>
      </div>
      <div className="code-panel" id="code-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === 'server' ? <ServerChoice server={server} onChoose={setServer} /> : null}
        <Suspense
          fallback={
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard
            <pre className="source" tabIndex={0} aria-label={file}>
              {text}
            </pre>
          }
        >
          <Editor
            key={`${tab} ${server}`}
            label={file}
            value={text}
            isReadOnly={!isPage}
            flaw={isPage ? flaw : null}
            completions={completions}
            onEdit={(edited) => isPage && onEdit(edited)}
          />
        </Suspense>
        {isPage && (flaw || crash) ? (
          <p className="flaw" role="alert">
            {flaw ? `Line ${flaw.line}: ${flaw.message}` : crash} The preview shows the last version that worked.
          </p>
        ) : null}
      </div>
    </>
  )
}

function ServerChoice({ server, onChoose }: { server: ServerName; onChoose: (server: ServerName) => void }) {
  return (
    <p className="server-choice">
      <label>
        <span>Your server</span>
        <select
          className="input"
          value={server}
          onChange={({ target }) => Object.hasOwn(servers, target.value) && onChoose(target.value as ServerName)}
        >
          {Object.entries(servers).map(([name, { title }]) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <span className="hint">{servers[server].file}, as the tests of this repository run it</span>
    </p>
  )
}

function fileOf(tab: Tab, files: WrittenFiles, server: ServerName): { file: string; text: string } {
  switch (tab) {
    case 'page.tsx':
      return { file: tab, text: files.page }
    case 'provider.tsx':
      return { file: tab, text: files.provider }
    case 'styles.css':
      return { file: tab, text: files.styles }
    case 'main.tsx':
      return { file: tab, text: files.main }
    case '.env':
      return { file: tab, text: environment }
    case 'server':
      return servers[server]
    default:
      return tab satisfies never
  }
}
