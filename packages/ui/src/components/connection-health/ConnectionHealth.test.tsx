// The ring, the bars with their table, and the counts.
import {
  connectionFixture,
  connectionListFixture,
  healthFixture,
  problemFixture,
} from '@mooring/contract/fixtures'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import { ConnectionHealth } from './ConnectionHealth.tsx'

const ROUTE = 'GET /connections/con_harbor/health'

async function show(connection = connectionFixture(), days?: number) {
  const adapter = new TestAdapter({ list: connectionListFixture([connection]) })
  const searches: string[] = []
  adapter.answers.set(ROUTE, (search) => {
    searches.push(search.toString())
    return healthFixture(Number(search.get('days')))
  })
  renderInProvider(adapter, <ConnectionHealth {...(days ? { days } : {})} />)
  const panel = await screen.findByRole('region', { name: 'Health of Harbor Tea Co.' })
  await waitFor(() => expect(panel).toHaveAttribute('data-state', 'ready'))
  return { panel, searches }
}
const clock = (name: string) => document.querySelector(`dl [data-clock="${name}"]`)

it('has a bar for each day, and the same in a table', async () => {
  const { searches } = await show()
  expect(searches).toEqual(['days=90'])
  const bars = screen.getByRole('img', { name: 'The last 90 days' })
  expect(bars.querySelectorAll('rect')).toHaveLength(90)
  expect(bars.querySelectorAll('rect[data-tone="bad"]')).toHaveLength(1)
  await userEvent.click(screen.getByText('Show as a table'))
  const table = screen.getByRole('table', { name: 'The last 90 days' })
  const lines = within(table).getAllByRole('row')
  expect(lines).toHaveLength(91)
  expect([...(lines[4]?.children ?? [])].map((cell) => cell.textContent?.trim())).toEqual([
    'Nov 18, 2026',
    'Degraded',
    'Syncs 4 · Throttle hits 5 · Webhooks 6 · Webhook delay 1.8 sec',
  ])
})

it('asks for as many days as configured', async () => {
  const { searches } = await show(connectionFixture(), 7)
  expect(searches).toEqual(['days=7'])
  const bars = screen.getByRole('img', { name: 'The last 7 days' })
  expect(bars.getBoundingClientRect().width).toBe(7 * 16)
  expect(bars.nextSibling).toHaveTextContent('Nov 15 – 21, 2026')
  expect(screen.getByRole('img', { name: 'The last 7 days' })).toBeVisible()
})

it('counts syncs, their errors, failed renewals, throttle hits and the webhooks’ delay', async () => {
  await show()
  const counts = [...document.querySelectorAll('[data-count]')].map((count) => count.textContent)
  expect(counts).toEqual([
    'Syncs160',
    'Sync errors5',
    'Failed renewals2',
    'Throttle hits5',
    'Webhooks246',
    'Webhook delay1.8 sec',
  ])
})

it.each([
  [
    'connected',
    null,
    ['good', 'February 25, 2027 · 96 days'],
    ['good', 'May 29, 2031 · 4.5 years'],
    '96days',
  ],
  ['expiring', 'idle_expiry_near', ['warn', '12 days'], ['good', '4.5 years'], '12days'],
  ['expiring', 'hard_expiry_near', ['good', '96 days'], ['warn', '12 days'], '12days'],
  ['reauthorization_required', 'idle_expired', ['bad', '0 days'], ['good', '4.5 years'], '0days'],
] as const)('shows both clocks of %s/%s, the nearer one big', async (status, reason, idle, hard, middle) => {
  await show(connectionFixture(status, reason))
  expect(clock('idle')).toHaveTextContent(idle[1])
  expect(clock('idle')).toHaveAttribute('data-tone', idle[0])
  expect(clock('hard')).toHaveTextContent(hard[1])
  expect(clock('hard')).toHaveAttribute('data-tone', hard[0])
  expect(document.querySelector('.mooring-ring')).toHaveTextContent(middle)
})

it.each(['revoked', 'token_lost'] as const)(
  'shows no life of an authorization that is %s',
  async (reason) => {
    await show(connectionFixture('reauthorization_required', reason))
    expect(screen.getByText('There is no authorization in force.')).toBeVisible()
    expect(clock('idle')).toBeNull()
  },
)

it('says which clock is not known', async () => {
  const connection = connectionFixture()
  await show({ ...connection, expiry: { ...connection.expiry, hardExpiresAt: null } })
  expect(clock('hard')).toHaveTextContent('Not known yet')
})

it('shows the past of a connection that has ended', async () => {
  await show(connectionFixture('disconnected', 'by_user'))
  expect(screen.getByText('There is no authorization in force.')).toBeVisible()
  expect(screen.getByRole('img')).toBeVisible()
})

it('shows why it could not be had, and tries again', async () => {
  const adapter = new TestAdapter()
  adapter.instead.set(ROUTE, problemFixture('store_unavailable'))
  renderInProvider(adapter, <ConnectionHealth />)
  expect(await screen.findByRole('alert')).toHaveTextContent('The store is not available.')
  adapter.instead.clear()
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await screen.findByRole('img')
})
