/** Before anything is drawn: the theme that the reader chose on an earlier page. */
function keepTheme(): void {
  try {
    const kept = localStorage.getItem('react-3as-docs-theme')
    if (kept === 'light' || kept === 'dark') document.documentElement.dataset['theme'] = kept
  } catch {
    // Storage may be switched off; the system's theme is as good.
  }
}

keepTheme()
