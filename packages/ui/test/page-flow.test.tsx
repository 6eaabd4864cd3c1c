// Whoever starts an attempt shows it: where a hook does, a component of the same connection, or else the page's foot.
import {
  attemptFixture,
  connectionFixture,
  connectionListFixture,
  problemFixture,
} from '@mooring/contract/fixtures'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  ConnectButton,
  ConnectionStatus,
  ReauthorizeMenu,
  type SyncGateOptions,
  useSyncGate,
} from '../src/index.ts'
import { renderInProvider } from './render-in-provider.tsx'
import { TestAdapter } from './test-adapter.ts'

const AUTHORIZE = '/connections/authorize'
const expired = connectionFixture('reauthorization_required', 'idle_expired')
const foot = () => screen.findByRole('region', { name: 'Harbor Tea Co.' })

function SyncButton(options: SyncGateOptions) {
  const { fix } = useSyncGate(undefined, options)
  return (
    <button type="button" onClick={fix}>
      Sync
    </button>
  )
}

async function fix(adapter: TestAdapter) {
  await waitFor(() => expect(adapter.events.current).toBe(1))
  await userEvent.click(await screen.findByRole('button', { name: 'Sync' }))
  await waitFor(() => expect(adapter.attempts.size).toBe(1))
}

beforeEach(() => {
  vi.spyOn(window, 'open')
})

describe('an attempt that a hook started', () => {
  it('is shown at the page’s foot, and leaves with its success', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([expired]) })
    renderInProvider(adapter, <SyncButton />)
    await fix(adapter)
    expect(within(await foot()).getByRole('button', { name: 'Open again' })).toBeEnabled()
    expect(within(await foot()).getByRole('button', { name: 'Cancel' })).toBeEnabled()
    await userEvent.click(within(await foot()).getByText(/^Good to know/))
    await within(await foot()).findByText(/QuickBooks admin of Harbor Tea Co\. Choose that same company/)
    adapter.put(connectionFixture())
    adapter.settle('att_1', { outcome: 'reauthorized', connectionId: 'con_harbor' })
    await waitFor(() => expect(screen.queryByRole('region')).toBeNull())
  })

  it('is shown by the connection’s own status where that is on the page', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([expired]) })
    renderInProvider(
      adapter,
      <>
        <ConnectionStatus />
        <SyncButton />
      </>,
    )
    await fix(adapter)
    expect(await screen.findAllByRole('button', { name: 'Open again' })).toHaveLength(1)
    expect(screen.queryByRole('region')).toBeNull()
  })

  it('has what to know before the sign-in beside it, which is shown once on the page otherwise', async () => {
    const other = connectionFixture('reauthorization_required', 'revoked', { id: 'con_other' })
    const adapter = new TestAdapter({ list: connectionListFixture([expired, other]) })
    renderInProvider(
      adapter,
      <>
        <ConnectionStatus connectionId={expired.id} />
        <ConnectionStatus data-testid="second" connectionId={other.id} />
      </>,
    )
    expect(await screen.findAllByRole('button', { name: 'Re-authorize' })).toHaveLength(2)
    expect(screen.getAllByText(/^Good to know/)).toHaveLength(1)
    const second = within(screen.getByTestId('second'))
    expect(second.queryByText(/^Good to know/)).toBeNull()
    await userEvent.click(second.getByRole('button', { name: 'Re-authorize' }))
    await second.findByText(/^Good to know/)
    expect(screen.getAllByText(/^Good to know/)).toHaveLength(1)
  })

  it('is led back to from every other component that could start it', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([expired]) })
    renderInProvider(
      adapter,
      <>
        <ConnectionStatus />
        <SyncButton />
      </>,
    )
    await userEvent.click(await screen.findByRole('button', { name: 'Re-authorize' }))
    await waitFor(() => expect(adapter.attempts.size).toBe(1))
    await screen.findByRole('button', { name: 'Open again' })
    await userEvent.click(screen.getByRole('button', { name: 'Sync' }))
    expect(vi.mocked(window.open)).toHaveBeenCalledTimes(2)
    expect(adapter.posted(AUTHORIZE)).toHaveLength(1)
  })

  it('says at the page’s foot why it failed, until that is dismissed', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([expired]) })
    renderInProvider(adapter, <SyncButton />)
    await fix(adapter)
    adapter.settle('att_1', { outcome: 'failed', problem: problemFixture('exchange_failed') })
    expect(within(await foot()).getByRole('alert')).toHaveTextContent('did not complete')
    adapter.settle('att_1', { outcome: 'failed', problem: problemFixture('exchange_failed') })
    expect(within(await foot()).getByRole('alert')).toHaveTextContent('did not complete')
    await userEvent.click(within(await foot()).getByRole('button', { name: 'Dismiss' }))
    await waitFor(() => expect(screen.queryByRole('region')).toBeNull())
  })

  it('hands its intent back with the outcome, also after a reload, once', async () => {
    const intent = { sync: 'invoices' }
    const adapter = new TestAdapter({ list: connectionListFixture([expired]) })
    const { unmount } = renderInProvider(adapter, <SyncButton intent={intent} />)
    await fix(adapter)
    expect(adapter.posted(AUTHORIZE)).toEqual([{ mode: 'popup', connectionId: 'con_harbor', intent }])
    unmount()
    const pending = attemptFixture({ kind: 'reauthorize', connectionId: 'con_harbor', intent })
    adapter.settle('att_1', pending)
    adapter.list = { ...adapter.list, attempts: [pending] }
    const onOutcome = vi.fn()
    renderInProvider(adapter, <SyncButton onOutcome={onOutcome} />)
    await foot()
    adapter.put(connectionFixture())
    adapter.settle('att_1', { outcome: 'reauthorized' })
    await waitFor(() =>
      expect(onOutcome).toHaveBeenCalledExactlyOnceWith(
        expect.objectContaining({ outcome: 'reauthorized', intent }),
      ),
    )
    adapter.settle('att_1', { outcome: 'reauthorized' })
    await waitFor(() => expect(screen.queryByRole('region')).toBeNull())
    expect(onOutcome).toHaveBeenCalledTimes(1)
  })
})

