import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { languages } from 'virtual:preview-languages'
import type { Look, Modules } from '../preview/preview-messages.ts'
import type { Command, FaultName } from '../tab/tab-messages.ts'
import { fromHash, startOf, themes, toHash, widths, type Choices } from './choices.ts'
import { CodePane } from './CodePane.tsx'
import { compile } from './code/compile.ts'
import type { Flaw } from './code/syntax.ts'
import { websiteOf, writeFiles } from './code/written-files.ts'
import { useHasBeenSeen } from './has-been-seen.ts'
import { heldSentence } from './held-code.ts'
import type { Entry, News } from './Inspector.tsx'
import { Preview, type PreviewStatus } from './Preview.tsx'
import { SceneList, SceneSelect } from './SceneList.tsx'
import { Segments } from './Segments.tsx'
import { sceneOf } from './scenes.ts'
import { createTabPlatform } from './tab-platform.ts'

const Controls = lazy(() => import('./Controls.tsx'))
const Inspector = lazy(() => import('./Inspector.tsx'))

const panes = ['Preview', 'Code', 'Controls', 'Inspector'] as const
const mostEntries = 200
const themeNames = { light: 'Light', dark: 'Dark' } as const

interface WorkbenchProps {
  /** What the address said when the page was opened. */
  opened: Choices
}

export function Workbench({ opened }: WorkbenchProps) {
  const [choices, setChoices] = useState(opened)
  // Code that came by a link is a stranger's: it is shown first, and runs when the reader says so.
  const [mayRun, setMayRun] = useState(opened.code === null)
  const [pane, setPane] = useState<(typeof panes)[number]>('Preview')
  const [status, setStatus] = useState<PreviewStatus>({ kind: 'starting' })
  const [hasRun, setHasRun] = useState(false)
  const [businessTime, setBusinessTime] = useState<string | null>(null)
  const [fault, setFault] = useState<FaultName | null>(null)
  const [revision, setRevision] = useState(0)
  const [forged, setForged] = useState(0)
  const [restarts, setRestarts] = useState(0)
  const { entries, note, clear } = useLog()
  const [platform] = useState(() => createTabPlatform(note))
  const controls = useRef<HTMLElement>(null)
  const inspector = useRef<HTMLElement>(null)
  // They come when the page is there, and they are in sight: on a narrow screen they are behind a tab.
  const isPageThere = hasRun || !mayRun
  const areControlsWanted = useHasBeenSeen(controls) && isPageThere
  const isInspectorWanted = useHasBeenSeen(inspector) && isPageThere
  const scene = sceneOf(choices.scene)
  const written = useMemo(() => writeFiles(choices), [choices])
  const files = choices.code === null ? written : { ...written, page: choices.code }
  const { modules, flaw } = useCompiled(files.page, files.provider, choices.code !== null, mayRun)
  const { theme, direction, language, forcedColours } = choices
  const look = useMemo<Look>(
    () => ({ theme, direction, language, hasForcedColours: forcedColours === 'on', styles: files.styles }),
    [theme, direction, language, forcedColours, files.styles],
  )

  useAddress(choices, (next) => {
    setChoices(next)
    setMayRun(next.code === null)
    clear()
  })

  const choose = (change: Partial<Choices>) => setChoices((before) => ({ ...before, ...change }))
  const chooseScene = (id: string) => {
    clear()
    setStatus({ kind: 'starting' })
    setFault(null)
    // The one that is shown begins anew as well.
    setRestarts((count) => count + 1)
    setMayRun(true)
    const { theme: shown, width, server, signIn } = choices
    setChoices({ ...startOf(sceneOf(id), shown), width, server, signIn })
  }
  const command = (asked: Command) => {
    if (asked.do === 'fail') setFault(asked.fault)
    void platform.command(asked).then((now) => {
      setBusinessTime(now)
      // A page learns of it when it next asks. Here that is now.
      if (asked.do !== 'fail') setRevision((count) => count + 1)
    })
  }
  const restart = () => {
    clear()
    setStatus({ kind: 'starting' })
    setFault(null)
    setRestarts((count) => count + 1)
  }

  return (
    <div className="bench" data-pane={pane}>
      <header className="bar">
        <h1>
          react-3as <span>Playground</span>
        </h1>
        <SceneSelect scene={scene} onChoose={chooseScene} />
        <a className="docs-link" href="./docs/index.html">
          Docs
        </a>
        <CopyLink choices={choices} />
      </header>
      <SceneList scene={scene} onChoose={chooseScene} />
      <nav className="pane-tabs" aria-label="What to show">
        {panes.map((each) => (
          <button key={each} type="button" aria-pressed={each === pane} onClick={() => setPane(each)}>
            {each}
          </button>
        ))}
      </nav>
      <main className="stage">
        <div className="tools">
          <Segments
            legend="Width"
            value={choices.width}
            options={widths.map((width) => [width, width === 'fill' ? 'Fill' : width] as const)}
            onChange={(width) => choose({ width })}
          />
          <Segments
            legend="Theme"
            value={choices.theme}
            options={themes.map((each) => [each, themeNames[each]] as const)}
            onChange={(next) => choose({ theme: next })}
          />
          <output className="status" data-status={mayRun ? status.kind : 'held'}>
            {mayRun ? statusText(status) : 'Not run yet'}
          </output>
          <button type="button" className="button" onClick={restart}>
            Start again
          </button>
        </div>
        <h2 className="about">
          <span className="hidden">{scene.title}. </span>
          {scene.about}
        </h2>
        <div className="view" data-theme={choices.theme}>
          {mayRun ? (
            <div className="device" style={choices.width === 'fill' ? {} : { maxInlineSize: `${choices.width}px` }}>
              <Preview
                key={`${scene.id} ${restarts}`}
                platform={platform}
                scene={scene}
                websiteId={websiteOf(choices)}
                modules={modules}
                look={look}
                revision={revision}
                forged={forged}
                onStatus={(next) => {
                  setStatus(next)
                  if (next.kind !== 'starting') setHasRun(true)
                }}
                onNews={note}
                onTime={setBusinessTime}
              />
            </div>
          ) : (
            <div className="held">
              <p>
                <strong>{heldSentence}</strong> It runs in a frame that reaches no storage, no network and nothing of
                this page.
              </p>
              <button type="button" className="button primary" onClick={() => setMayRun(true)}>
                Run
              </button>
            </div>
          )}
        </div>
      </main>
      <aside ref={controls} className="controls" aria-label="Controls">
        <h2>Controls</h2>
        {areControlsWanted ? (
          <Suspense>
            <Controls
              scene={scene}
              choices={choices}
              onChoose={choose}
              businessTime={businessTime}
              fault={fault}
              onCommand={command}
              onForge={() => setForged((count) => count + 1)}
            />
          </Suspense>
        ) : null}
      </aside>
      <section className="code" aria-label="Code">
        <CodePane
          files={files}
          choices={choices}
          onChoose={choose}
          isEdited={choices.code !== null}
          isHeld={!mayRun}
          hasRun={isPageThere}
          flaw={flaw}
          crash={mayRun && status.kind === 'crashed' ? status.message : null}
          onEdit={(page) => choose({ code: page === written.page ? null : page })}
          onReset={() => {
            setMayRun(true)
            choose({ code: null })
          }}
        />
      </section>
      <section ref={inspector} className="inspector" aria-label="Inspector">
        {isInspectorWanted ? (
          <Suspense>
            <Inspector entries={entries} onClear={clear} />
          </Suspense>
        ) : null}
      </section>
    </div>
  )
}

