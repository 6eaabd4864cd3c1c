// The gate before the host's own sync.
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { FakeAdapter } from '../../test/fake-adapter.ts'
import { renderInProvider } from '../../test/render-in-provider.tsx'
import { useSyncGate } from './useSyncGate.ts'

function SyncButton() {
  const { allowed, reason, action, explain, fix } = useSyncGate()
  return (
    <button type="button" onClick={fix} data-reason={reason ?? 'none'} data-action={action ?? 'none'}>
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
  renderInProvider(new FakeAdapter({ list: connectionListFixture([...connections]) }), <SyncButton />)
  await waitFor(() => expect(screen.getByRole('button')).toHaveTextContent(text))
  expect(screen.getByRole('button')).toHaveAttribute('data-reason', reason)
  expect(screen.getByRole('button')).toHaveAttribute('data-action', action)
})

it('stays shut where the state cannot be had', async () => {
  const adapter = new FakeAdapter()
  adapter.instead.set('GET /connections', problemFixture('store_unavailable'))
  renderInProvider(adapter, <SyncButton />)
  await waitFor(() => expect(screen.getByRole('button')).toHaveAttribute('data-reason', 'offline'))
})

it('takes the next step inside the click', async () => {
  const open = vi.spyOn(window, 'open')
  const expired = connectionFixture('reauthorization_required', 'idle_expired')
  const adapter = new FakeAdapter({ list: connectionListFixture([expired]) })
  renderInProvider(adapter, <SyncButton />)
  await waitFor(() => expect(screen.getByRole('button')).toHaveAttribute('data-action', 'reauthorize'))
  await userEvent.click(screen.getByRole('button'))
  expect(open).toHaveBeenCalledTimes(1)
  await waitFor(() => expect(adapter.posted('/connections/authorize')).toHaveLength(1))
})
