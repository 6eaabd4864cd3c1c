// A sync on screen: running, paused and why, going on by itself, failed, caught up.
import { type Connection, TAKE_BACK_LABEL } from '@mooring/contract'
import {
  connectionFixture,
  connectionListFixture,
  FIXTURE_NOW,
  problemFixture,
} from '@mooring/contract/fixtures'
import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import { SyncProgress, type SyncProgressProps } from './SyncProgress.tsx'

const ago = (minutes: number) => new Date(Date.parse(FIXTURE_NOW) - minutes * 60_000).toISOString()
const progress = { completed: 1204, total: 3100, label: 'Invoices' }
const idle = { ...connectionFixture().sync, state: 'idle', lastSucceededAt: null } as const
const running = { ...idle, state: 'running', startedAt: ago(180), progress } as const
const paused = { ...running, state: 'paused', pausedAt: ago(40) } as const
const revoked = connectionFixture('reauthorization_required', 'revoked', { sync: paused })
const withSync = (sync: Connection['sync']) => connectionFixture('connected', null, { sync })

async function show(connection: Connection, props: SyncProgressProps = {}) {
  const adapter = new TestAdapter({ list: connectionListFixture([connection]) })
  renderInProvider(adapter, <SyncProgress {...props} />)
  const panel = await screen.findByRole('region', { name: 'Sync of Harbor Tea Co.' })
  await waitFor(() => expect(panel).toHaveAttribute('data-status'))
  await waitFor(() => expect(adapter.events.current).toBe(1))
  return { adapter, panel }
}

it('shows how far a run is, and no limit of time', async () => {
  const { panel } = await show(withSync(running))
  expect(panel).toHaveAttribute('data-state', 'running')
  expect(panel).toHaveTextContent('Harbor Tea Co. is being synced. Started 3 hours ago.')
  expect(panel).not.toHaveTextContent('limit')
  const bar = screen.getByRole('progressbar', { name: 'Invoices' })
  expect(bar).toHaveAttribute('value', '1204')
  expect(bar).toHaveAttribute('max', '3100')
  expect(panel).toHaveTextContent('1,204 / 3,100')
})

it.each([
  ['runs', running],
  ['is paused', paused],
  ['is done', { ...idle, lastSucceededAt: ago(90) }],
])('says once that a connection is being checked, and asks for nothing, where a sync %s', async (_, sync) => {
  const checking = connectionFixture('checking', 'intuit_unavailable', { sync, usable: false })
  const { panel } = await show(checking, { children: <p>Ask in the office.</p> })
  await waitFor(() => expect(panel.textContent?.match(/We are checking the connection/g)).toHaveLength(1))
  expect(panel.querySelector('[data-tone="warn"]') !== null).toBe(sync.state === 'paused')
  expect(screen.queryByText('Ask in the office.') !== null).toBe(sync.state === 'paused')
})

it('goes on by itself on the 1st where a connection is checked as its reads are used up', async () => {
  const sync = { ...paused, pausedUntil: '2026-12-01T00:00:00Z' }
  const { panel } = await show(connectionFixture('checking', 'intuit_unavailable', { sync, usable: false }))
  expect(panel).toHaveTextContent('It continues by itself on the 1st.')
  expect(panel).not.toHaveTextContent('Once the connection works again')
})

it.each([
  ['has no total', { ...progress, total: null }, 'Invoices'],
  ['has more done than there is', { ...progress, total: 4 }, 'Invoices'],
  ['has a total of nothing', { ...progress, completed: 0, total: 0 }, 'Invoices'],
  ['has not said anything', null, 'Sync of Harbor Tea Co.'],
])('claims no share of a run that %s', async (_, reported, name) => {
  await show(withSync({ ...running, progress: reported }))
  expect(screen.getByRole('progressbar', { name })).not.toHaveAttribute('value')
})

it('says since when and why it is paused, and offers the step that helps', async () => {
  const { adapter, panel } = await show(revoked)
  expect(panel).toHaveAttribute('data-state', 'paused')
  expect(panel).toHaveTextContent('The sync of Harbor Tea Co. is paused. Paused 40 minutes ago.')
  expect(panel).toHaveTextContent('The authorization was ended in QuickBooks.')
  await userEvent.click(screen.getByRole('button', { name: 'Re-authorize' }))
  await waitFor(() => expect(adapter.posted('/connections/authorize')).toHaveLength(1))
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }))
})

