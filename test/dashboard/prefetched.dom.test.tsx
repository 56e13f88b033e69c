import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { DashboardFrame } from '../../src/react/dashboard/DashboardFrame.tsx'
import { usePrefetchDashboard } from '../../src/react/dashboard/use-prefetch-dashboard.ts'
import { frameIn, openPage, signed } from './dashboard-page.tsx'

/** A page with two links, of which each shows a dashboard, and what asks for it when it is hovered. */
function Links() {
  const [websiteId, setWebsiteId] = useState<string | null>(null)
  const prefetchDashboard = usePrefetchDashboard()
  return (
    <>
      {['shop-1', 'shop-2'].map((id) => (
        <button key={id} onMouseEnter={() => prefetchDashboard({ websiteId: id })} onClick={() => setWebsiteId(id)}>
          {id}
        </button>
      ))}
      {websiteId && <DashboardFrame websiteId={websiteId} dateRange={{ start: websiteId, end: 'today' }} />}
    </>
  )
}

async function hover(name: string) {
  fireEvent.mouseEnter(screen.getByRole('button', { name }))
  await act(() => new Promise((resolve) => setTimeout(resolve)))
}
const follow = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

it('a dashboard whose URL was prefetched is there as soon as its link is followed, without another request', async () => {
  const getDashboardUrl = vi.fn(async () => signed())
  openPage(<Links />, { methods: { getDashboardUrl } })
  await hover('shop-1')
  follow('shop-1')
  expect(frameIn().src).toContain('startDate=shop-1')
  await hover('shop-2')
  follow('shop-2')
  expect(frameIn().src).toContain('startDate=shop-2')
  expect(getDashboardUrl).toHaveBeenCalledTimes(2)
})

it('one that could not be prefetched is asked for again, and says what is wrong only then', async () => {
  const getDashboardUrl = vi.fn(async () => signed()).mockRejectedValueOnce(new Error('down'))
  const { events } = openPage(<Links />, { methods: { getDashboardUrl } })
  await hover('shop-1')
  expect(events).toEqual([])
  follow('shop-1')
  await waitFor(() => expect(frameIn()).toBeTruthy())
  expect(getDashboardUrl).toHaveBeenCalledTimes(2)
})

it('one that may not be framed is an error, and not a frame', async () => {
  const getDashboardUrl = async () => ({ url: 'https://elsewhere.example/', expiresInSeconds: 3600 })
  openPage(<Links />, { methods: { getDashboardUrl } })
  await hover('shop-1')
  follow('shop-1')
  expect(document.querySelector('iframe')).toBeNull()
  await screen.findByRole('alert')
})

it('one of another tenant is asked for', async () => {
  const getDashboardUrl = vi.fn(async () => signed())
  const { redraw } = openPage(<Links />, { methods: { getDashboardUrl }, tenant: 'acme' })
  await hover('shop-1')
  redraw(<Links />, { tenant: 'globex' })
  follow('shop-1')
  expect(document.querySelector('iframe')).toBeNull()
  await waitFor(() => expect(frameIn()).toBeTruthy())
  expect(getDashboardUrl).toHaveBeenCalledTimes(2)
})
