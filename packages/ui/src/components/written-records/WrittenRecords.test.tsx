// What was written, what may be taken back, and how taking back goes.
import type { Connection, LastTakeBack, WritesPage } from '@mooring/contract'
import {
  connectionFixture,
  connectionListFixture,
  leftRecordsFixture,
  problemFixture,
  takeBackFixture,
  writesPageFixture,
  writtenRecordFixture,
} from '@mooring/contract/fixtures'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import { WrittenRecords } from './WrittenRecords.tsx'

const WRITES = 'GET /connections/con_harbor/writes'
const TAKE_BACK = '/connections/con_harbor/writes/take-back'
const can = { reauthorize: true, disconnect: true, confirm: true, audit: true }
const connected = () => connectionFixture('connected', null, { can })

interface Given {
  readonly connection?: Connection
  readonly page?: (search: URLSearchParams) => WritesPage
  readonly last?: () => LastTakeBack
}

function show({ connection = connected(), page, last }: Given = {}) {
  const adapter = new TestAdapter({ list: connectionListFixture([connection]) })
  if (page) adapter.answers.set(WRITES, page)
  if (last) adapter.answers.set(`GET ${TAKE_BACK}`, last)
  renderInProvider(adapter, <WrittenRecords />)
  return adapter
}

const rows = () => [...document.querySelectorAll('[data-operation]')]
const press = async (name: string) => await userEvent.click(await screen.findByRole('button', { name }))

it('names each record by its kind and number, and what was done to it', async () => {
  show({
    page: () =>
      writesPageFixture({
        writes: [
          writtenRecordFixture({ entity: 'JournalEntry', docNumber: '1009' }),
          writtenRecordFixture({ id: 'wri_2', entity: 'ResellItem', docNumber: null, operation: 'void' }),
        ],
      }),
  })
  await screen.findByText('1009')
  const [journal, unknown] = rows()
  expect(journal).toHaveTextContent('Journal entry 1009')
  expect(journal?.textContent).toMatch(/Created · \w+ \d+, 2026/)
  expect(unknown).toHaveTextContent('Resell Item 121')
  expect(unknown).toHaveTextContent('Voided')
  expect(screen.getByRole('region', { name: 'Records written to Harbor Tea Co.' })).toBeInTheDocument()
})

it('names what was deleted by the number it had', async () => {
  const created = writtenRecordFixture({ docNumber: '1121' })
  const deleted = writtenRecordFixture({ id: 'wri_2', docNumber: null, operation: 'delete' })
  show({ page: () => writesPageFixture({ writes: [deleted, created] }) })
  await screen.findAllByText('1121')
  expect(rows().map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^Invoice 1121Deleted/),
    expect.stringMatching(/^Invoice 1121Created/),
  ])
})

it('asks no one to take back what a connection that is over has written', async () => {
  const nobody = { reauthorize: false, disconnect: false, confirm: false, audit: true }
  show({ connection: connectionFixture('disconnected', 'by_user', { can: nobody }) })
  await screen.findByText('Records can be taken back while the connection works.')
  expect(screen.queryByText(/Ask an admin/)).toBeNull()
})

it('shows older pages on demand, and exports all of them', async () => {
  const files: string[] = []
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:saved')
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    files.push(this.download)
  })
  const older = writtenRecordFixture({ id: 'wri_0', docNumber: 'old' })
  show({
    page: (search) =>
      search.get('cursor') === '1'
        ? { writes: [older], nextCursor: null }
        : writesPageFixture({ nextCursor: '1' }),
  })
  await press('Show more')
  await screen.findByText('old')
  await press('Export as CSV')
  await waitFor(() => expect(files).toEqual(['quickbooks-writes-con_harbor.csv']))
  expect(screen.getByRole('status')).toHaveTextContent('The list is saved as a file.')
})