describe('an attempt that was going on before the page was loaded', () => {
  it('is there before anything could be pressed', async () => {
    const list = connectionListFixture([], { attempts: [attemptFixture()] })
    const seen: (string | null)[] = []
    const watch = new MutationObserver(() => {
      for (const { textContent } of screen.queryAllByRole('button')) seen.push(textContent)
    })
    watch.observe(document.body, { childList: true, subtree: true, characterData: true })
    renderInProvider(new TestAdapter({ list }), <ConnectButton />)
    await screen.findByRole('button', { name: 'Open again' })
    watch.disconnect()
    expect(new Set(seen)).toEqual(new Set(['Open again', 'Cancel']))
  })

  it('shows at its connection why it failed when it came back by redirect', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([expired]) })
    adapter.settle('att_9', {
      kind: 'reauthorize',
      connectionId: expired.id,
      outcome: 'failed',
      problem: problemFixture('intuit_unavailable'),
    })
    history.replaceState(null, '', `${location.pathname}?attempt=att_9&outcome=failed`)
    renderInProvider(adapter, <ConnectionStatus />)
    expect(await screen.findByRole('alert')).toHaveTextContent('QuickBooks is not answering.')
    expect(screen.queryByRole('region')).toBeNull()
  })
})

describe('an attempt that failed at Intuit, from where a redirect came back', () => {
  const failed = {
    kind: 'reauthorize',
    connectionId: expired.id,
    outcome: 'failed',
    problem: problemFixture('intuit_unavailable'),
  } as const
  const comeBack = () => {
    const adapter = new TestAdapter({ list: connectionListFixture([expired]) })
    adapter.settle('att_9', failed)
    history.replaceState(null, '', `${location.pathname}?attempt=att_9&outcome=failed`)
    return adapter
  }

  it.each([
    ['a status', <ConnectionStatus key="" />],
    [
      'a status and a button that has nothing to connect',
      [<ConnectionStatus key="s" />, <ConnectButton key="b" />],
    ],
    ['a button alone', <ConnectButton key="" />],
    ['a menu', <ReauthorizeMenu key="" />],
    ['nothing', null],
  ])('is shown on a page with %s, until it is dismissed', async (_, page) => {
    const adapter = comeBack()
    renderInProvider(adapter, page)
    await screen.findByRole('alert')
    await waitFor(() => expect(adapter.events.current).toBe(1))
    // The stream tells of it too, before or after.
    adapter.settle('att_9', failed)
    adapter.put(expired)
    const dots = screen.queryByRole('button', { name: 'QuickBooks connection actions' })
    if (dots) await userEvent.click(dots)
    expect(await screen.findByRole('alert')).toHaveTextContent('QuickBooks is not answering.')
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  })

  it('is shown where the stream reports it before the page has asked', async () => {
    const adapter = comeBack()
    let answer = () => {}
    adapter.delays.set('GET /attempts/att_9', new Promise<void>((resolve) => (answer = resolve)))
    renderInProvider(adapter, <ConnectionStatus />)
    await waitFor(() => expect(adapter.events.current).toBe(1))
    adapter.settle('att_9', failed)
    await screen.findByRole('alert')
    answer()
    await waitFor(() => expect(adapter.requests.some(({ path }) => path === '/attempts/att_9')).toBe(true))
    expect(await screen.findByRole('button', { name: 'Dismiss' })).toBeEnabled()
    expect(screen.getByRole('alert')).toHaveTextContent('QuickBooks is not answering.')
  })
})

