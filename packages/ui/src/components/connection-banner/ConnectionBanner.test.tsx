// The banner and the tray: there when somebody is needed, the most urgent first.
import { connectionFixture, connectionListFixture } from '@mooring/contract/fixtures'
import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { FakeAdapter } from '../../../test/fake-adapter.ts'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { ConnectionNotifications } from '../connection-notifications/ConnectionNotifications.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'

const near = connectionFixture('expiring', 'idle_expiry_near')
const revoked = connectionFixture('reauthorization_required', 'revoked', {
  id: 'con_north',
  company: { realmId: '•••• 5678', name: 'Northwind', country: 'CA' },
})

it('names the most urgent connection, and leads to it', async () => {
  const onNavigate = vi.fn()
  const adapter = new FakeAdapter({ list: connectionListFixture([near, connectionFixture(), revoked]) })
  renderInProvider(adapter, <ConnectionBanner onNavigate={onNavigate} />)
  const banner = await screen.findByRole('region', { name: '2 connections need attention' })
  expect(banner).toHaveTextContent('Northwind needs to be re-authorized.')
  await userEvent.click(screen.getByRole('button', { name: 'Show' }))
  expect(onNavigate).toHaveBeenCalledExactlyOnceWith(revoked)
})

it('is silent while Mooring repairs by itself', async () => {
  const adapter = new FakeAdapter({
    list: connectionListFixture([connectionFixture('checking', 'intuit_unavailable')]),
  })
  renderInProvider(adapter, <ConnectionBanner />)
  await waitFor(() => expect(adapter.events.current).toBe(1))
  expect(document.querySelector('.mooring-banner')).toBeNull()
})

it('lists what needs somebody behind a button, and closes at Escape', async () => {
  const onNavigate = vi.fn()
  const adapter = new FakeAdapter({ list: connectionListFixture([near, revoked]) })
  renderInProvider(adapter, <ConnectionNotifications onNavigate={onNavigate} />)
  const button = screen.getByRole('button', { name: 'QuickBooks notifications' })
  await waitFor(() => expect(button).toHaveAccessibleDescription('2 connections need attention'))
  await userEvent.click(button)
  const notes = screen.getAllByRole('button').slice(1)
  expect(notes.map((note) => note.textContent?.split('.')[0])).toEqual([
    'Northwind needs to be re-authorized',
    'Connected to Harbor Tea Co',
  ])
  await userEvent.click(screen.getByRole('button', { name: /Northwind/ }))
  expect(onNavigate).toHaveBeenCalledExactlyOnceWith(revoked)
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('button', { name: /Northwind/ })).toBeNull()
  expect(button).toHaveFocus()
})
