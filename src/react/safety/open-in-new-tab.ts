import { AnalyticsError } from '../../contract/error.ts'

/**
 * Opens a tab immediately, while the click still counts for the browser's popup blocker, and sends it to the URL when that
 * is there. The tab cannot reach this page, and sends no referrer.
 */
export async function openInNewTab(freshUrl: () => Promise<URL>): Promise<void> {
  const tab = window.open('', '_blank')
  if (!tab) {
    throw new AnalyticsError({
      code: 'popup_blocked',
      message: 'The browser did not open a new tab.',
      hint: 'Allow this page to open pop-ups.',
    })
  }
  // `noopener` among the features would leave nothing to send anywhere.
  tab.opener = null
  try {
    const link = tab.document.createElement('a')
    link.rel = 'noopener noreferrer'
    link.href = (await freshUrl()).href
    link.click()
  } catch (error) {
    tab.close()
    throw error
  }
}
