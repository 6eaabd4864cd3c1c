// The list of companies, with the host's rows or with ours.
import { connectionFixture, connectionListFixture, FIXTURE_NOW } from '@mooring/contract/fixtures'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import { DataSourceList } from './DataSourceList.tsx'

const two = connectionListFixture([
  connectionFixture(),
  connectionFixture('reauthorization_required', 'revoked', { id: 'con_2' }),
])

it('gives each company its status and its actions', async () => {
  renderInProvider(new TestAdapter({ list: two }), <DataSourceList />)
  const rows = within(await screen.findByRole('list', { name: 'QuickBooks data sources' })).getAllByRole(
    'listitem',
  )
  expect(rows).toHaveLength(2)
  for (const row of rows) {
    expect(row).toHaveTextContent('Harbor Tea Co.')
    expect(within(row).getByRole('button', { name: 'QuickBooks connection actions' })).toBeVisible()
  }
  expect(screen.queryByRole('button', { name: 'Connect to QuickBooks' })).toBeNull()
})

it('takes the host’s rows and its way to add one', async () => {
  const onAdd = vi.fn()
  renderInProvider(
    new TestAdapter({ list: two }),
    <DataSourceList onAdd={onAdd} renderItem={(connection) => `Row of ${connection.id}`} />,
  )
  await screen.findByText('Row of con_2')
  await userEvent.click(screen.getByRole('button', { name: 'Add a QuickBooks company' }))
  expect(onAdd).toHaveBeenCalledTimes(1)
})

it('puts the most urgent first', async () => {
  const statuses = ['disconnected', 'connected', 'checking', 'expiring', 'awaiting_confirmation'] as const
  const list = connectionListFixture([
    ...statuses.map((status) => connectionFixture(status, null, { id: `con_${status}` })),
    connectionFixture('blocked', 'company_locked', { id: 'con_blocked' }),
    connectionFixture('reauthorization_required', 'revoked', { id: 'con_revoked' }),
  ])
  renderInProvider(new TestAdapter({ list }), <DataSourceList renderItem={({ id }) => id} />)
  const rows = await screen.findAllByRole('listitem')
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    'con_revoked',
    'con_blocked',
    'con_awaiting_confirmation',
    'con_expiring',
    'con_checking',
    'con_connected',
    'con_disconnected',
  ])
})

it.each([
  ['one more', [connectionFixture()], ['Connect another company']],
  ['nothing while one is to be confirmed', [connectionFixture('awaiting_confirmation')], []],
  ['the ended one again', [connectionFixture('disconnected', 'by_user')], ['Connect to QuickBooks']],
])('ends with a button for %s', async (_, connections, names) => {
  const list = connectionListFixture([...connections])
  renderInProvider(new TestAdapter({ list }), <DataSourceList renderItem={({ id }) => id} />)
  await screen.findByText('con_harbor')
  expect(screen.queryAllByRole('button').map(({ textContent }) => textContent)).toEqual(names)
})

it('offers to connect where there is none', async () => {
  renderInProvider(new TestAdapter({ list: connectionListFixture([]) }), <DataSourceList />)
  await screen.findByRole('button', { name: 'Connect to QuickBooks' })
  expect(screen.getByText('Not connected to QuickBooks.')).toBeVisible()
})

it.each([
  ['its own way to add one', {}],
  ['the host’s', { onAdd: () => {} }],
])('names who can connect to who may not, with %s', async (_, props) => {
  const list = connectionListFixture([], {
    can: { connect: false },
    whoCan: { connect: [{ displayName: 'Ada Martin', contact: 'ada@harbor.example' }] },
  })
  renderInProvider(new TestAdapter({ list }), <DataSourceList {...props} />)
  await screen.findByRole('link', { name: 'Ada Martin' })
  expect(screen.getByText(/Ask an admin of your account to connect QuickBooks\./)).toBeVisible()
  expect(screen.queryByRole('button')).toBeNull()
})

it('fills every row of a list of hundreds', async () => {
  const many = Array.from({ length: 120 }, (_, at) =>
    connectionFixture('connected', null, { id: `con_${at}` }),
  )
  renderInProvider(new TestAdapter({ list: connectionListFixture(many) }), <DataSourceList />)
  await screen.findByRole('list', { name: 'QuickBooks data sources' })
  expect(screen.getAllByRole('listitem')).toHaveLength(120)
  const menus = () => document.querySelectorAll('li button[aria-haspopup="menu"]')
  await waitFor(() => expect(menus()).toHaveLength(120))
})

const NO_SYNC = { ...connectionFixture().sync, lastSucceededAt: null }
const HOUR = 3_600_000
const ago = (hours: number) => new Date(Date.parse(FIXTURE_NOW) - hours * HOUR).toISOString()

it('says what a pause delays, that it is caught up once someone has re-authorized, and that it is done', async () => {
  const progress = { completed: 340, total: 500, label: 'Invoices' }
  const paused = { ...NO_SYNC, state: 'paused' as const, progress, pausedAt: ago(3) }
  const adapter = new TestAdapter({
    list: connectionListFixture([connectionFixture('reauthorization_required', 'revoked', { sync: paused })]),
  })
  renderInProvider(adapter, <DataSourceList />)
  const row = await screen.findByRole('listitem')
  await waitFor(() =>
    expect(row).toHaveTextContent('The sync of Harbor Tea Co. is paused. Paused 3 hours ago.'),
  )
  expect(row).toHaveTextContent(
    'Once the connection works again, it continues by itself from where it stopped.',
  )
  expect(row).toHaveTextContent('340 / 500')
  adapter.put(connectionFixture('connected', null, { sync: paused }))
  await waitFor(() => expect(row).toHaveTextContent('The sync of Harbor Tea Co. continues by itself.'))
  const running = { ...NO_SYNC, state: 'running' as const, progress, missedSince: ago(3) }
  adapter.put(connectionFixture('connected', null, { sync: running }))
  await waitFor(() => expect(row).toHaveTextContent('catches up on what was missed'))
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Harbor Tea Co. is being synced.'))
  const done = { ...NO_SYNC, state: 'idle' as const, lastSucceededAt: ago(0), missedSince: ago(3) }
  adapter.put(connectionFixture('connected', null, { sync: done }))
  await waitFor(() =>
    expect(row).toHaveTextContent('The last sync of Harbor Tea Co. succeeded. What was missed is caught up.'),
  )
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('What was missed is caught up.'))
  expect(screen.queryByRole('progressbar')).toBeNull()
  adapter.put(connectionFixture('connected', null, { sync: { ...done, missedSince: null } }))
  await waitFor(() => expect(row).not.toHaveTextContent('missed'))
})
