// An authorization is shown where its connection is, also where the component that started it is given another connection.
import type { Connection } from '@mooring/contract'
import { problemFixture } from '@mooring/contract/fixtures'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  ConnectButton,
  ConnectionBanner,
  ConnectionStatus,
  IntegrationTile,
  ReauthorizeMenu,
  useAuthorize,
  useConnections,
} from '../src/index.ts'
import { renderInProvider } from './render-in-provider.tsx'
import {
  ALDER,
  adapterOf,
  at,
  BIRCH,
  bothIn,
  broken,
  choose,
  expectAsAtFirst,
  press,
  spot,
} from './two-connections.tsx'

const AUTHORIZE = '/connections/authorize'
const foot = (name: string) => screen.findByRole('region', { name })
const failed = problemFixture('exchange_failed')

beforeEach(() => {
  vi.spyOn(window, 'open')
})

/** A host's own button, which shows what it started. */
function OwnButton({ connectionId }: { connectionId: string }) {
  useConnections()
  const { state, start, cancel } = useAuthorize({ connectionId, presentsProgress: true })
  if (state !== 'idle' && state !== 'ended')
    return (
      <button type="button" onClick={cancel}>
        Cancel
      </button>
    )
  return (
    <button type="button" onClick={start}>
      Re-authorize
    </button>
  )
}

const STARTERS: [string, (id: string) => ReactElement, () => Promise<void>, Connection[]][] = [
  ['ConnectionStatus', (id) => <ConnectionStatus connectionId={id} />, () => press('Re-authorize'), broken],
  ['ReauthorizeMenu', (id) => <ReauthorizeMenu connectionId={id} />, () => choose('Re-authorize'), broken],
  [
    'ConnectButton',
    (id) => <ConnectButton connectionId={id} />,
    () => press('Connect to QuickBooks'),
    bothIn('disconnected', 'by_user'),
  ],
  [
    'IntegrationTile',
    (id) => <IntegrationTile connectionId={id} />,
    async () => await userEvent.click(await screen.findByRole('switch')),
    bothIn('disconnected', 'by_user'),
  ],
  ['useAuthorize', (id) => <OwnButton connectionId={id} />, () => press('Re-authorize'), broken],
]

const ownButtons = (name: string) =>
  within(spot())
    .queryAllByRole('button', { name })
    .filter((button) => !button.closest('.mooring-page-flow'))

async function ownButton(name: string): Promise<HTMLElement> {
  return await waitFor(() => {
    const [found] = ownButtons(name)
    if (!found) throw new Error(`There is no ${name} in it.`)
    return found
  })
}

describe.each(STARTERS)('an authorization that %s started', (_, of, start, connections) => {
  async function started() {
    const adapter = adapterOf(connections)
    const { rerender } = renderInProvider(adapter, at(of(ALDER)))
    await start()
    await waitFor(() => expect(adapter.attempts.size).toBe(1))
    await ownButton('Cancel')
    return { adapter, show: (id: string) => rerender(at(of(id))) }
  }

  it('is shown at the end of the page while it has another connection, and there again with its own', async () => {
    const { adapter, show } = await started()
    show(BIRCH)
    await foot('Alder Books')
    await expectAsAtFirst(adapterOf(connections), of(BIRCH))
    show(ALDER)
    await ownButton('Cancel')
    expect(screen.queryByRole('region', { name: 'Alder Books' })).toBeNull()
    show(BIRCH)
    await userEvent.click(within(await foot('Alder Books')).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(adapter.attempts.get('att_1')?.outcome).toBe('cancelled'))
  })

  it('leaves the other connection its own', async () => {
    const { adapter, show } = await started()
    show(BIRCH)
    await foot('Alder Books')
    await start()
    await waitFor(() => expect(adapter.posted(AUTHORIZE)).toHaveLength(2))
    expect(adapter.posted(AUTHORIZE).map(({ connectionId }) => connectionId)).toEqual([ALDER, BIRCH])
    await userEvent.click(await ownButton('Cancel'))
    await waitFor(() => expect(adapter.attempts.get('att_2')?.outcome).toBe('cancelled'))
    expect(adapter.attempts.get('att_1')?.outcome).toBe('pending')
  })

  it('that failed is tried again where it is shown, for its own connection', async () => {
    const { adapter, show } = await started()
    adapter.settle('att_1', { outcome: 'failed', problem: failed })
    await waitFor(() => expect(ownButtons('Cancel')).toEqual([]))
    show(BIRCH)
    await userEvent.click(within(await foot('Alder Books')).getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(adapter.posted(AUTHORIZE)).toHaveLength(2))
    expect(adapter.posted(AUTHORIZE)[1]).toMatchObject({ connectionId: ALDER })
    await expectAsAtFirst(adapterOf(connections), of(BIRCH))
  })
})

