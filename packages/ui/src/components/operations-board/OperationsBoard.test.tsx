// What operators read on the board, and what they do there.
import {
  boardConnectionFixture,
  boardOverviewFixture,
  campaignProgressFixture,
  campaignsFixture,
  connectionFixture,
  explanationFixture,
  FIXTURE_NOW,
  problemFixture,
  queuesFixture,
  quotaFixture,
  webhooksFixture,
} from '@mooring/contract/fixtures'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import { ConnectionStatus } from '../connection-status/ConnectionStatus.tsx'
import { OperationsBoard } from './OperationsBoard.tsx'
import type { BoardFilter, OperationsBoardProps } from './operations-board-props.ts'

const BOARD = '/operations/board'
const revoked = boardConnectionFixture(connectionFixture('reauthorization_required', 'revoked'))

function fake(path = BOARD): TestAdapter {
  const adapter = new TestAdapter()
  const answer = (name: string, give: (search: URLSearchParams) => unknown) =>
    adapter.answers.set(`GET ${path}${name}`, give)
  answer('', () => boardOverviewFixture())
  answer('/connections', () => ({ connections: [revoked], nextCursor: null, looked: 1 }))
  answer('/connections/con_harbor/explain', () => explanationFixture(revoked))
  answer('/webhooks', () => webhooksFixture())
  answer('/quota', () => quotaFixture())
  answer('/queues', () => queuesFixture())
  answer('/campaigns', () => campaignsFixture())
  for (const id of ['payments-2026', 'new-keys'])
    answer(`/campaigns/${id}`, () => campaignProgressFixture({ id }))
  return adapter
}

function show(props: OperationsBoardProps = {}, adapter = fake(), locale = 'en') {
  renderInProvider(adapter, <OperationsBoard {...props} />, { locale })
  return adapter
}

const press = async (name: string) => await userEvent.click(await screen.findByRole('button', { name }))
const asked = (adapter: TestAdapter, path: string) =>
  adapter.requests.filter((one) => one.path === BOARD + path)

it('says that everything works, and how many connections are how', async () => {
  show()
  await screen.findByText('Everything is working.')
  const board = screen.getByRole('region', { name: 'QuickBooks operations' })
  expect(within(board).getByRole('button', { name: /^37\s+Re-authorization needed$/ })).toBeVisible()
  expect(board).toHaveTextContent('Ended in QuickBooks 30')
  expect(screen.getByRole('tab', { name: 'Queues 1' })).toBeInTheDocument()
})

it('leads from a count to its connections, and notifies the host of what is shown', async () => {
  const onFilterChange = vi.fn()
  show({ onFilterChange })
  await userEvent.click(await screen.findByRole('button', { name: 'Ended in QuickBooks 30' }))
  expect(onFilterChange).toHaveBeenLastCalledWith({ section: 'connections', reason: 'revoked' })
  await screen.findByText('1 connection')
  expect(screen.getByRole('combobox', { name: 'Reason' })).toHaveValue('revoked')
})

it('asks for what is filtered by: at once by a choice, after a pause by what is typed', async () => {
  const searches: string[] = []
  const adapter = fake()
  adapter.answers.set(`GET ${BOARD}/connections`, (search) => {
    searches.push(search.toString())
    return { connections: [revoked], nextCursor: null, looked: 1 }
  })
  show({ defaultFilter: { section: 'connections' } }, adapter)
  await screen.findByText('1 connection')
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'blocked')
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Reason' }), 'company_locked')
  await userEvent.type(screen.getByRole('searchbox', { name: 'Company' }), 'har')
  await waitFor(() => expect(searches.at(-1)).toBe('status=blocked&reason=company_locked&company=har'))
  await userEvent.type(screen.getByRole('searchbox', { name: 'Tenant' }), 'north{Enter}')
  await waitFor(() => expect(searches.at(-1)).toContain('tenant=north'))
  // A status that can't have the reason takes it away.
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'connected')
  await waitFor(() => expect(searches.at(-1)).toBe('status=connected&tenant=north&company=har'))
  await press('Clear filters')
  await waitFor(() => expect(screen.getByRole('searchbox', { name: 'Company' })).toHaveValue(''))
  expect(screen.queryByRole('button', { name: 'Clear filters' })).toBeNull()
})

/** A host that holds what is shown. */
function Host({ seen }: { seen: BoardFilter[] }) {
  const [filter, setFilter] = useState<BoardFilter>({ section: 'queues' })
  const onFilterChange = (next: BoardFilter) => {
    seen.push(next)
    setFilter(next)
  }
  return <OperationsBoard filter={filter} onFilterChange={onFilterChange} />
}

