import nodeConsole from 'node:console'
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { createRef, StrictMode, version } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AnalyticsError } from '../../src/contract/error.ts'
import { DashboardFrame, type DashboardFrameHandle } from '../../src/react/dashboard/DashboardFrame.tsx'
import { useFrame } from '../../src/react/frame-context.ts'
import { emitFrameMessage, upgradeButtonClicked } from '../../src/testing/frame-message.ts'
import { frameIn, openPage, signed } from './dashboard-page.tsx'

const loadedFrame = async () => {
  const frame = await waitFor(() => frameIn())
  fireEvent.load(frame)
  return frame
}
const part = (name: string) => document.querySelector(`[data-part=${name}]`)
const notFound = () => new AnalyticsError({ code: 'not_found', message: 'There is no such website.' })
const down = () => new AnalyticsError({ code: 'unreachable', message: 'Down.', retryable: true })

// The console that the test DOM was made with: of each frame it says there that it does not load any.
beforeEach(() => void vi.spyOn(nodeConsole, 'error').mockImplementation(() => {}))
afterEach(() => vi.restoreAllMocks())

describe(`a dashboard on React ${version}`, () => {
  it('is a skeleton, then a frame with the signed URL, then ready', async () => {
    const onReady = vi.fn()
    const url = signed()
    const { events } = openPage(<DashboardFrame websiteId="shop-1" onReady={onReady} />, {
      methods: { getDashboardUrl: async () => url },
    })
    expect(part('dashboard')?.getAttribute('data-state')).toBe('loading')
    expect(screen.getByRole('status').textContent).toContain('Loading your analytics')
    const frame = await loadedFrame()
    expect(frame.src).toBe(url.url)
    expect(part('dashboard')?.getAttribute('data-state')).toBe('ready')
    expect(part('frame-wait')).toBeNull()
    expect(screen.getByRole('status').textContent).toBe('')
    expect(onReady).toHaveBeenCalledOnce()
    expect(events).toContainEqual({ type: 'dashboard.ready', websiteId: 'shop-1' })
  })

  it('opens on the days it is told, and leaves the signed part as it is', async () => {
    const range = { start: '2026-06-01', end: '2026-06-07' }
    openPage(<DashboardFrame websiteId="shop-1" dateRange={range} />)
    const { src } = await loadedFrame()
    expect(src).toMatch(/intpc_token=token-\d+&externalWebsiteId=a%20b&startDate=2026-06-01&endDate=2026-06-07$/)
  })

  it('has a frame that may do what it needs and never leave the page', async () => {
    openPage(
      <DashboardFrame
        websiteId="shop-1"
        sandbox="allow-scripts allow-top-navigation allow-forms allow-top-navigation-by-user-activation"
      />,
    )
    const frame = await loadedFrame()
    expect(frame.getAttribute('sandbox')?.split(/\s+/).filter(Boolean)).toEqual(['allow-scripts', 'allow-forms'])
    expect(frame.getAttribute('referrerpolicy')).toBe('no-referrer')
    expect(frame.getAttribute('title')).toBe('Web analytics')
    expect(frame.getAttribute('allow')).toBe('fullscreen; clipboard-write')
  })

  it('has the safe sandbox unless told otherwise', async () => {
    openPage(<DashboardFrame websiteId="shop-1" title="Visits" height="60vh" />)
    const frame = await loadedFrame()
    expect(frame.getAttribute('sandbox')).toBe(
      'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads',
    )
    expect(frame.title).toBe('Visits')
    expect((part('frame') as HTMLElement).style.height).toBe('60vh')
  })

  it('takes slots in place of its skeleton and its error', async () => {
    let answers = [notFound()]
    openPage(
      <DashboardFrame
        websiteId="shop-1"
        loading={<p>One moment</p>}
        renderError={({ error, retry }) => <button onClick={retry}>Again after {error.code}</button>}
      />,
      {
        methods: {
          getDashboardUrl: async () => {
            const [failure] = answers
            answers = []
            if (failure) throw failure
            return signed()
          },
        },
      },
    )
    expect(screen.getByText('One moment')).toBeTruthy()
    fireEvent.click(await screen.findByRole('button', { name: 'Again after not_found' }))
    await loadedFrame()
  })

  it('never leaves its URL in the query cache', async () => {
    const { client } = openPage(<DashboardFrame websiteId="shop-1" />)
    await loadedFrame()
    expect(
      JSON.stringify(
        client
          .getQueryCache()
          .getAll()
          .map(({ state, queryKey }) => [state, queryKey]),
      ),
    ).not.toContain('token-')
  })
})

