/** How long code may stay in loops without letting the page do anything else. */
const longestMs = 500

/**
 * Called in the body of each loop of edited code. In some browsers a frame that loops takes the page around it along, so an
 * endless loop is ended here and said.
 *
 * @throws Error that names the line.
 */
export function createLoopGuard(): (line: number) => void {
  let began: number | null = null
  return (line) => {
    if (began === null) {
      began = performance.now()
      setTimeout(() => (began = null))
    } else if (performance.now() - began > longestMs) {
      throw new Error(`The loop in line ${line} ran for half a second without a pause, and was stopped.`)
    }
  }
}
