// The checks, the steps derived from them, and looking again.
import { checkFixture, connectionFixture, problemFixture, readinessFixture } from '@mooring/contract/fixtures'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import { ReadinessChecklist } from './ReadinessChecklist.tsx'

const ROUTE = 'GET /connections/con_harbor/readiness'
const failed = (id: string) => checkFixture(id, { status: 'failed', fix: 'Re-authorize the connection.' })
const unknown = (id: string) => checkFixture(id, { status: 'unknown' })

function show(...changes: Parameters<typeof readinessFixture>[0] & object) {
  const adapter = new TestAdapter()
  adapter.answers.set(ROUTE, () => readinessFixture(changes))
  renderInProvider(adapter, <ReadinessChecklist />)
  return adapter
}
const panel = () => screen.findByRole('region', { name: 'Readiness of Harbor Tea Co.' })
const steps = () =>
  [...document.querySelectorAll('.mooring-steps li')].map((step) => step.textContent?.replace(': ', ' '))
const asked = (adapter: TestAdapter) =>
  adapter.requests.filter(({ path }) => path.endsWith('/readiness')).length

it('lists every check with its state, what was found, and when', async () => {
  show()
  await screen.findByText('Everything is ready.')
  expect(await panel()).toHaveAttribute('data-state', 'ready')
  const rows = [...document.querySelectorAll('[data-check]')]
  expect(rows.map((row) => row.getAttribute('data-check'))).toEqual([
    'configuration',
    'callback',
    'access_token',
    'refresh_token',
    'company',
  ])
  expect(rows[4]).toHaveTextContent(
    'Company Passed Harbor Tea Co. was read with this authorization. Checked 4 minutes ago.',
  )
})

it.each([
  ['all passed', [], ['Passed', 'Passed', 'Passed', 'Passed']],
  ['the grant has ended', [failed('refresh_token')], ['Failed', 'Passed', 'Passed', 'Failed']],
  ['no one came back yet', [unknown('callback')], ['Passed', 'Not known yet', 'Passed', 'Not known yet']],
  ['the company is closed', [failed('company')], ['Passed', 'Passed', 'Failed', 'Failed']],
  ['the host’s own failed', [failed('ledger')], ['Passed', 'Passed', 'Passed', 'Failed']],
])('derives the steps where %s', async (_, changes, states) => {
  show(...changes)
  await screen.findByText('Auth')
  const names = ['Auth', 'Callback', 'Verify', 'Connect']
  expect(steps()).toEqual(names.map((name, index) => `${name} ${states[index]}`))
})

it('says what to do about what has not passed, the host’s own checks among them', async () => {
  show(failed('refresh_token'), checkFixture('ledger', { status: 'unknown', title: 'Ledger matches' }))
  await screen.findByText('2 checks have not passed.')
  expect(await panel()).toHaveTextContent('Re-authorize the connection.')
  expect(await panel()).toHaveTextContent('Ledger matches Not known yet')
})

it('checks again on demand, and by itself when the connection changes, without a metered read', async () => {
  const adapter = show()
  await screen.findByText('Everything is ready.')
  adapter.answers.set(ROUTE, () => readinessFixture([failed('refresh_token')]))
  await userEvent.click(screen.getByRole('button', { name: 'Check again' }))
  await screen.findByText('1 check has not passed.')
  adapter.answers.set(ROUTE, () => readinessFixture())
  await waitFor(() => expect(adapter.events.current).toBe(1))
  adapter.put(connectionFixture('checking', 'intuit_unavailable'))
  await screen.findByText('Everything is ready.')
  expect(asked(adapter)).toBe(3)
  expect(adapter.requests.filter(({ method }) => method === 'POST')).toEqual([])
})

it('shows why the list could not be had, and still the last known one', async () => {
  const adapter = new TestAdapter()
  adapter.instead.set(ROUTE, problemFixture('store_unavailable'))
  renderInProvider(adapter, <ReadinessChecklist />)
  const alert = await screen.findByRole('alert')
  expect(alert).toHaveTextContent('The store is not available.')
  adapter.instead.clear()
  await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }))
  await screen.findByText('Everything is ready.')
  adapter.offline = true
  await userEvent.click(screen.getByRole('button', { name: 'Check again' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('The server cannot be reached.')
  expect(screen.getByText('Everything is ready.')).toBeVisible()
})
