/** A page's clocks and its tab, in the hands of a test. */
export interface PageClock {
  /** Time passes, by both clocks. */
  pass: (ms: number) => void
  /** The machine sleeps, and its monotonic clock stands still meanwhile, as it does on some systems. */
  sleep: (ms: number) => void
  /** Sets the clock, forwards or (below zero) back. */
  jump: (ms: number) => void
  /** The tab goes to the background. A browser under test keeps its pages visible: only the page's own view changes. */
  hideTab: () => void
  showTab: () => void
  /** Gives the page its own clocks back. */
  restore: () => void
}

/**
 * Takes over `Date.now`, `performance.now` and `document.visibilityState`, in a browser or a test DOM. Timers go on in
 * real time: after each step the page is touched (a `focus` event), so that the components read the clocks immediately.
 *
 * @param wrongByMs - how far the page's clock is off from the start.
 * @example
 * const clock = takeOverClock()
 * clock.pass(3_600_000)
 * expect(await screen.findByRole('button', { name: 'Refresh' })).toBeVisible()
 */
export function takeOverClock(wrongByMs = 0): PageClock {
  const { now: wall } = Date
  const monotonic = performance.now.bind(performance)
  let wallShift = wrongByMs
  let monotonicShift = 0
  Date.now = () => wall() + wallShift
  performance.now = () => monotonic() + monotonicShift

  const touch = () => window.dispatchEvent(new Event('focus'))
  const turnTab = (visibilityState: DocumentVisibilityState) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visibilityState })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }
  const shiftWall = (ms: number) => {
    wallShift += ms
    touch()
  }
  return {
    pass(ms) {
      monotonicShift += ms
      shiftWall(ms)
    },
    sleep: shiftWall,
    jump: shiftWall,
    hideTab: () => turnTab('hidden'),
    showTab: () => turnTab('visible'),
    restore() {
      Date.now = wall
      Reflect.deleteProperty(performance, 'now')
      Reflect.deleteProperty(document, 'visibilityState')
    },
  }
}