describe('a host that draws again and again', () => {
  it('with inline functions remounts nothing, asks once and listens once', async () => {
    const asked = vi.fn(async () => signed())
    const listened = vi.spyOn(window, 'addEventListener')
    const draw = () => (
      <DashboardFrame
        websiteId="shop-1"
        onReady={() => {}}
        onUpgradeRequest={() => {}}
        onError={() => {}}
        dateRange={{ start: '2026-06-01', end: '2026-06-07' }}
      />
    )
    const { redraw } = openPage(draw(), { methods: { getDashboardUrl: asked } })
    const frame = await loadedFrame()
    const before = listened.mock.calls.length
    for (let times = 0; times < 20; times++)
      redraw(draw(), { onEvent: () => {}, allowedOrigins: ['https://stats.example.com'] })
    expect(frameIn()).toBe(frame)
    expect(asked).toHaveBeenCalledOnce()
    expect(listened.mock.calls.length).toBe(before)
  })

  it('is told by its newest functions', async () => {
    const [first, second] = [vi.fn(), vi.fn()]
    const { redraw } = openPage(<DashboardFrame websiteId="shop-1" onUpgradeRequest={first} />)
    const frame = await loadedFrame()
    redraw(<DashboardFrame websiteId="shop-1" onUpgradeRequest={second} />)
    act(() => emitFrameMessage(frame, upgradeButtonClicked('shop-1')))
    expect(first).not.toHaveBeenCalled()
    expect(second).toHaveBeenCalledOnce()
  })

  it('in StrictMode asks once and hears a click once', async () => {
    const asked = vi.fn(async () => signed())
    const onUpgradeRequest = vi.fn()
    openPage(
      <StrictMode>
        <DashboardFrame websiteId="shop-1" onUpgradeRequest={onUpgradeRequest} />
      </StrictMode>,
      { methods: { getDashboardUrl: asked } },
    )
    const frame = await loadedFrame()
    act(() => emitFrameMessage(frame, upgradeButtonClicked('shop-1')))
    expect(asked).toHaveBeenCalledOnce()
    expect(onUpgradeRequest).toHaveBeenCalledOnce()
    expect(document.querySelectorAll('iframe')).toHaveLength(1)
  })

  it('tears the old frame down when the website or the tenant changes', async () => {
    const asked = vi.fn(async () => signed())
    const { redraw } = openPage(<DashboardFrame websiteId="shop-1" />, { methods: { getDashboardUrl: asked } })
    const first = await loadedFrame()
    redraw(<DashboardFrame websiteId="shop-2" />)
    expect(document.querySelector('iframe')).toBeNull()
    const second = await loadedFrame()
    expect(second).not.toBe(first)
    redraw(<DashboardFrame websiteId="shop-2" />, { tenant: 'globex' })
    expect(document.querySelector('iframe')).toBeNull()
    const third = await loadedFrame()
    expect(third).not.toBe(second)
    expect(asked.mock.calls.map(([input]: unknown[]) => input)).toEqual([
      { websiteId: 'shop-1' },
      { websiteId: 'shop-2' },
      { websiteId: 'shop-2' },
    ])
  })

  it('and leaves before the URL is there aborts the request and shows nothing later', async () => {
    let given: AbortSignal | undefined
    const said = vi.spyOn(console, 'error')
    const { unmount, events } = openPage(<DashboardFrame websiteId="shop-1" />, {
      methods: {
        getDashboardUrl: (_, { signal }) => {
          given = signal
          return new Promise(() => {})
        },
      },
    })
    unmount()
    await waitFor(() => expect(given?.aborted).toBe(true))
    expect(events).toEqual([])
    expect(said).not.toHaveBeenCalled()
  })

  it('200 times in and out leaves no listener behind', async () => {
    let listening = 0
    const add = window.addEventListener.bind(window)
    vi.spyOn(window, 'addEventListener').mockImplementation((type: string, listener: unknown, options?: unknown) => {
      const { signal } = (options ?? {}) as AddEventListenerOptions
      if (signal) {
        listening++
        signal.addEventListener('abort', () => listening--)
      }
      add(type, listener as EventListener, options as AddEventListenerOptions)
    })
    const { redraw } = openPage(<p />)
    for (let times = 0; times < 200; times++) {
      redraw(<DashboardFrame websiteId={`shop-${times}`} />)
      expect(listening).toBeGreaterThan(0)
      redraw(<p />)
    }
    expect(listening).toBe(0)
  })
})