it('shows what the host says, where the host decides', async () => {
  const seen: BoardFilter[] = []
  renderInProvider(fake(), <Host seen={seen} />)
  await screen.findByText(/Your product refused the first event 20 times/)
  await userEvent.click(screen.getByRole('tab', { name: 'Campaigns' }))
  await screen.findByRole('article', { name: 'new-keys' })
  expect(seen).toEqual([{ section: 'campaigns' }])
})

it('explains a connection: what is true, why, what to do, and by what it is known', async () => {
  show({ defaultFilter: { section: 'connections' } })
  const opener = await screen.findByRole('button', { name: 'Explain' })
  expect(opener).toHaveAccessibleDescription('Harbor Tea Co.')
  await userEvent.click(opener)
  const dialog = await screen.findByRole('dialog', { name: 'Harbor Tea Co.' })
  await within(dialog).findByText('Harbor Tea Co. needs to be re-authorized.')
  expect(dialog).toHaveTextContent('The authorization was ended in QuickBooks.')
  expect(dialog).toHaveTextContent('Send them the link to that step.')
  expect(dialog).toHaveTextContent('invalid_grant')
  expect(dialog).toHaveTextContent('Your product has taken every event.')
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(opener).toHaveFocus()
})

it('renews and reads the explanation again, and says why where it can’t', async () => {
  const adapter = show({ defaultFilter: { section: 'connections' } })
  const renew = `POST ${BOARD}/connections/con_harbor/renew`
  adapter.instead.set(renew, problemFixture('rate_limited'))
  await press('Explain')
  await press('Renew now')
  expect(await screen.findByRole('alert')).toHaveAttribute('data-code', 'rate_limited')
  adapter.instead.clear()
  adapter.answers.set(renew, () => revoked)
  const before = asked(adapter, '/connections/con_harbor/explain').length
  await press('Renew now')
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Renewed. This is how it is now.'))
  await waitFor(() =>
    expect(asked(adapter, '/connections/con_harbor/explain').length).toBeGreaterThan(before),
  )
})

it('leads from an explanation to the webhooks of that connection', async () => {
  show({ defaultFilter: { section: 'connections' } })
  await press('Explain')
  await press('Its webhooks')
  await screen.findByText('Only of one connection:')
  expect(screen.queryByRole('dialog')).toBeNull()
  await press('Show all')
  expect(screen.queryByText('Only of one connection:')).toBeNull()
})

it('asks before it skips an event, and says that it is skipped', async () => {
  const adapter = fake()
  let { queues } = queuesFixture()
  adapter.answers.set(`GET ${BOARD}/queues`, () => ({ queues }))
  adapter.answers.set(`POST ${BOARD}/events/evt_1/skip`, () => {
    queues = queues.slice(1)
    return { queues }
  })
  show({ defaultFilter: { section: 'queues' } }, adapter)
  const [skip] = await screen.findAllByRole('button', { name: 'Skip this event' })
  if (skip) await userEvent.click(skip)
  await press('Cancel')
  expect(adapter.posted(`${BOARD}/events/evt_1/skip`)).toEqual([])
  if (skip) await userEvent.click(skip)
  await press('Skip it')
  await waitFor(() => expect(screen.getAllByRole('button', { name: 'Try again' })).toHaveLength(1))
  expect(screen.getByRole('status')).toHaveTextContent('The event is skipped.')
  expect(adapter.posted(`${BOARD}/events/evt_1/skip`)).toEqual([{}])
})

it('gives the focus to the section where the event that was skipped is gone', async () => {
  const adapter = fake()
  let { queues } = queuesFixture()
  adapter.answers.set(`GET ${BOARD}/queues`, () => ({ queues }))
  adapter.answers.set(`POST ${BOARD}/events/evt_1/skip`, () => {
    queues = []
    return { queues }
  })
  show({ defaultFilter: { section: 'queues' } }, adapter)
  const [skip] = await screen.findAllByRole('button', { name: 'Skip this event' })
  if (skip) await userEvent.click(skip)
  await press('Skip it')
  await waitFor(() => expect(skip).not.toBeInTheDocument())
  await waitFor(() => expect(screen.getByRole('tabpanel')).toHaveFocus())
})

it('gives the focus to the section where the queue that was tried again is gone', async () => {
  const adapter = fake()
  let { queues } = queuesFixture()
  adapter.answers.set(`GET ${BOARD}/queues`, () => ({ queues }))
  adapter.answers.set(`POST ${BOARD}/queues/operations/retry`, () => {
    queues = queues.slice(0, 1)
    return { queues }
  })
  show({ defaultFilter: { section: 'queues' } }, adapter)
  await screen.findByText('Events of no connection')
  const retry = screen.getAllByRole('button', { name: 'Try again' })[1]
  if (retry) await userEvent.click(retry)
  await waitFor(() => expect(retry).not.toBeInTheDocument())
  await waitFor(() => expect(screen.getByRole('tabpanel')).toHaveFocus())
})