it('an authorization goes on at another component of its connection', async () => {
  const adapter = adapterOf(broken)
  const page = (id: string) => (
    <>
      {at(<ConnectionStatus connectionId={id} />)}
      <ReauthorizeMenu data-testid="menu" connectionId={ALDER} />
    </>
  )
  const { rerender } = renderInProvider(adapter, page(ALDER))
  await userEvent.click(await ownButton('Re-authorize'))
  await ownButton('Cancel')
  rerender(page(BIRCH))
  const cancel = await within(screen.getByTestId('menu')).findByRole('button', { name: 'Cancel' })
  await ownButton('Re-authorize')
  expect(screen.queryByRole('region')).toBeNull()
  await userEvent.click(cancel)
  await waitFor(() => expect(adapter.attempts.get('att_1')?.outcome).toBe('cancelled'))
})

it('a banner that comes to be of a more urgent connection offers that one its own step', async () => {
  const [alder] = bothIn('expiring', 'idle_expiry_near')
  const birch = broken[1]
  if (!alder || !birch) throw new Error('There is no connection.')
  const adapter = adapterOf([alder])
  renderInProvider(adapter, at(<ConnectionBanner />))
  await waitFor(() => expect(adapter.events.current).toBe(1))
  await userEvent.click(await ownButton('Re-authorize'))
  await ownButton('Cancel')
  adapter.put(birch)
  await foot('Alder Books')
  await ownButton('Re-authorize')
  expect(ownButtons('Cancel')).toEqual([])
  adapter.put({ ...birch, ...bothIn()[1] })
  await ownButton('Cancel')
})

/** A host's own page that knows of the connection as soon as the kit does. */
function PageOfOne({ onConnected }: { onConnected: (connection: Connection) => void }) {
  const [first] = useConnections().connections
  return (
    <>
      <p>{first?.company.name ?? 'None'}</p>
      <ConnectButton connectionId={first?.id} onConnected={onConnected} />
    </>
  )
}

it('a connect goes on where it was started while the host names the connection that it creates', async () => {
  const adapter = adapterOf([])
  const onConnected = vi.fn()
  renderInProvider(adapter, at(<PageOfOne onConnected={onConnected} />))
  await waitFor(() => expect(adapter.events.current).toBe(1))
  await press('Connect to QuickBooks')
  await waitFor(() => expect(adapter.attempts.size).toBe(1))
  await ownButton('Cancel')
  const { promise, resolve } = Promise.withResolvers<void>()
  adapter.delays.set(`GET /connections/${ALDER}`, promise)
  const [created] = bothIn('awaiting_confirmation')
  if (created) adapter.put(created)
  adapter.settle('att_1', { outcome: 'connected', connectionId: ALDER })
  await within(spot()).findByText('Alder Books')
  await waitFor(() => expect(adapter.requests.map(({ path }) => path)).toContain(`/connections/${ALDER}`))
  await ownButton('Cancel')
  expect(screen.queryByRole('region')).toBeNull()
  resolve()
  await screen.findByRole('alertdialog', { name: 'Is this the right company?' })
  expect(onConnected).toHaveBeenCalledExactlyOnceWith(created)
})
