// The list of companies, with the host's rows or with ours.
import { connectionFixture, connectionListFixture } from '@mooring/contract/fixtures'
import { screen, within } from '@testing-library/react'
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

it('offers to connect where there is none', async () => {
  renderInProvider(new FakeAdapter({ list: connectionListFixture([]) }), <DataSourceList />)
  await screen.findByRole('button', { name: 'Connect to QuickBooks' })
  expect(screen.getByText('Not connected to QuickBooks.')).toBeVisible()
})
