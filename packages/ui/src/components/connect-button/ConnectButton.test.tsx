// Connecting a company, from the click to the outcome, however it arrives.
import {
  attemptFixture,
  connectionFixture,
  connectionListFixture,
  problemFixture,
} from '@mooring/contract/fixtures'
import { act, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import { OTHER_TAB_MS } from '../../core/authorization/attempt-poller.ts'
import { useAuthorize } from '../../hooks/useAuthorize.ts'
import { ReauthorizeMenu } from '../reauthorize-menu/ReauthorizeMenu.tsx'
import { ConnectButton } from './ConnectButton.tsx'

const noConnections = connectionListFixture([])
const unconfirmed = connectionFixture('awaiting_confirmation')
const top = window.top ?? window
const AUTHORIZE = '/connections/authorize'
const connect = () => screen.findByRole('button', { name: 'Connect to QuickBooks' })

let open: ReturnType<typeof vi.spyOn>
beforeEach(() => {
  open = vi.spyOn(window, 'open')
})

async function start(adapter: TestAdapter) {
  await userEvent.click(await connect())
  await waitFor(() => expect(adapter.attempts.size).toBe(1))
}

/** The company that the person chose at Intuit is stored, and the attempt over. */
function connectAt(adapter: TestAdapter, isAnnounced = true) {
  adapter.put(unconfirmed)
  adapter.settle('att_1', { outcome: 'connected', step: 'saved', connectionId: unconfirmed.id }, isAnnounced)
}

function StartsTwice() {
  const { start } = useAuthorize()
  const twice = () => {
    start()
    start()
  }
  return (
    <button type="button" onClick={twice}>
      Start
    </button>
  )
}

describe('ConnectButton', () => {
  it('opens the window inside the click, then sends it to Intuit with the mode it got', async () => {
    const adapter = new TestAdapter({ list: noConnections })
    const { promise, resolve: answer } = Promise.withResolvers<void>()
    adapter.delays.set(`POST ${AUTHORIZE}`, promise)
    renderInProvider(adapter, <ConnectButton intent={{ invoice: 7 }} />)
    await userEvent.click(await connect())
    expect(open).toHaveBeenCalledTimes(1)
    const popup: Window = open.mock.results[0]?.value
    answer()
    await waitFor(() => expect(popup.location.hash).toBe('#at-intuit-att_1'))
    expect(adapter.posted(AUTHORIZE)).toEqual([{ mode: 'popup', intent: { invoice: 7 } }])
    popup.close()
  })

  it('asks for the company by itself, and is gone once it is confirmed', async () => {
    const adapter = new TestAdapter({ list: noConnections })
    const onConnected = vi.fn()
    renderInProvider(adapter, <ConnectButton onConnected={onConnected} />)
    await start(adapter)
    connectAt(adapter)

    const dialog = await screen.findByRole('alertdialog', { name: 'Is this the right company?' })
    expect(dialog).toHaveTextContent('Harbor Tea Co.')
    expect(dialog).toHaveTextContent('•••• 1234')
    expect(onConnected).toHaveBeenCalledExactlyOnceWith(unconfirmed)
    await userEvent.click(within(dialog).getByRole('button', { name: 'Yes, use this company' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(screen.queryByRole('button')).toBeNull()
    expect(onConnected).toHaveBeenCalledTimes(1)
  })

  it('leaves focus on the menu of the company that was confirmed, as what was pressed is gone', async () => {
    const adapter = new TestAdapter({ list: noConnections })
    renderInProvider(
      adapter,
      <>
        <ConnectButton />
        <ReauthorizeMenu />
      </>,
    )
    await start(adapter)
    connectAt(adapter)
    await userEvent.click(await screen.findByRole('button', { name: 'Yes, use this company' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(screen.getByRole('button', { name: 'QuickBooks connection actions' })).toHaveFocus()
  })

  it('makes one attempt of two starts in the same click', async () => {
    const adapter = new TestAdapter({ list: noConnections })
    renderInProvider(adapter, <StartsTwice />)
    await userEvent.click(await screen.findByRole('button', { name: 'Start' }))
    await waitFor(() => expect(adapter.attempts.size).toBe(1))
    expect(open).toHaveBeenCalledTimes(1)
  })

  it('gives focus to what replaces it, and has it back when cancelled', async () => {
    const adapter = new TestAdapter({ list: noConnections })
    renderInProvider(adapter, <ConnectButton />)
    ;(await connect()).focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.getByRole('button', { name: 'Open again' })).toHaveFocus())
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    await waitFor(async () => expect(await connect()).toHaveFocus())
  })

  it('says before it leaves what is needed, who one is there, and what can be seen', async () => {
    renderInProvider(new TestAdapter({ list: noConnections }), <ConnectButton />)
    await connect()
    await userEvent.click(screen.getByText(/^Good to know/))
    const facts = (await screen.findAllByRole('listitem')).map(({ textContent }) => textContent)
    expect(screen.getByText(/sign-in of a QuickBooks admin/)).toBeVisible()
    expect(facts.join(' ')).toMatch(/someone else.*another admin.*Access is limited.*never see/s)
  })

  it('makes one attempt of three clicks', async () => {
    const adapter = new TestAdapter({ list: noConnections })
    renderInProvider(adapter, <ConnectButton />)
    await userEvent.tripleClick(await connect())
    await screen.findByText('Waiting for QuickBooks…')
    expect(adapter.posted(AUTHORIZE)).toHaveLength(1)
    expect(open).toHaveBeenCalledTimes(1)
  })

  it('goes by redirect where windows are blocked, without being asked twice', async () => {
    const adapter = new TestAdapter({ list: noConnections })
    open.mockReturnValue(null)
    renderInProvider(adapter, <ConnectButton />)
    await start(adapter)
    // The tests' page is in a frame of its own site, and Intuit refuses to be framed.
    const { pathname, search } = top.location
    expect(adapter.posted(AUTHORIZE)).toEqual([{ mode: 'redirect', returnTo: pathname + search }])
    await waitFor(() => expect(top.location.hash).toBe('#at-intuit-att_1'))
  })

  it('stays on the page where windows are blocked and the page is not to be left, and says so', async () => {
    const adapter = new TestAdapter({ list: noConnections })
    open.mockReturnValueOnce(null)
    const [onProblem, own] = [vi.fn(), vi.fn()]
    renderInProvider(adapter, <ConnectButton mode="popup" onProblem={own} />, { onProblem })
    await userEvent.click(await connect())
    expect(await screen.findByRole('alert')).toHaveTextContent('The browser blocked the window. Allow it and')
    const problem = expect.objectContaining({ code: 'popup_blocked', action: 'try_again', retryable: true })
    expect(onProblem.mock.calls).toEqual([[problem]])
    await waitFor(() => expect(own.mock.calls).toEqual([[problem]]))
    expect(adapter.posted(AUTHORIZE)).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(adapter.posted(AUTHORIZE)).toHaveLength(1))
  })

  it('goes on waiting where its window is blocked when it is opened again', async () => {
    const adapter = new TestAdapter({ list: noConnections })
    renderInProvider(adapter, <ConnectButton mode="popup" />)
    await start(adapter)
    await screen.findByText('Waiting for QuickBooks…')
    open.mockReturnValue(null)
    await userEvent.click(await screen.findByRole('button', { name: 'Open again' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('The browser blocked the window')
    expect(screen.getByRole('button', { name: 'Cancel' })).toBeEnabled()
    expect(adapter.posted(AUTHORIZE)).toHaveLength(1)
  })

  it('learns the outcome without an event stream', async () => {
    const adapter = new TestAdapter({ list: noConnections })
    adapter.instead.set('GET /events', problemFixture('internal'))
    const onConnected = vi.fn()
    renderInProvider(adapter, <ConnectButton onConnected={onConnected} />)
    await start(adapter)
    connectAt(adapter, false)
    await screen.findByRole('alertdialog')
    expect(onConnected).toHaveBeenCalledTimes(1)
  })

  it('goes on waiting after a reload and reports the outcome once', async () => {
    const adapter = new TestAdapter({ list: noConnections })
    const { unmount } = renderInProvider(adapter, <ConnectButton />)
    await start(adapter)
    await screen.findByText('Waiting for QuickBooks…')
    unmount()

    adapter.list = { ...noConnections, attempts: [...adapter.attempts.values()] }
    const onConnected = vi.fn()
    renderInProvider(adapter, <ConnectButton onConnected={onConnected} />)
    expect(await screen.findByRole('button', { name: 'Open again' })).toBeEnabled()
    connectAt(adapter)
    await screen.findByRole('alertdialog')
    expect(onConnected).toHaveBeenCalledTimes(1)
  })

  it.each(['cancelled', 'connected'] as const)(
    'tells once of an attempt that was %s while no page was there',
    async (outcome) => {
      const adapter = new TestAdapter({ list: noConnections })
      const { unmount } = renderInProvider(adapter, <ConnectButton />)
      await start(adapter)
      await screen.findByText('Waiting for QuickBooks…')
      unmount()

      if (outcome === 'connected') adapter.put(unconfirmed)
      adapter.settle('att_1', { outcome, connectionId: outcome === 'connected' ? unconfirmed.id : null })
      const onConnected = vi.fn()
      const again = renderInProvider(adapter, <ConnectButton onConnected={onConnected} />)
      if (outcome === 'connected')
        await screen.findByRole('alertdialog', { name: 'Is this the right company?' })
      else await screen.findByText('Nothing has changed.', { exact: false, selector: '.mooring-note-text' })
      again.unmount()
      renderInProvider(adapter, <ConnectButton onConnected={onConnected} />)
      await screen.findByRole('button', {
        name: outcome === 'connected' ? 'Confirm company' : 'Connect to QuickBooks',
      })
      await waitFor(() => expect(adapter.events.current).toBe(1))
      expect(onConnected).toHaveBeenCalledTimes(outcome === 'connected' ? 1 : 0)
      expect(
        screen.queryByText('Nothing has changed.', { exact: false, selector: '.mooring-note-text' }),
      ).toBeNull()
    },
  )

  it('takes up what a redirect brought back, and cleans the address', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([unconfirmed]) })
    adapter.settle('att_9', { outcome: 'connected', connectionId: unconfirmed.id })
    history.replaceState(null, '', `${location.pathname}?tab=books&attempt=att_9&outcome=connected`)
    const onConnected = vi.fn()
    renderInProvider(adapter, <ConnectButton onConnected={onConnected} />)
    await screen.findByRole('alertdialog', { name: 'Is this the right company?' })
    expect(location.search).toBe('?tab=books')
    expect(onConnected).toHaveBeenCalledExactlyOnceWith(unconfirmed)
  })

  it('says neutrally that nothing has changed when cancelled, here or at Intuit', async () => {
    const adapter = new TestAdapter({ list: noConnections })
    renderInProvider(adapter, <ConnectButton />)
    await start(adapter)
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }))
    expect(
      await screen.findAllByText('QuickBooks was not authorized. Nothing has changed.'),
    ).not.toHaveLength(0)
    await waitFor(() => expect(adapter.attempts.get('att_1')?.outcome).toBe('cancelled'))
    expect(screen.queryByRole('alert')).toBeNull()

    await userEvent.click(await connect())
    await waitFor(() => expect(adapter.attempts.size).toBe(2))
    adapter.settle('att_2', { outcome: 'cancelled', problem: problemFixture('access_denied') })
    await connect()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('shows why it failed, with one next step, and closes the window', async () => {
    const adapter = new TestAdapter({ list: noConnections })
    adapter.instead.set(`POST ${AUTHORIZE}`, problemFixture('intuit_unavailable'))
    const onProblem = vi.fn()
    renderInProvider(adapter, <ConnectButton onProblem={onProblem} />)
    await userEvent.click(await connect())
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('QuickBooks is not answering.')
    expect(onProblem).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'intuit_unavailable' }))
    const popup: Window = open.mock.results[0]?.value
    await waitFor(() => expect(popup.closed).toBe(true))
    adapter.instead.clear()
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }))
    await screen.findByText('Waiting for QuickBooks…')
  })

  it('lets go of the wrong company and opens the next window inside the same click', async () => {
    const adapter = new TestAdapter({ list: noConnections })
    renderInProvider(adapter, <ConnectButton />)
    await start(adapter)
    connectAt(adapter)
    const dialog = await screen.findByRole('alertdialog')
    await userEvent.click(within(dialog).getByRole('button', { name: 'No, choose another' }))
    expect(open).toHaveBeenCalledTimes(2)
    await waitFor(() =>
      expect(adapter.posted('/connections/con_harbor/disconnect')).toEqual([{ why: 'wrong_company' }]),
    )
    await waitFor(() => expect(adapter.posted(AUTHORIZE)).toHaveLength(2))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    await screen.findByText('Waiting for QuickBooks…')
  })

  it('says who can connect where the caller may not', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([], { can: { connect: false } }) })
    renderInProvider(adapter, <ConnectButton />)
    await screen.findByText('Ask an admin of your account to connect QuickBooks.')
    expect(screen.queryByRole('button')).toBeNull()
  })

  it.each([
    ['a letter with this page’s address', 'ada@harbor.example', /^mailto:ada@harbor\.example\?.*body=http/],
    ['the host’s own page', 'https://desk.example/ada', /^https:\/\/desk\.example\/ada$/],
    ['words, where it is not an address', 'javascript:alert(1)', null],
  ])('names who may, with %s', async (_, contact, address) => {
    const whoCan = { connect: [{ displayName: 'Ada Martin', contact }] }
    const list = connectionListFixture([], { can: { connect: false }, whoCan })
    renderInProvider(new TestAdapter({ list }), <ConnectButton />)
    await screen.findByText(/Ada Martin/)
    const link = screen.queryByRole('link', { name: 'Ada Martin' })
    if (address) expect(link).toHaveAttribute('href', expect.stringMatching(address))
    else expect(link).toBeNull()
  })

  it('shows the host’s artwork unmodified, under the contract’s name', async () => {
    const image = 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/%3E'
    renderInProvider(
      new TestAdapter({ list: noConnections }),
      <ConnectButton artwork={{ default: image, hover: `${image}#` }} />,
    )
    const img = within(await connect()).getByRole('img', { name: 'Connect to QuickBooks' })
    expect(img).toHaveAttribute('src', image)
  })

  it('opens the menu and starts nothing where "Connected" is shown', async () => {
    const adapter = new TestAdapter()
    renderInProvider(adapter, <ConnectButton whenConnected="connected" />)
    await userEvent.click(await screen.findByRole('button', { name: 'Connected' }))
    await screen.findByRole('menuitem', { name: 'Re-authorize' })
    expect(adapter.posted(AUTHORIZE)).toEqual([])
  })

  it('says how many are connected where it does not know which one it is for', async () => {
    const two = [connectionFixture(), connectionFixture('connected', null, { id: 'con_2' })]
    renderInProvider(
      new TestAdapter({ list: connectionListFixture(two) }),
      <ConnectButton whenConnected="connected" data-testid="connect" />,
    )
    await waitFor(() => expect(screen.getByTestId('connect')).toHaveAttribute('data-state', 'connected'))
    expect(screen.getByTestId('connect')).toHaveTextContent('2 companies.')
    expect(screen.queryByText('Connected')).toBeNull()
  })

  it.each([
    ['reauthorization_required', 'revoked', 'Re-authorize'],
    ['reauthorization_required', 'idle_expired', 'Re-authorize'],
  ] as const)(
    'shows the next step of a connection that is %s/%s, and no "Connected"',
    async (status, reason, step) => {
      const broken = connectionFixture(status, reason)
      renderInProvider(
        new TestAdapter({ list: connectionListFixture([broken]) }),
        <ConnectButton whenConnected="connected" />,
      )
      await screen.findByRole('button', { name: step })
      expect(screen.queryByText('Connected')).toBeNull()
    },
  )

  it.each([
    ['blocked', 'subscription_ended'],
    ['checking', 'intuit_unavailable'],
  ] as const)('says what is wrong where nothing is to be pressed: %s/%s', async (status, reason) => {
    const broken = connectionFixture(status, reason)
    renderInProvider(
      new TestAdapter({ list: connectionListFixture([broken]) }),
      <ConnectButton whenConnected="connected" />,
    )
    await screen.findAllByText(/Harbor Tea Co\./)
    expect(screen.queryByText('Connected')).toBeNull()
  })
})

describe('an attempt of another tab', () => {
  const attempt = attemptFixture({ id: 'att_other' })

  it.each([
    ['is told here where that tab is gone', [], 1],
    ['is not told twice where that tab told it', ['att_other'], 0],
  ])('%s', async (_, toldElsewhere, times) => {
    const adapter = new TestAdapter({ list: { ...noConnections, attempts: [attempt] } })
    const onConnected = vi.fn()
    renderInProvider(adapter, <ConnectButton onConnected={onConnected} whenConnected="connected" />)
    await screen.findByRole('button', { name: 'Open again' })
    localStorage.setItem('mooring.told', JSON.stringify(toldElsewhere))
    vi.useFakeTimers({ shouldAdvanceTime: true })
    adapter.put(connectionFixture())
    adapter.settle('att_other', { outcome: 'connected', connectionId: 'con_harbor' })
    await screen.findByRole('button', { name: 'Connected' })
    expect(onConnected).not.toHaveBeenCalled()
    await act(() => vi.advanceTimersByTimeAsync(OTHER_TAB_MS))
    expect(onConnected).toHaveBeenCalledTimes(times)
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })
})