it('an attempt that waits is shown after a reload where the menu has nothing to show', async () => {
  const list = connectionListFixture([], { attempts: [attemptFixture()] })
  renderInProvider(new TestAdapter({ list }), <ReauthorizeMenu />)
  const shown = within(await screen.findByRole('region', { name: 'QuickBooks Online' }))
  expect(shown.getByRole('button', { name: 'Open again' })).toBeEnabled()
})

describe('an attempt that is cancelled while the server is away', () => {
  const NOTHING = 'QuickBooks was not authorized. Nothing has changed.'

  it('goes on, says why, and is over once the server says so', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([]) })
    renderInProvider(adapter, <ConnectButton />)
    await userEvent.click(await screen.findByRole('button', { name: 'Connect to QuickBooks' }))
    await waitFor(() => expect(adapter.attempts.size).toBe(1))
    adapter.offline = true
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('The server cannot be reached.')
    expect(screen.queryAllByText(NOTHING)).toEqual([])
    adapter.offline = false
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(NOTHING))
    expect(adapter.attempts.get('att_1')?.outcome).toBe('cancelled')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('says so while it is being cancelled, and announces an end that comes late', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([]) })
    renderInProvider(adapter, <ConnectButton />)
    await userEvent.click(await screen.findByRole('button', { name: 'Connect to QuickBooks' }))
    await waitFor(() => expect(adapter.attempts.size).toBe(1))
    adapter.delays.set('POST /attempts/att_1/cancel', new Promise(() => {}))
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }))
    await screen.findByText('Canceling…')
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull()
    expect(screen.queryAllByText(NOTHING)).toEqual([])
    adapter.settle('att_1', { outcome: 'cancelled' })
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(NOTHING))
  })
})

describe('an attempt that failed', () => {
  it('offers its support details: stage, code and reference, to copy and to save', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([]) })
    vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    renderInProvider(adapter, <ConnectButton />)
    await userEvent.click(await screen.findByRole('button', { name: 'Connect to QuickBooks' }))
    await waitFor(() => expect(adapter.attempts.size).toBe(1))
    adapter.settle('att_1', { outcome: 'failed', problem: problemFixture('company_in_use') })
    await userEvent.click(await screen.findByRole('button', { name: 'Get support details' }))
    const facts = await screen.findByText('company_in_use')
    expect(facts.closest('dl')).toHaveTextContent('returned')
    expect(facts.closest('dl')).toHaveTextContent('ref_4F7K2M')
    expect(adapter.requests.some(({ path }) => path === '/attempts/att_1/support')).toBe(true)
    const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
    await userEvent.click(screen.getByRole('button', { name: 'Save as a file' }))
    expect(saved).toHaveBeenCalledTimes(1)
  })
})
