// Who did what, page by page, and as a file.
import type { HistoryEntry, HistoryPage } from '@mooring/contract'
import {
  connectionFixture,
  connectionListFixture,
  historyEntryFixture,
  historyPageFixture,
  historyVerificationFixture,
  problemFixture,
} from '@mooring/contract/fixtures'
import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import { ConnectionHistory } from './ConnectionHistory.tsx'

const ROUTE = 'GET /connections/con_harbor/history'
const VERIFY = `${ROUTE}/verify`
const can = { reauthorize: true, disconnect: true, confirm: true, audit: true }
const audited = () => connectionListFixture([connectionFixture('connected', null, { can })])

function show(page?: (search: URLSearchParams) => HistoryPage) {
  const adapter = new TestAdapter({ list: audited() })
  if (page) adapter.answers.set(ROUTE, page)
  renderInProvider(adapter, <ConnectionHistory />)
  return adapter
}
const rows = () => [...document.querySelectorAll('[data-type]')]

/** What is saved as files while the test runs. */
function savedFiles() {
  const files: { name: string; blob: Blob }[] = []
  let last: Blob | null = null
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    last = blob as Blob
    return 'blob:saved'
  })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    if (last) files.push({ name: this.download, blob: last })
  })
  return files
}

it('says who did what and how it went, refusals and rotations too', async () => {
  show()
  await screen.findByText('Authorization renewed')
  const [rotated, , refused, acted, failedRefresh] = rows()
  expect(rotated).toHaveTextContent('Automatic')
  expect(refused?.textContent).toMatch(/^Re-authorization RefusedAda Martin · Nov 19, 2026/)
  expect(refused).toHaveAttribute('data-outcome', 'refused')
  expect(acted).toHaveTextContent('Sam Okafor on behalf of Ada Martin')
  expect(failedRefresh).toHaveTextContent('Renewal of the authorization Failed')
})

it('has code and Intuit’s id in a disclosure', async () => {
  show()
  const summary = await screen.findByText(
    (_, element) => element?.tagName === 'SUMMARY' && /^Ada Martin · Nov 19/.test(element.textContent),
  )
  expect(screen.queryByText('company_mismatch')).not.toBeVisible()
  await userEvent.click(summary)
  expect(screen.getByText('company_mismatch')).toBeVisible()
  expect(rows()[2]).toHaveTextContent('1-65a1b2c3-4d5e6f708192a3b4c5d6e7f8')
})

it('says that it is unbroken, and checks again on demand', async () => {
  const adapter = show()
  const line = async (text: string) => (await screen.findByText(text)).closest('[data-tone]')
  expect(await line('Unbroken: all 7 entries are as they were written.')).toHaveTextContent(
    'Checked just now.',
  )
  adapter.answers.set(VERIFY, () => historyVerificationFixture(5))
  await userEvent.click(screen.getByRole('button', { name: 'Check again' }))
  const broken = 'Entry 5, counted from the first, is not as it was written. Please contact support.'
  expect(await line(broken)).toHaveAttribute('data-tone', 'bad')
})

it('says that it could not be checked, and nothing where the adapter has no such route', async () => {
  const adapter = show()
  adapter.instead.set(VERIFY, problemFixture('store_unavailable'))
  await screen.findByText('Whether the history is unbroken could not be checked just now.')
  adapter.instead.set(VERIFY, problemFixture('not_found'))
  await userEvent.click(screen.getByRole('button', { name: 'Check again' }))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Check again' })).toBeNull())
})

it('shows older pages on demand, then no more', async () => {
  const older = historyEntryFixture({ id: 'his_0', type: 'connection.blocked' })
  const adapter = show((search) =>
    search.get('cursor') === '1'
      ? { entries: [older], nextCursor: null }
      : historyPageFixture({ nextCursor: '1' }),
  )
  await userEvent.click(await screen.findByRole('button', { name: 'Show more' }))
  await screen.findByText('Paused by QuickBooks')
  expect(rows()).toHaveLength(8)
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull()
  expect(adapter.requests.filter(({ path }) => path.endsWith('/history'))).toHaveLength(2)
})

const renewed = (at: number) => historyEntryFixture({ id: `his_${at}`, type: 'token.rotated', actor: null })
const byAda = (id: string, type: HistoryEntry['type']) =>
  historyEntryFixture({ id, type, actor: { userId: 'ada', displayName: 'Ada Martin' } })
const onlyPeople = async () =>
  userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Show' }), 'Only what people did')
const types = () => rows().map((row) => row.getAttribute('data-type'))

