// The list of companies, with the host's rows or with ours.
import { connectionFixture, connectionListFixture } from '@mooring/contract/fixtures'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { FakeAdapter } from '../../../test/fake-adapter.ts'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { DataSourceList } from './DataSourceList.tsx'

const two = connectionListFixture([
  connectionFixture(),
  connectionFixture('reauthorization_required', 'revoked', { id: 'con_2' }),
])

it('gives each company its status and its actions', async () => {
  renderInProvider(new FakeAdapter({ list: two }), <DataSourceList />)
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
    new FakeAdapter({ list: two }),
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
  renderInProvider(new FakeAdapter({ list }), <DataSourceList renderItem={({ id }) => id} />)
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
  renderInProvider(new FakeAdapter({ list }), <DataSourceList renderItem={({ id }) => id} />)
  await screen.findByText('con_harbor')
  expect(screen.queryAllByRole('button').map(({ textContent }) => textContent)).toEqual(names)
})

it('offers to connect where there is none', async () => {
  renderInProvider(new FakeAdapter({ list: connectionListFixture([]) }), <DataSourceList />)
  await screen.findByRole('button', { name: 'Connect to QuickBooks' })
  expect(screen.getByText('Not connected to QuickBooks.')).toBeVisible()
})

it('fills every row of a list of hundreds', async () => {
  const many = Array.from({ length: 120 }, (_, at) =>
    connectionFixture('connected', null, { id: `con_${at}` }),
  )
  renderInProvider(new FakeAdapter({ list: connectionListFixture(many) }), <DataSourceList />)
  await screen.findByRole('list', { name: 'QuickBooks data sources' })
  expect(screen.getAllByRole('listitem')).toHaveLength(120)
  const menus = () => document.querySelectorAll('li button[aria-haspopup="menu"]')
  await waitFor(() => expect(menus()).toHaveLength(120))
})
