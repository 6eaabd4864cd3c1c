// Who hears of an outcome: every component that it concerns, wherever it was started, and no one else.
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { ConnectButton, ConnectionStatus, IntegrationTile, ReauthorizeMenu } from '../src/index.ts'
import { renderInProvider } from './render-in-provider.tsx'
import { TestAdapter } from './test-adapter.ts'

const harbor = connectionFixture()
const of = (...list: Parameters<typeof connectionListFixture>) =>
  new TestAdapter({ list: connectionListFixture(...list) })

beforeEach(() => {
  vi.spyOn(window, 'open')
})

async function press(adapter: TestAdapter, name: string) {
  await waitFor(() => expect(adapter.events.current).toBe(1))
  await userEvent.click(await screen.findByRole('button', { name }))
  await waitFor(() => expect(adapter.attempts.size).toBe(1))
}

it('a tile whose own status re-authorizes, also where the host names no connection', async () => {
  const adapter = of([connectionFixture('reauthorization_required', 'idle_expired')])
  const onReauthorized = vi.fn()
  renderInProvider(adapter, <IntegrationTile onReauthorized={onReauthorized} />)
  await press(adapter, 'Re-authorize')
  adapter.put(harbor)
  adapter.settle('att_1', { outcome: 'reauthorized', connectionId: harbor.id })
  await waitFor(() => expect(onReauthorized).toHaveBeenCalledExactlyOnceWith(harbor))
})

it('the connect button where its company is connected again by another component', async () => {
  const adapter = of([connectionFixture('disconnected', 'by_user')])
  const onConnected = vi.fn()
  renderInProvider(
    adapter,
    <>
      <IntegrationTile connectionId={harbor.id} />
      <ConnectButton onConnected={onConnected} />
    </>,
  )
  await waitFor(() => expect(adapter.events.current).toBe(1))
  await userEvent.click(await screen.findByRole('switch'))
  await waitFor(() => expect(adapter.attempts.size).toBe(1))
  adapter.put(harbor)
  adapter.settle('att_1', { outcome: 'connected', connectionId: harbor.id })
  await waitFor(() => expect(onConnected).toHaveBeenCalledExactlyOnceWith(harbor))
})

it('not the connect button where a re-authorization came back by redirect', async () => {
  const adapter = of([harbor])
  adapter.settle('att_9', { kind: 'reauthorize', connectionId: harbor.id, outcome: 'reauthorized' })
  history.replaceState(null, '', `${location.pathname}?attempt=att_9&outcome=reauthorized`)
  const received: string[] = []
  renderInProvider(
    adapter,
    <>
      <ConnectButton onConnected={() => received.push('connected')} />
      <ReauthorizeMenu onReauthorized={() => received.push('re-authorized')} />
    </>,
  )
  await waitFor(() => expect(received).toContain('re-authorized'))
  expect(received).toEqual(['re-authorized'])
})

it('the provider of an attempt that failed, once', async () => {
  const adapter = of([])
  const onProblem = vi.fn()
  renderInProvider(
    adapter,
    <>
      <ConnectButton />
      <ConnectionStatus />
    </>,
    { onProblem },
  )
  await press(adapter, 'Connect to QuickBooks')
  const problem = problemFixture('company_in_use')
  adapter.settle('att_1', { outcome: 'failed', problem })
  adapter.settle('att_1', { outcome: 'failed', problem })
  await screen.findByRole('alert')
  await waitFor(() => expect(onProblem).toHaveBeenCalledExactlyOnceWith(problem))
})
