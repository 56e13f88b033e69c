declare global {
  // Set by the tests: a server on another origin than the stories.
  var frameOrigin: string | undefined
}

/** A dashboard to frame: a live one on another origin in tests, a still picture elsewhere. */
export function frameUrl(websiteId: string): string {
  const { frameOrigin } = globalThis
  if (!frameOrigin) return new URL('dashboard.html', document.baseURI).href
  return `${frameOrigin}/dashboard?externalWebsiteId=${encodeURIComponent(websiteId)}`
}
