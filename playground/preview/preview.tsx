import * as query from '@tanstack/react-query'
import * as react from 'react'
import * as jsx from 'react/jsx-runtime'
import * as kit from 'react-3as'
import * as testing from 'react-3as/testing'
import { createRoot } from 'react-dom/client'
import type { AnalyticsAdapter } from '../../src/adapter/analytics-adapter.ts'
import { forcedColours } from './forced-colours.ts'
import { createLoopGuard } from './loop-guard.ts'
import { installPageGlobals, type Page, type PageGlobals } from './page-globals.ts'
import { messageOf, type FromPreview, type Look, type Modules, type ToPreview } from './preview-messages.ts'
import { watchedAdapter } from './watched-adapter.ts'

// Runs in the opaque frame: draws what the code says, and tells the workbench what happens. Everything comes by one port.

declare global {
  /** The build puts it in the place of `location`. */
  var previewPage: Page
}

/** A render that lived this long is one to go back to when the next one breaks. */
const provenMs = 50

addEventListener('message', function begin({ data, ports: [port] }: MessageEvent<{ url: string; websiteId: string }>) {
  if (!port) return
  removeEventListener('message', begin)
  const say = (message: FromPreview) => port.postMessage(message)
  const globals = installPageGlobals(data, say)
  globalThis.previewPage = globals.page
  const stage = createStage(globals, say)
  port.addEventListener('message', ({ data: told }: MessageEvent<ToPreview>) => {
    if ('answer' in told) globals.take(told.answer)
    else if ('forge' in told) forge(data.websiteId)
    else {
      dress(told.show.look)
      stage.show(told.show.run, told.show.modules)
    }
  })
  port.start()
  say({ ready: true })
})

function createStage({ page }: PageGlobals, say: (message: FromPreview) => void) {
  const root = createRoot(document.getElementById('root')!, { onUncaughtError: () => {}, onCaughtError: () => {} })
  const shownKit = { ...kit, AnalyticsProvider: watchedProvider(say) }
  let lastGood: react.ComponentType | undefined
  /** The run that is on the stage and has not broken. */
  let sound = 0

  const broken = (run: number, error: unknown) => {
    if (sound === run) sound = 0
    say({ crashed: { run, message: messageOf(error) } })
  }
  return {
    show(run: number, modules: Modules) {
      sound = run
      try {
        const Shown = pageOf(modules, page, shownKit)
        const fallback = lastGood
        root.render(
          <Boundary key={run} fallback={fallback} onError={(error) => broken(run, error)}>
            <Shown />
          </Boundary>,
        )
        setTimeout(() => {
          if (sound !== run) return
          lastGood = Shown
          say({ rendered: run })
        }, provenMs)
      } catch (error) {
        broken(run, error)
      }
    },
  }
}

interface BoundaryProps {
  fallback: react.ComponentType | undefined
  onError: (error: unknown) => void
  children: react.ReactNode
}

/** Draws the last code that worked in the place of what breaks. */
class Boundary extends react.Component<BoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false }
  static getDerivedStateFromError() {
    return { hasFailed: true }
  }
  override componentDidCatch(error: unknown) {
    this.props.onError(error)
  }
  override render() {
    const { fallback: Fallback, children } = this.props
    if (!this.state.hasFailed) return children
    return Fallback ? <Fallback /> : null
  }
}

/** Runs the compiled files as modules of each other and of the packages that they may import. */
function pageOf(modules: Modules, page: Page, shownKit: object): react.ComponentType {
  const packages: Record<string, object> = {
    react,
    'react/jsx-runtime': jsx,
    'react-3as': shownKit,
    'react-3as/testing': testing,
    '@tanstack/react-query': query,
    ...Object.fromEntries(
      ['dashboard', 'packages', 'upgrade', 'subscription'].map((entry) => [`react-3as/${entry}`, shownKit]),
    ),
  }
  const made = new Map<string, { exports: Record<string, unknown> }>()
  const loopGuard = createLoopGuard()
  function load(name: string): object {
    if (name.endsWith('.css')) return {}
    const known = packages[name]
    if (known) return known
    const before = made.get(name)
    if (before) return before.exports
    const code = modules[name.replace(/\.tsx?$/, '')]
    if (code === undefined)
      throw new Error(`There is no "${name}" to import here: take react, react-3as or ./provider.`)
    const module = { exports: {} }
    made.set(name, module)
    // oxlint-disable-next-line no-implied-eval -- this frame is there to run the code that was typed
    const run = new Function('require', 'module', 'exports', 'location', 'history', '__loop', code)
    run(load, module, module.exports, page.location, page.history, loopGuard)
    return module.exports
  }
  const { default: Shown } = load('./page') as { default?: unknown }
  if (typeof Shown !== 'function') throw new Error('The page needs a component as its default export.')
  return Shown as react.ComponentType
}

/** The kit's provider, observed: the code around it need not know. */
function watchedProvider(say: (message: FromPreview) => void) {
  const adapters = new WeakMap<AnalyticsAdapter, AnalyticsAdapter>()
  const watched = (adapter: AnalyticsAdapter) => {
    const before = adapters.get(adapter)
    if (before) return before
    const made = watchedAdapter(adapter, say)
    adapters.set(adapter, made)
    return made
  }
  return function AnalyticsProvider({ adapter, ...props }: kit.AnalyticsProviderProps) {
    return <kit.AnalyticsProvider {...props} adapter={watched(adapter)} />
  }
}

/** What a foreign page could post: it has the right words and comes from the wrong window. */
function forge(websiteId: string): void {
  window.postMessage(testing.upgradeButtonClicked(websiteId), '*')
}

function dress({ theme, direction, language, hasForcedColours, styles }: Look): void {
  const { documentElement: page } = document
  page.dir = direction
  page.lang = language
  page.style.colorScheme = theme
  page.dataset['theme'] = theme
  document.getElementById('forced')!.textContent = hasForcedColours ? forcedColours() : ''
  document.getElementById('styles')!.textContent = styles
}