describe('several dashboards', () => {
  it('of one website share one request', async () => {
    const asked = vi.fn(async () => signed())
    openPage(
      <>
        <DashboardFrame websiteId="shop-1" />
        <DashboardFrame websiteId="shop-1" />
        <DashboardFrame websiteId="shop-2" />
      </>,
      { methods: { getDashboardUrl: asked } },
    )
    await waitFor(() => expect(document.querySelectorAll('iframe')).toHaveLength(3))
    expect(asked).toHaveBeenCalledTimes(2)
    const keys = [...document.querySelectorAll('iframe')].map(({ src }) => src)
    expect(keys[0]).toBe(keys[1])
    expect(keys[2]).not.toBe(keys[0])
  })

  it('hear each its own clicks, and take those of the others for no forgery', async () => {
    const [first, second] = [vi.fn(), vi.fn()]
    const { events } = openPage(
      <>
        <DashboardFrame websiteId="shop-1" onUpgradeRequest={first} />
        <DashboardFrame websiteId="shop-2" onUpgradeRequest={second} />
      </>,
    )
    await waitFor(() => expect(document.querySelectorAll('iframe')).toHaveLength(2))
    act(() =>
      emitFrameMessage(document.querySelectorAll('iframe')[1] as HTMLIFrameElement, upgradeButtonClicked('shop-2')),
    )
    expect(first).not.toHaveBeenCalled()
    expect(second).toHaveBeenCalledOnce()
    expect(events.filter(({ type }) => type === 'message.ignored')).toEqual([])
  })
})