describe('what people did', () => {
  it('is shown of the whole history, however much the machine did since, page by page', async () => {
    const adapter = show((search) => {
      if (search.get('by') !== 'people') return { entries: [renewed(90), renewed(89)], nextCursor: '89' }
      return search.get('cursor') === '7'
        ? { entries: [byAda('his_1', 'connection.connected')], nextCursor: null }
        : { entries: [byAda('his_7', 'connection.confirmed')], nextCursor: '7' }
    })
    await onlyPeople()
    await waitFor(() => expect(types()).toEqual(['connection.confirmed']))
    expect(screen.getByRole('combobox', { name: 'Show' })).toHaveFocus()
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }))
    await waitFor(() => expect(types()).toEqual(['connection.confirmed', 'connection.connected']))
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull()
    const asked = adapter.requests.filter(({ path }) => path.endsWith('/history')).length
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'Everything')
    expect(screen.getByText('Authorization renewed')).toBeVisible()
    expect(adapter.requests.filter(({ path }) => path.endsWith('/history'))).toHaveLength(asked)
  })

  it('is until then what is known of it, with a way to ask again', async () => {
    const adapter = show(() => ({ entries: [renewed(9), byAda('his_7', 'sync.paused')], nextCursor: null }))
    await screen.findByText('Authorization renewed')
    adapter.instead.set(ROUTE, problemFixture('rate_limited'))
    await onlyPeople()
    expect(types()).toEqual(['sync.paused'])
    expect(await screen.findByRole('alert')).toHaveTextContent('Too many requests.')
    expect(types()).toEqual(['sync.paused'])
    adapter.instead.clear()
    adapter.answers.set(ROUTE, () => ({ entries: [byAda('his_3', 'sync.resumed')], nextCursor: null }))
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(types()).toEqual(['sync.resumed']))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('may be nothing yet, which is said once that is known', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const adapter = show((search) => ({
      entries: search.get('by') === 'people' ? [] : [renewed(9)],
      nextCursor: null,
    }))
    await screen.findByText('Authorization renewed')
    adapter.delays.set(ROUTE, promise)
    await onlyPeople()
    expect(screen.queryByText('People have not done anything here yet.')).toBeNull()
    resolve()
    await screen.findByText('People have not done anything here yet.')
  })
})

it('shows what has happened just now', async () => {
  let page = historyPageFixture()
  const adapter = show(() => page)
  await screen.findByText('Authorization renewed')
  page = { ...page, entries: [historyEntryFixture({ id: 'his_9', type: 'sync.paused' }), ...page.entries] }
  await waitFor(() => expect(adapter.events.current).toBe(1))
  adapter.put(connectionFixture('reauthorization_required', 'revoked', { can }))
  await screen.findByText('Sync paused')
})

it('exports all of it as CSV that no spreadsheet takes for a formula', async () => {
  const files = savedFiles()
  const names = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', 'O"Hara, Ada', 'Ada']
  const entries = names.map((displayName, index) =>
    historyEntryFixture({ id: `his_${index}`, actor: { userId: 'u', displayName }, data: {} }),
  )
  show((search) =>
    search.get('cursor') === '4'
      ? { entries: entries.slice(4), nextCursor: null }
      : { entries: entries.slice(0, 4), nextCursor: '4' },
  )
  await userEvent.click(await screen.findByRole('button', { name: 'Export as CSV' }))
  await waitFor(() => expect(files).toHaveLength(1))
  expect(files[0]?.name).toBe('quickbooks-history-con_harbor.csv')
  const [head, ...lines] = (await files[0]?.blob.text())?.split('\r\n').filter(Boolean) ?? []
  expect(head).toBe(
    'at,type,outcome,code,actor,actor_id,on_behalf_of,on_behalf_of_id,intuit_tid,data,id,hash',
  )
  expect(lines.map((line) => line.split(',succeeded,,')[1]?.split(',u,')[0])).toEqual([
    `"'=1+1"`,
    `"'+1"`,
    `"'-1"`,
    `"'@SUM(A1)"`,
    `"'\tx"`,
    `"'\rx"`,
    '"O""Hara, Ada"',
    'Ada',
  ])
  expect(screen.getByRole('status')).toHaveTextContent('The history is saved as a file.')
})

it('exports all of it as JSON', async () => {
  const files = savedFiles()
  show()
  await userEvent.click(await screen.findByRole('button', { name: 'Export as JSON' }))
  await waitFor(() => expect(files).toHaveLength(1))
  expect(JSON.parse((await files[0]?.blob.text()) ?? '')).toEqual(historyPageFixture().entries)
})

it('saves no file where not all of it could be had', async () => {
  const files = savedFiles()
  const adapter = show()
  await screen.findByText('Authorization renewed')
  adapter.instead.set(ROUTE, problemFixture('rate_limited'))
  await userEvent.click(screen.getByRole('button', { name: 'Export as CSV' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('Too many requests.')
  expect(files).toEqual([])
})

it('asks nothing for who may not audit, and says who can', async () => {
  const adapter = new TestAdapter()
  renderInProvider(adapter, <ConnectionHistory />)
  await screen.findByText(/Only people with the right to audit see the history/)
  expect(adapter.requests.some(({ path }) => path.endsWith('/history'))).toBe(false)
})

it('says that nothing has happened yet', async () => {
  show(() => ({ entries: [], nextCursor: null }))
  await screen.findByText('Nothing has happened yet.')
})
