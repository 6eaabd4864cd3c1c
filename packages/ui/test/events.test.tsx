// One event stream per page, none while hidden, and what happens when it breaks.
import {
  connectionFixture,
  connectionListFixture,
  FIXTURE_NOW,
  problemFixture,
} from '@mooring/contract/fixtures'
import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query'
import { act, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { ConnectButton, ConnectionStatus, ReauthorizeMenu } from '../src/index.ts'
import { renderInProvider } from './render-in-provider.tsx'
import { TestAdapter } from './test-adapter.ts'

const lists = (adapter: TestAdapter) => adapter.requests.filter(({ path }) => path === '/connections').length

function setHidden(hidden: boolean) {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden)
  document.dispatchEvent(new Event('visibilitychange'))
}

describe('the event stream', () => {
  it('is one for all components, goes on from the list, and ends with the provider', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture(undefined, { cursor: '41' }) })
    const page = (
      <>
        <ConnectionStatus />
        <ConnectionStatus variant="card" />
        <ReauthorizeMenu />
        <ConnectButton />
      </>
    )
    const headers = vi.fn(async () => ({ authorization: 'Bearer of-this-call' }))
    const { unmount } = renderInProvider(adapter, page, { headers })
    await waitFor(() => expect(adapter.events.current).toBe(1))
    expect(lists(adapter)).toBe(1)
    const stream = adapter.requests.find(({ path }) => path === '/events')
    expect(stream?.headers.get('last-event-id')).toBe('41')
    expect(stream?.headers.get('authorization')).toBe('Bearer of-this-call')
    unmount()
    await waitFor(() => expect(adapter.events.current).toBe(0))
  })

  it('closes while the page is hidden, and fetches the list before it opens again', async () => {
    const adapter = new TestAdapter()
    renderInProvider(adapter, <ConnectionStatus />)
    await waitFor(() => expect(adapter.events.current).toBe(1))
    setHidden(true)
    await waitFor(() => expect(adapter.events.current).toBe(0))
    adapter.list = connectionListFixture([connectionFixture('blocked', 'company_locked')])
    setHidden(false)
    await screen.findByText('Harbor Tea Co. is paused.', { selector: '.mooring-headline' })
    await waitFor(() => expect(adapter.events.current).toBe(1))
    expect(lists(adapter)).toBe(2)
  })

  it('is opened anew where time has jumped, as while a laptop slept, behind a list that is fetched at once', async () => {
    let now = Date.parse(FIXTURE_NOW)
    const adapter = new TestAdapter()
    renderInProvider(adapter, <ConnectionStatus />, { now: () => now })
    await waitFor(() => expect(adapter.events.current).toBe(1))
    // The old stream stays open and says nothing: no one told this end that the other one is gone.
    adapter.list = connectionListFixture([connectionFixture('blocked', 'company_locked')])
    const before = adapter.events.opened
    now += 3_600_000
    await screen.findByText('Harbor Tea Co. is paused.', { selector: '.mooring-headline' })
    await waitFor(() => expect(adapter.events.opened).toBe(before + 1))
    expect(adapter.events.current).toBe(1)
  })

  it('is opened anew once the browser is online again', async () => {
    const adapter = new TestAdapter()
    renderInProvider(adapter, <ConnectionStatus />)
    await waitFor(() => expect(adapter.events.current).toBe(1))
    adapter.list = connectionListFixture([connectionFixture('blocked', 'company_locked')])
    window.dispatchEvent(new Event('online'))
    await screen.findByText('Harbor Tea Co. is paused.', { selector: '.mooring-headline' })
  })

  it('is not checked while the page is hidden, whatever time it is', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    let now = Date.parse(FIXTURE_NOW)
    const adapter = new TestAdapter()
    renderInProvider(adapter, <ConnectionStatus />, { now: () => now })
    await waitFor(() => expect(adapter.events.current).toBe(1))
    setHidden(true)
    await waitFor(() => expect(adapter.events.current).toBe(0))
    const asked = adapter.requests.length
    now += 3_600_000
    window.dispatchEvent(new Event('online'))
    await act(() => vi.advanceTimersByTimeAsync(60_000))
    expect(adapter.requests.length).toBe(asked)
    setHidden(false)
    await waitFor(() => expect(adapter.events.current).toBe(1))
  })

  it('is replaced by fetching the list again and again where streams are blocked', async () => {
    const adapter = new TestAdapter()
    adapter.instead.set('GET /events', problemFixture('not_found'))
    renderInProvider(adapter, <ConnectionStatus />)
    await screen.findByText('Connected to Harbor Tea Co.', { selector: '.mooring-headline' })
    adapter.list = connectionListFixture([connectionFixture('blocked', 'company_locked')])
    await screen.findByText('Harbor Tea Co. is paused.', { selector: '.mooring-headline' })
    expect(adapter.events.opened).toBe(0)
  })

  it('goes on from the last event after a cut', async () => {
    const adapter = new TestAdapter()
    renderInProvider(adapter, <ConnectionStatus />)
    await waitFor(() => expect(adapter.events.current).toBe(1))
    adapter.put(connectionFixture('expiring', 'idle_expiry_near'))
    await screen.findByText(/Re-authorize by/)
    adapter.events.cut()
    await waitFor(() => expect(adapter.events.opened).toBeGreaterThan(1))
    const streams = adapter.requests.filter(({ path }) => path === '/events')
    expect(streams.at(-1)?.headers.get('last-event-id')).toBe('1')
    expect(lists(adapter)).toBe(1)
  })

  it('fetches the list again at a reset, and skips what it cannot read', async () => {
    const adapter = new TestAdapter()
    renderInProvider(adapter, <ConnectionStatus />)
    await waitFor(() => expect(adapter.events.current).toBe(1))
    adapter.events.write('event: connection\ndata: {not json\n\n: a comment\n\n')
    adapter.list = connectionListFixture([connectionFixture('blocked', 'quota_exceeded')])
    adapter.events.write('event: reset\ndata:\n\n')
    await screen.findByText(/A limit of QuickBooks is reached/)
  })

  it('drops a company that was never confirmed once it is disconnected', async () => {
    const adapter = new TestAdapter({
      list: connectionListFixture([connectionFixture('awaiting_confirmation')]),
    })
    renderInProvider(adapter, <ConnectionStatus />)
    await waitFor(() => expect(adapter.events.current).toBe(1))
    adapter.put(connectionFixture('disconnected', 'by_user', { confirmedAt: null }))
    await screen.findByText('Not connected to QuickBooks.')
  })
})

