// A list that comes in pages is one list.
import { connectionFixture, connectionListFixture } from '@mooring/contract/fixtures'
import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderInProvider } from '../../test/render-in-provider.tsx'
import { TestAdapter } from '../../test/test-adapter.ts'
import { DataSourceList } from '../components/data-source-list/DataSourceList.tsx'

const company = (id: string) =>
  connectionFixture('connected', null, {
    id,
    company: { realmId: null, realmIdLast4: '1234', name: `Company ${id}`, country: 'US' },
  })

it('is read on until its last page', async () => {
  const adapter = new TestAdapter()
  const pages: Record<string, ReturnType<typeof connectionListFixture>> = {
    '': connectionListFixture([company('con_a')], { nextPage: 'con_a' }),
    con_a: connectionListFixture([company('con_b')], { nextPage: 'con_b' }),
    con_b: connectionListFixture([company('con_c')]),
  }
  adapter.answers.set('GET /connections', (search) => pages[search.get('page') ?? ''])
  renderInProvider(adapter, <DataSourceList />)
  for (const name of ['Company con_a', 'Company con_b', 'Company con_c'])
    expect(await screen.findByRole('listitem', { name })).toBeVisible()
  expect(adapter.requests.filter(({ path }) => path === '/connections')).toHaveLength(3)
})
