/**
 * Styles that show a page about as a contrast theme would. No script can turn such a theme on: colours are taken away by rules
 * of the weight that the kit's have, and what the kit says for contrast themes comes after them.
 */
export function forcedColours(): string {
  const { sheet } = document.getElementById('kit') as HTMLStyleElement
  const own = [...(sheet?.cssRules ?? [])].flatMap((rule) =>
    rule instanceof CSSMediaRule && rule.conditionText.includes('forced-colors: active')
      ? [...rule.cssRules].map(({ cssText }) => cssText)
      : [],
  )
  return [takenAway, ...own].join('\n')
}

const takenAway = `
html, html body { background: Canvas; color: CanvasText; }
html body :where(*), html body :where(*)::before, html body :where(*)::after {
  --_bg: ButtonFace;
  border-color: CanvasText;
  background-color: transparent;
  background-image: none;
  box-shadow: none;
  text-shadow: none;
  color: CanvasText;
  outline-color: Highlight;
}
html body :where([role='dialog']) { background-color: Canvas; }
html body :where(button, input, select) { background-color: ButtonFace; color: ButtonText; }
html body :where(a) { color: LinkText; }
html body :where(:disabled, [aria-disabled='true']) { color: GrayText; }
`
