// The tile's toggle: on connects, off asks.
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import { act, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import { IntegrationTile } from './IntegrationTile.tsx'

const toggle = () => screen.findByRole('switch', { name: 'QuickBooks Online' })

it('connects when turned on, and shows the host’s settings once it can be used', async () => {
  const adapter = new TestAdapter({ list: connectionListFixture([]) })
  const onConnected = vi.fn()
  renderInProvider(adapter, <IntegrationTile onConnected={onConnected}>Mappings</IntegrationTile>)
  expect(await toggle()).not.toBeChecked()
  await userEvent.click(await toggle())
  await waitFor(() => expect(adapter.attempts.size).toBe(1))
  expect(screen.queryByText('Mappings')).toBeNull()
  const connected = adapter.put(connectionFixture())
  adapter.settle('att_1', { outcome: 'connected', connectionId: connected.id })
  await screen.findByText('Mappings')
  expect(await toggle()).toBeChecked()
  expect(onConnected).toHaveBeenCalledExactlyOnceWith(connected)
})

it('asks before it is turned off, and says afterwards that it is disconnected', async () => {
  const adapter = new TestAdapter()
  renderInProvider(adapter, <IntegrationTile>Mappings</IntegrationTile>)
  await userEvent.click(await toggle())
  const dialog = await screen.findByRole('alertdialog', { name: 'Disconnect from QuickBooks?' })
  expect(await toggle()).toBeChecked()
  await userEvent.click(within(dialog).getByRole('button', { name: 'Disconnect' }))
  await screen.findByText('Disconnected from Harbor Tea Co.', { selector: '.mooring-headline' })
  expect(await toggle()).not.toBeChecked()
  expect(screen.queryByText('Mappings')).toBeNull()
})

it('has no toggle while nothing is known, and asks the server no more for it', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const adapter = new TestAdapter()
  adapter.instead.set('GET /connections', problemFixture('store_unavailable'))
  renderInProvider(adapter, <IntegrationTile />)
  await screen.findByRole('alert')
  const lists = () => adapter.requests.filter(({ path }) => path === '/connections').length
  const before = lists()
  await act(() => vi.advanceTimersByTimeAsync(300))
  expect(lists() - before).toBeLessThan(2)
  expect(screen.queryByRole('switch')).toBeNull()
  expect(screen.queryByText(/Ask an admin/)).toBeNull()
})

it('has no toggle for who may not', async () => {
  const adapter = new TestAdapter({ list: connectionListFixture([], { can: { connect: false } }) })
  renderInProvider(adapter, <IntegrationTile />)
  await screen.findByText('Ask an admin of your account to connect QuickBooks.')
  expect(screen.queryByRole('switch')).toBeNull()
})