function statusText(status: PreviewStatus): string {
  switch (status.kind) {
    case 'starting':
      return 'Starting…'
    case 'running':
      return 'Running'
    case 'crashed':
      return `Stopped: ${status.message}`
    case 'gone':
      return 'Stopped: the code left for another page, and the preview loads none'
    case 'away':
      return 'On the payment page'
    default:
      return status satisfies never
  }
}

function useLog() {
  const [entries, setEntries] = useState<readonly Entry[]>([])
  const lastId = useRef(0)
  const note = (news: News) => {
    const at = new Date().toLocaleTimeString('en-GB')
    const id = ++lastId.current
    setEntries((before) => [{ id, at, news }, ...before].slice(0, mostEntries))
  }
  return { entries, note, clear: () => setEntries([]) }
}

/** Keeps the address at what is shown, so that it can be shared at any time. */
function useAddress(choices: Choices, onOpened: (choices: Choices) => void): void {
  const own = useRef(location.hash)
  const opened = useRef(onOpened)
  useEffect(() => {
    opened.current = onOpened
  })
  useEffect(() => {
    const timer = setTimeout(() => {
      void toHash(choices).then((hash) => {
        own.current = hash
        history.replaceState(null, '', hash)
      })
    }, 200)
    return () => clearTimeout(timer)
  }, [choices])
  useEffect(() => {
    const follow = () => {
      if (location.hash !== own.current) void fromHash(location.hash, 'light').then((next) => opened.current(next))
    }
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
}

function CopyLink({ choices }: { choices: Choices }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    const { href } = new URL(await toHash(choices), location.href)
    await navigator.clipboard.writeText(href)
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <button type="button" className="button copy-link" onClick={() => void copy()}>
      <span aria-live="polite">{copied ? 'Link copied' : 'Copy link'}</span>
    </button>
  )
}

/** What the preview is to run. A flaw leaves the last good code where it is. */
function useCompiled(page: string, provider: string, isEdited: boolean, mayRun: boolean) {
  const [modules, setModules] = useState<Modules | null>(null)
  const [flaw, setFlaw] = useState<Flaw | null>(null)
  useEffect(() => {
    let isNewest = true
    const run = async () => {
      const [compiled, around, words] = await Promise.all([
        compile(page, { isEdited }),
        compile(provider, { isEdited: false }),
        languagesIn(page + provider),
      ])
      if (!isNewest) return
      setFlaw(compiled.kind === 'flawed' ? compiled.flaw : null)
      if (compiled.kind === 'code' && around.kind === 'code' && mayRun) {
        setModules({ './page': compiled.code, './provider': around.code, ...words })
      }
    }
    const timer = setTimeout(() => void run(), isEdited ? 150 : 0)
    return () => {
      isNewest = false
      clearTimeout(timer)
    }
  }, [page, provider, isEdited, mayRun])
  return { modules, flaw }
}

async function languagesIn(code: string): Promise<Modules> {
  const asked = new Set([...code.matchAll(/react-3as\/locales\/(\w+)/g)].map(([, name = '']) => name))
  const found: Record<string, string> = {}
  for (const name of asked) {
    if (Object.hasOwn(languages, name)) found[`react-3as/locales/${name}`] = (await languages[name]!()).script
  }
  return found
}