it('asks with what would be removed and what is left, and changes nothing at “Change nothing”', async () => {
  const adapter = show()
  await press('Take back…')
  const dialog = within(await screen.findByRole('alertdialog', { name: 'Take back what was written?' }))
  expect(dialog.getByRole('button', { name: 'Change nothing' })).toHaveFocus()
  await dialog.findByText('2 records are removed:')
  expect(dialog.getByText('Journal entry', { exact: false })).toHaveTextContent('Journal entry 1009')
  expect(dialog.getByText('4 records are left:')).toBeVisible()
  for (const why of [
    'Changed in QuickBooks since.',
    'Was there before; this product only changed it.',
    'Is gone already.',
    'QuickBooks refused to remove it.',
  ])
    expect(dialog.getByText(why)).toBeVisible()
  await userEvent.click(dialog.getByRole('button', { name: 'Change nothing' }))
  expect(screen.queryByRole('alertdialog')).toBeNull()
  expect(screen.getByRole('button', { name: 'Take back…' })).toHaveFocus()
  expect(adapter.posted(TAKE_BACK)).toEqual([{ dryRun: true }])
})

it('takes back, follows it to its end, says so once and shows what is left', async () => {
  let last: LastTakeBack = { takeBack: null }
  const adapter = show({ last: () => last })
  await press('Take back…')
  last = {
    takeBack: takeBackFixture({ state: 'running', endedAt: null, completed: 1, left: [], removed: [] }),
  }
  await press('Take back')
  await screen.findByText('What was written to Harbor Tea Co. is being taken back.')
  expect(adapter.posted(TAKE_BACK)).toEqual([{ dryRun: true }, {}])
  expect(screen.getByRole('progressbar')).toHaveAttribute('value', '1')
  expect(screen.queryByRole('button', { name: 'Take back…' })).toBeNull()
  last = { takeBack: takeBackFixture() }
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('2 records were taken back.'))
  expect(screen.getByText('4 records are left:')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Take back…' })).toBeVisible()
})

it('offers nothing to press where nothing can be taken back', async () => {
  const adapter = show()
  adapter.answers.set(`POST ${TAKE_BACK}`, () => ({ removed: [], left: leftRecordsFixture() }))
  await press('Take back…')
  await screen.findByText('There is nothing that can be taken back.')
  expect(screen.queryByRole('button', { name: 'Take back' })).toBeNull()
  await press('Close')
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

it('says what went wrong, and asks again', async () => {
  const adapter = show()
  adapter.instead.set(`POST ${TAKE_BACK}`, problemFixture('store_unavailable'))
  await press('Take back…')
  const alert = await screen.findByRole('alert')
  adapter.instead.clear()
  await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }))
  await screen.findByText('2 records are removed:')
  adapter.instead.set(`POST ${TAKE_BACK}`, problemFixture('sync_running'))
  await press('Take back')
  expect(await screen.findByRole('alert')).toHaveAttribute('data-code', 'sync_running')
  expect(screen.getByRole('alertdialog')).toBeVisible()
})

it('waits with the next step in view while the connection does not work', async () => {
  show({
    connection: connectionFixture('reauthorization_required', 'revoked', { can }),
    last: () => ({ takeBack: takeBackFixture({ state: 'waiting', endedAt: null, left: [] }) }),
  })
  await screen.findByText('Taking back what was written to Harbor Tea Co. is paused.')
  expect(screen.getByText(/continues by itself from where it stopped/)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Re-authorize' })).toBeVisible()
})

it.each([
  [
    'may not disconnect',
    connectionFixture('connected', null, { can: { ...can, disconnect: false } }),
    /Ask an admin/,
  ],
  [
    'has no working connection',
    connectionFixture('disconnected', 'by_user', { can }),
    /while the connection works/,
  ],
])('has no button where the caller %s', async (_, connection, text) => {
  show({ connection })
  await screen.findByText(text)
  expect(screen.queryByRole('button', { name: 'Take back…' })).toBeNull()
})

it('asks nothing for who may not audit, and says who can', async () => {
  const adapter = show({ connection: connectionFixture() })
  await screen.findByText(/Only people with the right to audit see what was written/)
  expect(adapter.requests.some(({ path }) => path.includes('/writes'))).toBe(false)
})

it('says that nothing has been written', async () => {
  show({ page: () => ({ writes: [], nextCursor: null }) })
  await screen.findByText('Nothing has been written in the last 400 days.')
})