function Host({ onClient }: { onClient: (client: QueryClient) => void }) {
  onClient(useQueryClient())
  return <ConnectionStatus />
}

describe('the provider', () => {
  it('leaves the host’s own query client alone', async () => {
    const host = new QueryClient()
    const onClient = vi.fn()
    const { container } = renderInProvider(
      new TestAdapter(),
      <QueryClientProvider client={host}>
        <Host onClient={onClient} />
      </QueryClientProvider>,
    )
    await screen.findByText(/Connected to Harbor Tea Co/)
    expect(onClient).toHaveBeenLastCalledWith(host)
    expect(host.getQueryCache().getAll()).toEqual([])
    expect(container.firstElementChild).toHaveClass('mooring-status')
  })

  it('finds the adapter with or without a slash at the end of its path', async () => {
    const adapter = new TestAdapter()
    const asked = vi.fn(adapter.fetch)
    renderInProvider(adapter, <ConnectionStatus />, { basePath: '/api/quickbooks/', fetch: asked })
    await screen.findByText(/Connected to Harbor Tea Co/)
    expect(asked.mock.calls.map(([address]) => address)).toContain('/api/quickbooks/connections')
    expect(asked.mock.calls.filter(([address]) => String(address).includes('//'))).toEqual([])
  })

  it('works where there is neither a screen to ask for nor a modal dialog, as in a host’s own tests', async () => {
    vi.stubGlobal('matchMedia', undefined)
    vi.spyOn(window, 'open').mockReturnValue(null)
    const { showModal, close } = HTMLDialogElement.prototype
    onTestFinished(() => {
      vi.unstubAllGlobals()
      Object.assign(HTMLDialogElement.prototype, { showModal, close })
    })
    Object.assign(HTMLDialogElement.prototype, { showModal: undefined, close: undefined })
    const adapter = new TestAdapter({ list: connectionListFixture([]) })
    renderInProvider(adapter, <ConnectButton />)
    await userEvent.click(await screen.findByRole('button', { name: 'Connect to QuickBooks' }))
    await screen.findByRole('button', { name: 'Open again' })
    await waitFor(() => expect(adapter.attempts.size).toBe(1))
    const unconfirmed = connectionFixture('awaiting_confirmation')
    adapter.put(unconfirmed)
    adapter.settle('att_1', { outcome: 'connected', connectionId: unconfirmed.id })
    await userEvent.click(await screen.findByRole('button', { name: 'Yes, use this company' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  })

  it('sends people the way the host says, from every component, and back to the same page', async () => {
    // The window around the tests' frame, as that is the one that goes.
    const top = window.top ?? window
    const place = `${top.location.pathname}${top.location.search}#/settings/books`
    top.history.replaceState(top.history.state, '', place)
    const expired = connectionFixture('reauthorization_required', 'revoked')
    const adapter = new TestAdapter({ list: connectionListFixture([expired]) })
    renderInProvider(adapter, <ConnectionStatus />, { mode: 'redirect' })
    await userEvent.click(await screen.findByRole('button', { name: 'Re-authorize' }))
    await waitFor(() => expect(adapter.posted('/connections/authorize')).toHaveLength(1))
    expect(adapter.posted('/connections/authorize')).toEqual([
      { mode: 'redirect', connectionId: expired.id, returnTo: place },
    ])
  })

  it('uses the host’s words, as strings or functions, for any of them', async () => {
    const messages = {
      connect: () => 'Link your books',
      details: { connected: ({ checked }: { checked: string }) => `Seen ${checked}` },
      thisCompany: 'the shop',
    }
    const adapter = new TestAdapter()
    renderInProvider(adapter, <ConnectionStatus />, { messages, locale: 'de' })
    await screen.findByText('Seen vor 4 Minuten')
    adapter.list = connectionListFixture([])
    renderInProvider(adapter, <ConnectButton />, { messages })
    await screen.findByRole('button', { name: 'Link your books' })
  })
})