describe('what fails', () => {
  const failing = (...failures: Error[]) =>
    vi.fn(async () => {
      const failure = failures.shift()
      if (failure) throw failure
      return signed()
    })

  it('is an unknown website: a friendly word, and a way to try again', async () => {
    const onError = vi.fn()
    const { events } = openPage(<DashboardFrame websiteId="shop-9" onError={onError} />, {
      methods: { getDashboardUrl: failing(notFound()) },
    })
    expect((await screen.findByRole('alert')).textContent).toContain('There are no analytics for this website yet.')
    expect(part('frame-say')?.getAttribute('data-code')).toBe('not_found')
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: 'not_found' }))
    expect(events).toContainEqual(expect.objectContaining({ type: 'dashboard.failed', websiteId: 'shop-9' }))
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await loadedFrame()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('leaves the focus at the dashboard when its button is gone', async () => {
    openPage(<DashboardFrame websiteId="shop-9" />, { methods: { getDashboardUrl: failing(notFound()) } })
    const retry = await screen.findByRole('button', { name: 'Try again' })
    retry.focus()
    fireEvent.click(retry)
    await loadedFrame()
    expect(document.activeElement).toBe(part('dashboard'))
  })

  it.each([
    ['unauthenticated', false, 'You have no access to these analytics.'],
    ['viewer_unknown', false, 'You have no access to these analytics.'],
    ['offline', true, 'You are offline.'],
    ['timeout', true, 'The analytics service does not answer.'],
    ['platform_unavailable', true, 'The analytics service does not answer.'],
    ['bad_answer', false, 'The analytics cannot be shown.'],
  ] as const)('is said in the customer’s words: %s', async (code, retryable, text) => {
    openPage(<DashboardFrame websiteId="shop-1" />, {
      methods: { getDashboardUrl: failing(new AnalyticsError({ code, message: 'Technical.', retryable })) },
    })
    expect((await screen.findByRole('alert')).textContent).toContain(text)
    expect(document.body.textContent).not.toContain('Technical')
  })

  it('is tried again by itself while it may pass, and shown until it has', async () => {
    vi.useFakeTimers()
    try {
      const asked = failing(down(), down())
      openPage(<DashboardFrame websiteId="shop-1" />, { methods: { getDashboardUrl: asked } })
      await act(() => vi.advanceTimersByTimeAsync(10))
      expect(screen.getByRole('alert')).toBeTruthy()
      await act(() => vi.advanceTimersByTimeAsync(1400))
      expect(asked).toHaveBeenCalledTimes(1)
      await act(() => vi.advanceTimersByTimeAsync(700))
      expect(asked).toHaveBeenCalledTimes(2)
      expect(screen.getByRole('alert')).toBeTruthy()
      await act(() => vi.advanceTimersByTimeAsync(2300))
      expect(asked).toHaveBeenCalledTimes(2)
      await act(() => vi.advanceTimersByTimeAsync(1900))
      expect(asked).toHaveBeenCalledTimes(3)
      vi.useRealTimers()
      await loadedFrame()
    } finally {
      vi.useRealTimers()
    }
  })

  it('is never tried again by itself when it cannot pass', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    try {
      const asked = failing(notFound())
      openPage(<DashboardFrame websiteId="shop-1" />, { methods: { getDashboardUrl: asked } })
      await screen.findByRole('alert')
      await act(() => vi.advanceTimersByTimeAsync(3_600_000))
      expect(asked).toHaveBeenCalledOnce()
    } finally {
      vi.useRealTimers()
    }
  })

  it('is left alone while offline, and mended when the connection is back', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    try {
      const asked = failing(down())
      openPage(<DashboardFrame websiteId="shop-1" />, { methods: { getDashboardUrl: asked } })
      await screen.findByRole('alert')
      await act(() => vi.advanceTimersByTimeAsync(600_000))
      expect(asked).toHaveBeenCalledOnce()
      online.mockReturnValue(true)
      act(() => void window.dispatchEvent(new Event('online')))
      await loadedFrame()
    } finally {
      vi.useRealTimers()
    }
  })

  it('leaves an expired frame to whoever comes back before the network does, and brings another one with it', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const online = vi.spyOn(navigator, 'onLine', 'get')
    const visible = vi.spyOn(document, 'visibilityState', 'get')
    const tell = (target: EventTarget, sign: string) =>
      act(() => void target.dispatchEvent(new Event(sign, { bubbles: true })))
    try {
      const asked = vi.fn(async () => signed(60))
      openPage(<DashboardFrame websiteId="shop-1" />, { methods: { getDashboardUrl: asked } })
      const old = await loadedFrame()
      visible.mockReturnValue('hidden')
      online.mockReturnValue(false)
      tell(document, 'visibilitychange')
      await act(() => vi.advanceTimersByTimeAsync(90_000))
      expect(part('dashboard')?.getAttribute('data-state')).toBe('expired')
      visible.mockReturnValue('visible')
      tell(document, 'visibilitychange')
      expect(asked).toHaveBeenCalledOnce()
      online.mockReturnValue(true)
      tell(window, 'online')
      await waitFor(() => expect(frameIn()).not.toBe(old))
      expect(asked).toHaveBeenCalledTimes(2)
    } finally {
      online.mockRestore()
      visible.mockRestore()
      vi.useRealTimers()
    }
  })

  it('stays what it was, a policy that refuses the frame, and is not tried again for taking too long', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    try {
      const onError = vi.fn<(error: AnalyticsError) => void>()
      openPage(<DashboardFrame websiteId="shop-1" onError={onError} />)
      const { origin } = new URL((await waitFor(() => frameIn())).src)
      const facts = { disposition: 'enforce', effectiveDirective: 'frame-src', blockedURI: `${origin}/` }
      const violation = Object.assign(new Event('securitypolicyviolation', { bubbles: true }), facts)
      act(() => void document.dispatchEvent(violation))
      await screen.findByRole('alert')
      await act(() => vi.advanceTimersByTimeAsync(60_000))
      expect(onError.mock.calls.map(([{ code }]) => code)).toEqual(['blocked_by_csp'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('is a URL of another host: it is never framed, and the error tells the engineers where to name it', async () => {
    const onError = vi.fn()
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { events } = openPage(<DashboardFrame websiteId="shop-1" onError={onError} />, {
      methods: {
        getDashboardUrl: async () => ({ url: 'https://evil.test/?intpc_token=secret', expiresInSeconds: 60 }),
      },
    })
    expect((await screen.findByRole('alert')).textContent).toContain('The analytics cannot be shown.')
    expect(document.querySelector('iframe')).toBeNull()
    // Only the page can put that right.
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
    const [error] = onError.mock.calls[0] as [AnalyticsError]
    expect(error.code).toBe('url_not_allowed')
    expect(error.message).toContain('https://evil.test')
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('allowedOrigins'))
    expect(JSON.stringify([events, warned.mock.calls, error.message])).not.toContain('secret')
  })

  it('is a frame that does not load in time: said, and gone once it has loaded after all', async () => {
    openPage(<DashboardFrame websiteId="shop-1" loadTimeoutMs={30} />)
    const frame = await waitFor(() => frameIn())
    expect((await screen.findByRole('alert')).textContent).toContain('The analytics service does not answer.')
    expect(part('frame-say')?.getAttribute('data-code')).toBe('not_loading')
    expect(frameIn()).toBe(frame)
    fireEvent.load(frame)
    expect(screen.queryByRole('alert')).toBeNull()
    expect(part('dashboard')?.getAttribute('data-state')).toBe('ready')
  })

  it('is a refresh: the loaded frame stays, and the bar says so', async () => {
    const handle = createRef<DashboardFrameHandle>()
    const asked = failing()
    openPage(<DashboardFrame ref={handle} websiteId="shop-1" />, { methods: { getDashboardUrl: asked } })
    const frame = await loadedFrame()
    asked.mockRejectedValueOnce(down())
    act(() => handle.current?.refresh())
    await waitFor(() =>
      expect(screen.getByRole('status').textContent).toContain('The analytics service does not answer.'),
    )
    expect(frameIn()).toBe(frame)
    fireEvent.click(screen.getByRole('button', { name: 'Refresh' }))
    await waitFor(() => expect(frameIn()).not.toBe(frame))
  })
})

describe('what the dashboard offers to its children', () => {
  function Child() {
    const frame = useFrame()
    return (
      <div>
        <p data-testid="request">{frame?.upgradeRequest ? 'wanted' : 'none'}</p>
        <button onClick={frame?.clearUpgradeRequest}>Clear</button>
        <button onClick={frame?.refresh}>Reload</button>
      </div>
    )
  }
  const page = (props: Partial<Parameters<typeof DashboardFrame>[0]> = {}) =>
    openPage(
      <DashboardFrame websiteId="shop-1" {...props}>
        <Child />
      </DashboardFrame>,
    )

  it('is the upgrade click, until it is dealt with', async () => {
    const { events } = page()
    const frame = await loadedFrame()
    act(() => emitFrameMessage(frame, upgradeButtonClicked('shop-1')))
    await waitFor(() => expect(screen.getByTestId('request').textContent).toContain('wanted'))
    expect(events).toContainEqual({ type: 'upgrade.requested', websiteId: 'shop-1' })
    fireEvent.click(screen.getByRole('button', { name: 'Clear' }))
    expect(screen.getByTestId('request').textContent).toContain('none')
  })

  it('is nothing when the host has dealt with the click itself', async () => {
    const onUpgradeRequest = vi.fn((event: { preventDefault: () => void }) => event.preventDefault())
    page({ onUpgradeRequest })
    const frame = await loadedFrame()
    await act(async () => emitFrameMessage(frame, upgradeButtonClicked('shop-1')))
    expect(onUpgradeRequest).toHaveBeenCalledOnce()
    expect(screen.getByTestId('request').textContent).toContain('none')
  })

  it('is a new frame when they ask for it', async () => {
    page()
    const frame = await loadedFrame()
    fireEvent.click(screen.getByRole('button', { name: 'Reload' }))
    await waitFor(() => expect(frameIn()).not.toBe(frame))
  })
})

it('does not call a service down, nor ask it again, when the page’s own function threw', async () => {
  const getDashboardUrl = vi.fn(async () => {
    throw new TypeError('api is undefined')
  })
  const { events } = openPage(<DashboardFrame websiteId="shop-1" />, { methods: { getDashboardUrl } })
  await waitFor(() => expect(part('frame-say')?.getAttribute('data-code')).toBe('adapter_failed'))
  expect(part('frame-say')?.textContent).toContain('The analytics cannot be shown.')
  expect(events).toContainEqual({
    type: 'dashboard.failed',
    websiteId: 'shop-1',
    error: expect.objectContaining({ retryable: false, cause: expect.any(TypeError) as unknown }) as unknown,
  })
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(getDashboardUrl.mock.calls.length).toBeGreaterThan(1))
})