it.each(['running', 'paused'] as const)(
  'says of a %s run what the page says while it is checked',
  async (state) => {
    const sync = { ...running, state, ...(state === 'paused' ? { pausedAt: ago(1) } : {}) }
    const { panel } = await show(connectionFixture('checking', 'refresh_outcome_unknown', { sync }))
    expect(panel).toHaveTextContent(
      'We are checking the connection to Harbor Tea Co. It last worked 4 minutes ago. We keep trying until QuickBooks answers. Nothing to do.',
    )
    expect(panel).not.toHaveTextContent('is being synced')
    expect(panel).not.toHaveTextContent('continues by itself.')
    expect(screen.getByRole('progressbar', { name: 'Invoices' })).toHaveAttribute('value', '1204')
  },
)

it('goes on by itself, and says that what was missed is caught up', async () => {
  const { adapter, panel } = await show(revoked)
  adapter.put(withSync(paused))
  await waitFor(() => expect(panel).toHaveAttribute('data-state', 'resuming'))
  expect(panel).toHaveTextContent('The sync of Harbor Tea Co. continues by itself.')
  adapter.put(withSync({ ...running, missedSince: ago(40) }))
  await waitFor(() => expect(panel).toHaveAttribute('data-state', 'running'))
  expect(panel).toHaveTextContent('It continues from where it stopped and catches up on what was missed.')
  adapter.put(withSync({ ...idle, lastSucceededAt: ago(0), missedSince: ago(40) }))
  await waitFor(() =>
    expect(panel).toHaveTextContent('It last succeeded just now. What was missed is caught up.'),
  )
  expect(screen.getByRole('status')).toHaveTextContent('The last sync of Harbor Tea Co. succeeded.')
  adapter.put(withSync(running))
  await waitFor(() => expect(panel).not.toHaveTextContent('caught up'))
})

it('says until when it waits for a new month of reads, though the connection works', async () => {
  const { adapter, panel } = await show(withSync({ ...paused, pausedUntil: '2026-12-01T00:00:00.000Z' }))
  expect(panel).toHaveAttribute('data-state', 'paused')
  expect(panel).toHaveTextContent('The sync of Harbor Tea Co. is paused.')
  expect(panel).toHaveTextContent('It continues by itself on the 1st.')
  adapter.put(withSync(paused))
  await waitFor(() => expect(panel).toHaveAttribute('data-state', 'resuming'))
  expect(panel).not.toHaveTextContent('on the 1st')
})

it('says what waits while it is paused, by the host’s own count, and nothing where there is none', async () => {
  const adapter = new TestAdapter({ list: connectionListFixture([revoked]) })
  adapter.answers.set('GET /connections/con_harbor/backlog', () => ({
    backlog: { count: 1204, label: 'invoices' },
  }))
  renderInProvider(adapter, <SyncProgress />)
  await screen.findByText('Waiting: 1,204 invoices.')
  adapter.answers.set('GET /connections/con_harbor/backlog', () => ({ backlog: null }))
  adapter.put(withSync({ ...running, missedSince: ago(40) }))
  await waitFor(() => expect(screen.queryByText(/^Waiting/)).toBeNull())
})

it('says that what was written is taken back, in the words of the reader', async () => {
  const progress = { completed: 2, total: 5, label: TAKE_BACK_LABEL }
  const { panel } = await show(withSync({ ...running, progress }))
  expect(panel).toHaveTextContent('What was written to Harbor Tea Co. is being taken back.')
  expect(panel).not.toHaveTextContent('is being synced')
  expect(panel).not.toHaveTextContent(TAKE_BACK_LABEL)
  expect(screen.getByRole('progressbar')).toHaveAttribute('value', '2')
})

it('knows after a reload, too, that what was missed is caught up', async () => {
  const { panel } = await show(withSync({ ...idle, lastSucceededAt: ago(0), missedSince: ago(40) }))
  expect(panel).toHaveTextContent('What was missed is caught up.')
})

it('shows the host’s own step instead of the connection’s', async () => {
  const { panel } = await show(revoked, { children: <button type="button">Edit credentials</button> })
  expect(panel).toContainElement(screen.getByRole('button', { name: 'Edit credentials' }))
  expect(screen.queryByRole('button', { name: 'Re-authorize' })).toBeNull()
})

it('shows the real reason of a failure, and runs it again where the host can', async () => {
  const onRetry = vi.fn()
  const error = problemFixture('internal', { detail: 'Invoice 1037 has no customer.' })
  const { panel } = await show(withSync({ ...running, state: 'failed', error, lastSucceededAt: ago(60) }), {
    onRetry,
  })
  expect(panel).toHaveTextContent('Invoice 1037 has no customer. It last succeeded 1 hour ago.')
  expect(panel).toHaveTextContent('Reference ref_4F7K2M')
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(onRetry).toHaveBeenCalledOnce()
})

it('says that nothing was synced yet', async () => {
  const { panel } = await show(withSync(idle))
  expect(panel).toHaveTextContent('Harbor Tea Co. has not been synced yet.')
})