it('asks before it ends an incident, outside of what the alert reads out, and gives the focus to the section', async () => {
  const adapter = fake()
  const { health, ...overview } = boardOverviewFixture()
  let incident: { since: string } | null = { since: FIXTURE_NOW }
  adapter.answers.set(`GET ${BOARD}`, () => ({ ...overview, health: health && { ...health, incident } }))
  adapter.answers.set(`POST ${BOARD}/incident/end`, () => {
    incident = null
    return {}
  })
  show({}, adapter)
  const end = await screen.findByRole('button', { name: 'End the incident' })
  await userEvent.click(end)
  const dialog = await screen.findByRole('alertdialog', { name: 'End the incident?' })
  expect(within(screen.getByRole('alert')).queryByRole('alertdialog')).toBeNull()
  await userEvent.click(within(dialog).getByRole('button', { name: 'End the incident' }))
  await waitFor(() => expect(end).not.toBeInTheDocument())
  await waitFor(() => expect(screen.getByRole('tabpanel')).toHaveFocus())
})

it('gives the focus to the section that a count leads to', async () => {
  show()
  await press('Ended in QuickBooks 30')
  await waitFor(() => expect(screen.getByRole('tabpanel', { name: 'Connections' })).toHaveFocus())
})

it.each(['Enter', 'blur'])(
  'searches once for what is typed, with %s, and not again after a clearing',
  async (by) => {
    const onFilterChange = vi.fn()
    show({ defaultFilter: { section: 'connections', status: 'blocked' }, onFilterChange })
    const field = await screen.findByRole('searchbox', { name: 'Company' })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      fireEvent.change(field, { target: { value: 'har' } })
      if (by === 'blur') fireEvent.blur(field)
      else fireEvent.keyDown(field, { key: 'Enter' })
      expect(onFilterChange).toHaveBeenLastCalledWith({
        section: 'connections',
        status: 'blocked',
        company: 'har',
      })
      fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }))
      vi.advanceTimersByTime(1000)
    } finally {
      vi.useRealTimers()
    }
    expect(onFilterChange).toHaveBeenCalledTimes(2)
    expect(onFilterChange).toHaveBeenLastCalledWith({ section: 'connections' })
  },
)

it('forgets what is typed and not yet applied, when it is cleared', async () => {
  const onFilterChange = vi.fn()
  show({ defaultFilter: { section: 'connections', status: 'blocked' }, onFilterChange })
  const field = await screen.findByRole('searchbox', { name: 'Company' })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    fireEvent.change(field, { target: { value: 'har' } })
    fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }))
    vi.advanceTimersByTime(1000)
  } finally {
    vi.useRealTimers()
  }
  expect(onFilterChange).toHaveBeenCalledTimes(1)
  expect(screen.getByRole('searchbox', { name: 'Company' })).toHaveValue('')
})

it('tries the queue of no connection again', async () => {
  const adapter = show({ defaultFilter: { section: 'queues' } })
  adapter.answers.set(`POST ${BOARD}/queues/operations/retry`, () => queuesFixture())
  await screen.findByText('Events of no connection')
  const retries = screen.getAllByRole('button', { name: 'Try again' })
  if (retries[1]) await userEvent.click(retries[1])
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('The queue is tried again.'))
})

it('shows how far each campaign is', async () => {
  show({ defaultFilter: { section: 'campaigns' } })
  const campaign = await screen.findByRole('article', { name: 'payments-2026' })
  expect(await within(campaign).findByRole('progressbar')).toHaveAttribute('value', '540')
  expect(campaign).toHaveTextContent('540 / 1,184')
  expect(screen.getAllByRole('button', { name: 'End the campaign' })).toHaveLength(1)
})

const UNTIL = '2026-12-01T00:00:00.000Z'

