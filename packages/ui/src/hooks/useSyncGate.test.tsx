// The gate before the host's own sync.
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { renderInProvider } from '../../test/render-in-provider.tsx'
import { TestAdapter } from '../../test/test-adapter.ts'
import { useSyncGate } from './useSyncGate.ts'

function SyncButton({ connectionId }: { connectionId?: string }) {
  const { allowed, reason, action, explain, canFix, fix } = useSyncGate(connectionId)
  return (
    <button
      type="button"
      onClick={fix}
      data-reason={reason ?? 'none'}
      data-action={action ?? 'none'}
      data-fixes={canFix}
    >
      {allowed ? 'Sync now' : explain}
    </button>
  )
}

const running = { ...connectionFixture().sync, state: 'running' as const }

it.each([
  ['a connected one', [connectionFixture()], 'none', 'none', 'Sync now'],
  ['an expiring one', [connectionFixture('expiring', 'hard_expiry_near')], 'none', 'reauthorize', 'Sync now'],
  [
    'a running sync',
    [connectionFixture('connected', null, { sync: running })],
    'sync_running',
    'wait',
    'running already',
  ],
  [
    'a run that waits until it is known whether the connection works',
    [connectionFixture('checking', 'refresh_outcome_unknown', { sync: running, usable: true })],
    'refresh_outcome_unknown',
    'wait',
    'We are checking the connection',
  ],
  ['none', [], 'not_connected', 'reconnect', 'Not connected'],
  [
    'one to confirm',
    [connectionFixture('awaiting_confirmation')],
    'awaiting_confirmation',
    'confirm_company',
    'right company',
  ],
  [
    'an expired one',
    [connectionFixture('reauthorization_required', 'idle_expired')],
    'idle_expired',
    'reauthorize',
    'not used for too long',
  ],
  [
    'a locked one',
    [connectionFixture('blocked', 'company_locked')],
    'company_locked',
    'wait',
    'nothing to do',
  ],
] as const)('tells of %s', async (_, connections, reason, action, text) => {
  renderInProvider(new TestAdapter({ list: connectionListFixture([...connections]) }), <SyncButton />)
  await waitFor(() => expect(screen.getByRole('button')).toHaveTextContent(text))
  expect(screen.getByRole('button')).toHaveAttribute('data-reason', reason)
  expect(screen.getByRole('button')).toHaveAttribute('data-action', action)
})

const two = [connectionFixture(), connectionFixture('connected', null, { id: 'con_2' })]

it('knows not which where several are connected and none is named, and connects no other', async () => {
  const open = vi.spyOn(window, 'open')
  renderInProvider(new TestAdapter({ list: connectionListFixture(two) }), <SyncButton />)
  await waitFor(() => expect(screen.getByRole('button')).toHaveTextContent('2 companies.'))
  expect(screen.getByRole('button')).toHaveAttribute('data-reason', 'several_connected')
  expect(screen.getByRole('button')).toHaveAttribute('data-action', 'none')
  await userEvent.click(screen.getByRole('button'))
  expect(open).not.toHaveBeenCalled()
})

it('connects a new one where the named one is gone', async () => {
  vi.spyOn(window, 'open')
  const adapter = new TestAdapter({ list: connectionListFixture(two) })
  renderInProvider(adapter, <SyncButton connectionId="con_gone" />)
  await waitFor(() => expect(screen.getByRole('button')).toHaveAttribute('data-reason', 'not_connected'))
  await userEvent.click(screen.getByRole('button'))
  await waitFor(() => expect(adapter.posted('/connections/authorize')).toEqual([{ mode: 'popup' }]))
})

const mayNothing = { can: { reauthorize: false, disconnect: false, confirm: false, audit: false } }

it.each([
  [
    're-authorize',
    [connectionFixture('reauthorization_required', 'revoked', mayNothing)],
    'to re-authorize.',
  ],
  ['confirm', [connectionFixture('awaiting_confirmation', null, mayNothing)], 'to confirm it.'],
  ['connect', [], 'to connect QuickBooks.'],
])('says whom to ask where the caller may not %s, and opens nothing', async (_, connections, text) => {
  const open = vi.spyOn(window, 'open')
  const list = connectionListFixture([...connections], { can: { connect: false } })
  renderInProvider(new TestAdapter({ list }), <SyncButton />)
  await waitFor(() =>
    expect(screen.getByRole('button')).toHaveTextContent(`Ask an admin of your account ${text}`),
  )
  expect(screen.getByRole('button')).toHaveAttribute('data-fixes', 'false')
  await userEvent.click(screen.getByRole('button'))
  expect(open).not.toHaveBeenCalled()
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

it('re-authorizes in time what may still sync', async () => {
  vi.spyOn(window, 'open')
  const adapter = new TestAdapter({
    list: connectionListFixture([connectionFixture('expiring', 'idle_expiry_near')]),
  })
  renderInProvider(adapter, <SyncButton />)
  await waitFor(() => expect(screen.getByRole('button')).toHaveTextContent('Sync now'))
  expect(screen.getByRole('button')).toHaveAttribute('data-fixes', 'true')
  await userEvent.click(screen.getByRole('button'))
  await waitFor(() => expect(adapter.posted('/connections/authorize')).toHaveLength(1))
})

it('stays shut where the state cannot be had', async () => {
  const adapter = new TestAdapter()
  adapter.instead.set('GET /connections', problemFixture('store_unavailable'))
  renderInProvider(adapter, <SyncButton />)
  await waitFor(() => expect(screen.getByRole('button')).toHaveAttribute('data-reason', 'offline'))
})

it('takes the next step inside the click', async () => {
  const open = vi.spyOn(window, 'open')
  const expired = connectionFixture('reauthorization_required', 'idle_expired')
  const adapter = new TestAdapter({ list: connectionListFixture([expired]) })
  renderInProvider(adapter, <SyncButton />)
  await waitFor(() => expect(screen.getByRole('button')).toHaveAttribute('data-action', 'reauthorize'))
  await userEvent.click(screen.getByRole('button'))
  expect(open).toHaveBeenCalledTimes(1)
  await waitFor(() => expect(adapter.posted('/connections/authorize')).toHaveLength(1))
})
