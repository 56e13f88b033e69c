/**
 * Shows what the stylesheet says for forced colours, without a system that has them: a page cannot turn the browser's own
 * mode on. The colours of the page are not forced, but set, through the tokens. For the real ones: the developer tools,
 * “Rendering”, “Emulate CSS media feature forced-colors”.
 */
const query = '(forced-colors: active)'
const tokens = {
  '--r3-text': 'CanvasText',
  '--r3-surface': 'Canvas',
  '--r3-surface-raised': 'Canvas',
  '--r3-surface-sunken': 'Canvas',
  '--r3-accent': 'LinkText',
  '--r3-accent-soft': 'Canvas',
  '--r3-line': 'CanvasText',
  '--r3-text-muted': 'CanvasText',
  '--r3-good': 'CanvasText',
  '--r3-warn': 'CanvasText',
  '--r3-bad': 'CanvasText',
}
const changed = new Set<MediaList>()

export function showForcedColours(isOn: boolean): void {
  const { style } = document.documentElement
  for (const [token, colour] of Object.entries(tokens)) style.setProperty(token, isOn ? colour : null)
  if (isOn) {
    for (const media of [...document.styleSheets].flatMap(forcedRules)) {
      media.mediaText = 'all'
      changed.add(media)
    }
  } else {
    for (const media of changed) media.mediaText = query
    changed.clear()
  }
}

function forcedRules(sheet: CSSStyleSheet): MediaList[] {
  return [...sheet.cssRules].flatMap((rule) =>
    rule instanceof CSSMediaRule && rule.media.mediaText === query ? [rule.media] : [],
  )
}
