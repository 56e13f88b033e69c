import { lazy, Suspense, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { goTogether, servers, signIns, type Choices, type ServerName, type SignInName } from './choices.ts'
import type { ServerFile } from './code/server-files.ts'
import type { serverTabs, ServerTabs } from './code/server-tabs.ts'
import type { Flaw } from './code/syntax.ts'
import { preparationIn, type WrittenFiles } from './code/written-files.ts'
import { DownloadButton } from './DownloadButton.tsx'
import { useHasBeenSeen } from './has-been-seen.ts'
import { heldSentence } from './held-code.ts'

const Editor = lazy(() => import('./code/Editor.tsx'))

interface CodePaneProps {
  files: WrittenFiles
  choices: Choices
  onChoose: (change: Partial<Choices>) => void
  isEdited: boolean
  /** Whether the page is a stranger's, and waits for the reader's word. */
  isHeld: boolean
  /** Whether the page has been drawn once, or waits for the reader's word. */
  hasRun: boolean
  flaw: Flaw | null
  /** Why the page could not be drawn, when its code is code. */
  crash: string | null
  onEdit: (page: string) => void
  onReset: () => void
}

const tabs = ['page.tsx', 'provider.tsx', 'styles.css', 'main.tsx', '.env', 'server'] as const
type Tab = (typeof tabs)[number]

export function CodePane(props: CodePaneProps) {
  const { files, choices, onChoose, isEdited, isHeld, hasRun, flaw, crash, onEdit, onReset } = props
  const [tab, setTab] = useState<Tab>('page.tsx')
  const [copied, setCopied] = useState(false)
  const { files: ofServer, environment } = useServerTabs(choices, tab === 'server' || tab === '.env')
  const [path, setPath] = useState('')
  const shownServerFile = ofServer.find((each) => each.path === path) ?? ofServer[0]
  const { text, file } = fileOf(tab, files, environment, shownServerFile)
  const isPage = tab === 'page.tsx'
  const held = isPage && isHeld ? heldSentence : undefined
  const panel = useRef<HTMLDivElement>(null)
  // The editor is half of all that there is to load: it comes when the page is there, and the code is in sight.
  const isEditorWanted = useHasBeenSeen(panel) && hasRun
  const source = (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard
    <pre className="source" tabIndex={0} aria-label={file}>
      {text}
    </pre>
  )

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
          <button
            type="button"
            className="button quiet"
            aria-disabled={held !== undefined}
            title={held}
            onClick={() => held === undefined && copy()}
          >
            <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
            <span className="hidden"> {file}</span>
          </button>
          <DownloadButton files={files} choices={choices} isHeld={isHeld} />
        </div>
      </div>
      <div ref={panel} className="code-panel" id="code-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === 'server' ? (
          <ServerChoice
            choices={choices}
            onChoose={onChoose}
            paths={ofServer.map((each) => each.path)}
            path={file}
            onOpen={setPath}
          />
        ) : null}
        {isEditorWanted ? (
          <Suspense fallback={source}>
            <Editor
              key={`${tab} ${file} ${choices.server} ${choices.signIn}`}
              label={file}
              value={text}
              isReadOnly={!isPage}
              flaw={isPage ? flaw : null}
              onEdit={(edited) => isPage && onEdit(edited)}
            />
          </Suspense>
        ) : (
          source
        )}
        {isPage && (flaw || crash) ? (
          <p className="flaw" role="alert">
            {flaw ? `Line ${flaw.line}: ${flaw.message}` : crash} The preview shows the last version that worked.
          </p>
        ) : null}
      </div>
    </>
  )
}

interface ServerChoiceProps {
  choices: Choices
  onChoose: (change: Partial<Choices>) => void
  paths: readonly string[]
  path: string
  onOpen: (path: string) => void
}

function ServerChoice({ choices: { server, signIn }, onChoose, paths, path, onOpen }: ServerChoiceProps) {
  return (
    <div className="server-choice">
      <Select
        label="Your server"
        value={server}
        options={Object.entries(servers)}
        onChoose={(chosen: ServerName) =>
          onChoose({ server: chosen, signIn: goTogether(chosen, signIn) ? signIn : 'none' })
        }
      />
      <Select
        label="Who signs people in?"
        value={signIn}
        options={Object.entries(signIns).filter(([name]) => goTogether(server, name as SignInName))}
        onChoose={(chosen: SignInName) => onChoose({ signIn: chosen })}
      />
      {paths.length > 1 ? (
        <Select label="File" value={path} options={paths.map((each) => [each, each])} onChoose={onOpen} />
      ) : null}
      {signIn === 'none' ? <span className="hint">Everybody is the demo customer: for this machine only.</span> : null}
    </div>
  )
}

interface SelectProps<T extends string> {
  label: string
  value: T
  options: readonly (readonly [string, string])[]
  onChoose: (value: T) => void
}

function Select<T extends string>({ label, value, options, onChoose }: SelectProps<T>) {
  return (
    <label>
      <span>{label}</span>
      <select className="input" value={value} onChange={({ target }) => onChoose(target.value as T)}>
        {options.map(([option, title]) => (
          <option key={option} value={option}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Read when a tab that needs it is opened for the first time: most readers look at the page first. */
function useServerTabs({ scene, server, signIn }: Choices, isShown: boolean): ServerTabs {
  const [read, setRead] = useState<typeof serverTabs | null>(null)
  useEffect(() => {
    if (isShown) void import('./code/server-tabs.ts').then((loaded) => setRead(() => loaded.serverTabs))
  }, [isShown])
  return useMemo(() => read?.(server, signIn, preparationIn(scene)) ?? unread, [read, scene, server, signIn])
}

const unread: ServerTabs = { files: [], environment: '' }

function fileOf(
  tab: Tab,
  files: WrittenFiles,
  environment: string,
  server: ServerFile | undefined,
): { file: string; text: string } {
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
      return { file: environment && tab, text: environment }
    case 'server':
      return { file: server?.path ?? '', text: server?.text ?? '' }
    default:
      return tab satisfies never
  }
}