it.each([
  [{}, 'The month’s reads are within the plan.', '441,900'],
  [{ state: 'near', used: 412_700 }, 'Most of the month’s reads are used.', '412,700'],
  [{ foreseen: 561_000 }, 'The month’s reads are likely to run out.', '561,000'],
  [{ state: 'over', used: 503_100 }, 'The month’s reads are used up.', 'Syncs go on for as long as'],
  [{ state: 'over', pausedUntil: UNTIL }, 'The month’s reads are used up.', 'paused until Dec 1, 2026'],
  [{ state: 'over', spentAt: FIXTURE_NOW }, 'The month’s reads are used up.', 'QuickBooks refused reads on'],
  [{ readsPerMonth: null }, 'The plan is not known here.', 'quota.readsPerMonth'],
  [{ foreseen: null }, 'The month’s reads are within the plan.', 'After three whole days'],
] as const)(
  'says how many of the month’s reads are used, and what follows: %o',
  async (quota, headline, said) => {
    const adapter = fake()
    adapter.answers.set(`GET ${BOARD}/quota`, () => quotaFixture(quota))
    show({ defaultFilter: { section: 'reads' } }, adapter)
    await screen.findByText(headline)
    expect(screen.getByRole('tabpanel', { name: 'Reads' })).toHaveTextContent(said)
  },
)

it('leads from a tenant’s reads to its connections, and never shows more than all of the plan as used', async () => {
  const adapter = fake()
  adapter.answers.set(`GET ${BOARD}/quota`, () => quotaFixture({ state: 'over', used: 503_100 }))
  const onFilterChange = vi.fn()
  show({ defaultFilter: { section: 'reads' }, onFilterChange }, adapter)
  expect(await screen.findByRole('progressbar', { name: 'Reads this month' })).toHaveAttribute(
    'value',
    '500000',
  )
  await press('northwind')
  expect(onFilterChange).toHaveBeenLastCalledWith({ section: 'connections', tenant: 'northwind' })
})

/** A page that has a board, and what else may come. */
function Page() {
  const [isMore, setMore] = useState(false)
  return (
    <>
      <OperationsBoard />
      <button type="button" onClick={() => setMore(true)}>
        Show my companies
      </button>
      {isMore && <ConnectionStatus />}
    </>
  )
}

it('asks for no connections of a customer’s before something on the page shows them', async () => {
  const adapter = fake()
  renderInProvider(adapter, <Page />)
  await screen.findByText('Everything is working.')
  document.dispatchEvent(new Event('visibilitychange'))
  await userEvent.click(screen.getByRole('button', { name: 'Refresh' }))
  await waitFor(() => expect(asked(adapter, '').length).toBeGreaterThan(1))
  const elsewhere = () => adapter.requests.map(({ path }) => path).filter((path) => !path.startsWith(BOARD))
  expect(elsewhere()).toEqual([])
  await press('Show my companies')
  await screen.findByText('Connected to Harbor Tea Co.')
  await waitFor(() => expect(elsewhere()).toEqual(['/connections', '/events']))
})

it('asks another address where the host names one', async () => {
  const adapter = fake('/staff/board')
  adapter.instead.set(`GET ${BOARD}`, problemFixture('not_found'))
  show({ path: '/staff/board/' }, adapter)
  await screen.findByText('Everything is working.')
  expect(asked(adapter, '')).toEqual([])
})

it.each(['not_authenticated', 'forbidden'] as const)('is closed to who is no operator: %s', async (code) => {
  const adapter = fake()
  adapter.instead.set(`GET ${BOARD}`, problemFixture(code))
  show({}, adapter)
  await screen.findByText('Only operators of this product see this page.')
  expect(screen.queryByRole('tab')).toBeNull()
})

it('says what went wrong, still shows the last known, and asks again', async () => {
  const adapter = fake()
  adapter.instead.set(`GET ${BOARD}`, problemFixture('store_unavailable'))
  show({}, adapter)
  await screen.findByRole('alert')
  adapter.instead.clear()
  await press('Try again')
  await screen.findByText('Everything is working.')
})

it('speaks the provider’s language, and the host’s own words', async () => {
  show({ messages: { board: 'Unser Betrieb' } }, fake(), 'de-AT')
  await screen.findByText('Alles funktioniert.')
  expect(screen.getByRole('region', { name: 'Unser Betrieb' })).toBeInTheDocument()
  expect(screen.getByRole('tab', { name: 'Verbindungen' })).toBeVisible()
})

it.each([
  ['ar', 'كل شيء يعمل.'],
  ['es', 'Todo funciona.'],
  ['fr', 'Tout fonctionne.'],
  ['ja', 'すべて正常です。'],
])('says every section in %s', async (locale, working) => {
  show({}, fake(), locale)
  await screen.findByText(working)
  for (const [index, tab] of screen.getAllByRole('tab').entries()) {
    await userEvent.click(tab)
    const panel = await screen.findByRole('tabpanel', { name: tab.textContent ?? '' })
    await waitFor(() => expect(panel.querySelector('.mooring-skeleton')).toBeNull())
    expect(panel.textContent, `section ${index}`).not.toMatch(/undefined|NaN|\[object/)
    expect(panel.textContent?.length).toBeGreaterThan(20)
  }
})
