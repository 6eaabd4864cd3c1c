// The banner and the tray: there when someone is needed, the most urgent first.
import type { Connection } from '@mooring/contract'
import { connectionFixture, connectionListFixture } from '@mooring/contract/fixtures'
import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import { ConnectionNotifications } from '../connection-notifications/ConnectionNotifications.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'

const near = connectionFixture('expiring', 'idle_expiry_near')
const revoked = connectionFixture('reauthorization_required', 'revoked', {
  id: 'con_north',
  company: { realmId: null, realmIdLast4: '5678', name: 'Northwind', country: 'CA' },
})

it('names the most urgent connection, and leads to it', async () => {
  const onNavigate = vi.fn()
  const well = connectionFixture('connected', null, { id: 'con_well' })
  const adapter = new TestAdapter({ list: connectionListFixture([near, well, revoked]) })
  renderInProvider(adapter, <ConnectionBanner onNavigate={onNavigate} />)
  const banner = await screen.findByRole('region', { name: '2 connections need attention' })
  expect(banner).toHaveTextContent('Northwind needs to be re-authorized.')
  await userEvent.click(screen.getByRole('button', { name: 'Show connection' }))
  expect(onNavigate).toHaveBeenCalledExactlyOnceWith(revoked)
})

it('is silent while Mooring repairs by itself', async () => {
  const adapter = new TestAdapter({
    list: connectionListFixture([connectionFixture('checking', 'intuit_unavailable')]),
  })
  renderInProvider(adapter, <ConnectionBanner />)
  await waitFor(() => expect(adapter.events.current).toBe(1))
  expect(document.querySelector('.mooring-banner')).toBeNull()
})

it('says in the tray that a connection is being checked, and that it needs no one', async () => {
  const list = connectionListFixture([connectionFixture('checking', 'refresh_outcome_unknown')])
  renderInProvider(new TestAdapter({ list }), <ConnectionNotifications />)
  const button = screen.getByRole('button', { name: 'QuickBooks notifications' })
  const sentence = 'We are checking the connection to Harbor Tea Co.'
  await waitFor(() => expect(button).toHaveAccessibleDescription(sentence))
  expect(button).not.toHaveAttribute('data-count')
  await userEvent.click(button)
  await waitFor(() =>
    expect(document.querySelector('.mooring-tray-list')).toHaveTextContent(
      `${sentence} It last worked 4 minutes ago.`,
    ),
  )
})

it('lists what needs someone behind a button, and closes at Escape', async () => {
  const onNavigate = vi.fn()
  const adapter = new TestAdapter({ list: connectionListFixture([near, revoked]) })
  renderInProvider(adapter, <ConnectionNotifications onNavigate={onNavigate} />)
  const button = screen.getByRole('button', { name: 'QuickBooks notifications' })
  await waitFor(() => expect(button).toHaveAccessibleDescription('2 connections need attention'))
  await userEvent.click(button)
  await screen.findByRole('button', { name: /Northwind/ })
  const notes = screen.getAllByRole('button').slice(1)
  expect(notes.map((note) => note.textContent?.split('.')[0])).toEqual([
    'Northwind needs to be re-authorized',
    'Re-authorize',
    'Connected to Harbor Tea Co',
    'Re-authorize',
  ])
  await userEvent.click(screen.getByRole('button', { name: /Northwind/ }))
  expect(onNavigate).toHaveBeenCalledExactlyOnceWith(revoked)
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('button', { name: /Northwind/ })).toBeNull()
  expect(button).toHaveFocus()
})

const settingUp = (state: Connection['setup']['state'], progress: Connection['setup']['progress'] = null) =>
  connectionFixture('connected', null, { setup: { state, progress, error: null } })

it('shows how an import goes, then what is still to do, and leaves when all is done', async () => {
  const onNavigate = vi.fn()
  const customers = { completed: 12, total: 40, label: 'Customers' }
  const adapter = new TestAdapter({ list: connectionListFixture([settingUp('importing', customers)]) })
  renderInProvider(adapter, <ConnectionBanner onNavigate={onNavigate} />)
  const bar = await screen.findByRole('progressbar', { name: 'Customers' })
  expect(bar).toHaveAttribute('value', '12')
  await screen.findByText('The first import from Harbor Tea Co. is running.')
  await waitFor(() => expect(adapter.events.current).toBe(1))
  adapter.put(settingUp('configuration_required'))
  await screen.findByText('Harbor Tea Co. is connected, but not configured yet.')
  await userEvent.click(screen.getByRole('button', { name: 'Show connection' }))
  expect(onNavigate).toHaveBeenCalledOnce()
  adapter.put(settingUp('done'))
  await waitFor(() => expect(document.querySelector('.mooring-banner')).toBeNull())
})

const bannerHeight = () => document.querySelector<HTMLElement>('.mooring-banner')?.offsetHeight

it.each([
  ['needs a person', revoked],
  ['is being set up', settingUp('importing')],
])(
  'keeps the room it had at the last visit while it is not known that a connection %s',
  async (_, connection) => {
    const adapter = new TestAdapter({ list: connectionListFixture([connection]) })
    const show = () => renderInProvider(adapter, <ConnectionBanner onNavigate={() => {}} />)
    show()
    await screen.findByRole('button', { name: 'Show connection' })
    const height = bannerHeight()
    cleanup()

    const { promise, resolve } = Promise.withResolvers<void>()
    adapter.delays.set('GET /connections', promise)
    show()
    expect(bannerHeight()).toBe(height)
    expect(screen.queryByRole('region')).toBeNull()
    resolve()
    await screen.findByRole('button', { name: 'Show connection' })
    await waitFor(() => expect(adapter.events.current).toBe(1))
    adapter.put({ ...connectionFixture(), id: connection.id })
    await waitFor(() => expect(bannerHeight()).toBeUndefined())
    cleanup()

    adapter.delays.set('GET /connections', new Promise(() => {}))
    show()
    expect(bannerHeight()).toBeUndefined()
  },
)

it('puts what needs someone before a set-up', async () => {
  const adapter = new TestAdapter({ list: connectionListFixture([settingUp('importing'), revoked]) })
  renderInProvider(adapter, <ConnectionBanner />)
  await screen.findByRole('region', { name: '1 connection needs attention' })
  expect(screen.queryByRole('progressbar')).toBeNull()
})

it('lists a set-up in the tray, without calling for attention', async () => {
  const adapter = new TestAdapter({ list: connectionListFixture([settingUp('importing')]) })
  const onNavigate = vi.fn()
  renderInProvider(adapter, <ConnectionNotifications onNavigate={onNavigate} />)
  const button = screen.getByRole('button', { name: 'QuickBooks notifications' })
  await waitFor(() => expect(button).toHaveAttribute('data-news', '1'))
  expect(button).not.toHaveAttribute('data-count')
  await userEvent.click(button)
  await screen.findByText('The first import from Harbor Tea Co. is running.')
  await userEvent.click(screen.getByRole('button', { name: 'Show connection' }))
  expect(onNavigate).toHaveBeenCalledOnce()
})
