// The set-up after the first connect, around the host's own form.
import type { Connection } from '@mooring/contract'
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import { SetupProgress, type SetupProgressProps } from './SetupProgress.tsx'

const COMPLETE = '/connections/con_harbor/setup/complete'
const blank = { progress: null, error: null }
const inState = (state: Connection['setup']['state'], more: Partial<Connection['setup']> = {}) =>
  connectionFixture('connected', null, { setup: { ...blank, state, ...more } })

async function show(connection: Connection, props: SetupProgressProps = {}, can = { connect: true }) {
  const adapter = new TestAdapter({ list: connectionListFixture([connection], { can }) })
  const form = (
    <form>
      <input aria-label="Sales account" required />
    </form>
  )
  renderInProvider(adapter, <SetupProgress {...props}>{form}</SetupProgress>)
  await waitFor(() => expect(adapter.events.current).toBe(1))
  return adapter
}
const panel = () => screen.findByRole('region', { name: 'Set-up of Harbor Tea Co.' })
const save = () => screen.findByRole('button', { name: 'Save configuration' })

it('shows the import with a bar, then the host’s form, without a reload', async () => {
  const progress = { completed: 12, total: 40, label: 'Customers' }
  const adapter = await show(inState('importing', { progress }))
  expect(await panel()).toHaveTextContent('The first import from Harbor Tea Co. is running.')
  expect(screen.getByRole('progressbar', { name: 'Customers' })).toHaveAttribute('value', '12')
  expect(screen.queryByRole('textbox')).toBeNull()
  adapter.put(inState('configuration_required'))
  await screen.findByRole('textbox', { name: 'Sales account' })
  expect(await panel()).toHaveTextContent('Harbor Tea Co. is connected, but not configured yet.')
})

it('says why the import failed, and that it is tried again', async () => {
  const error = problemFixture('internal', { detail: 'The chart of accounts could not be read.' })
  await show(inState('failed', { error }))
  expect(await panel()).toHaveTextContent('The chart of accounts could not be read. We try it again;')
  expect(await panel()).toHaveTextContent('Reference ref_4F7K2M')
})

it('tries a failed import again at a press, for who may', async () => {
  const error = problemFixture('internal')
  const adapter = await show(inState('failed', { error }))
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }))
  await waitFor(async () =>
    expect(await panel()).toHaveTextContent('The first import from Harbor Tea Co. is running.'),
  )
  expect(adapter.posted('/connections/con_harbor/setup/retry')).toEqual([{}])
})

it('offers no try to who may not', async () => {
  await show(inState('failed', { error: problemFixture('internal') }), {}, { connect: false })
  expect(await panel()).toHaveTextContent('We try it again;')
  expect(screen.queryByRole('button')).toBeNull()
})

it('says what an import waits for where a person is needed', async () => {
  const revoked = connectionFixture('reauthorization_required', 'revoked')
  await show({ ...revoked, setup: { ...blank, state: 'importing' } })
  expect(await panel()).toHaveTextContent('The first import from Harbor Tea Co. is paused.')
  await screen.findByRole('button', { name: 'Re-authorize' })
})

it('says what the page says while the connection is checked, and while the company is locked', async () => {
  const importing = { setup: { ...blank, state: 'importing' as const } }
  const adapter = await show(connectionFixture('checking', 'refresh_outcome_unknown', importing))
  expect(await panel()).toHaveTextContent(
    'We are checking the connection to Harbor Tea Co. It last worked 4 minutes ago. We keep trying until QuickBooks answers. Nothing to do.',
  )
  expect(await panel()).not.toHaveTextContent('is running')
  adapter.put(connectionFixture('blocked', 'company_locked', importing))
  await waitFor(async () => expect(await panel()).toHaveTextContent('QuickBooks has locked it for a while.'))
  expect(await panel()).not.toHaveTextContent('is running')
})

it('waits for a new month of reads though the connection works', async () => {
  const importing = inState('importing')
  const adapter = await show(importing)
  adapter.put({ ...importing, sync: { ...importing.sync, pausedUntil: '2026-12-01T00:00:00.000Z' } })
  await waitFor(async () => expect(await panel()).toHaveTextContent('It continues by itself on the 1st.'))
  expect(await panel()).not.toHaveTextContent('is running')
  adapter.put(importing)
  await waitFor(async () => expect(await panel()).not.toHaveTextContent('on the 1st'))
})

it('saves the host’s form first, then finishes, without losing the focus', async () => {
  const order: string[] = []
  const onSave = vi.fn(async () => void order.push('host'))
  const onSaved = vi.fn()
  const adapter = await show(inState('configuration_required'), { onSave, onSaved })
  await userEvent.type(await screen.findByRole('textbox'), '4000')
  await userEvent.click(await save())
  await screen.findByText('The set-up of Harbor Tea Co. is finished.', { selector: '.mooring-headline' })
  expect(order).toEqual(['host'])
  expect(adapter.posted(COMPLETE)).toEqual([{}])
  expect(onSaved).toHaveBeenCalledExactlyOnceWith(inState('done'))
  expect(await panel()).toContainElement(document.activeElement as HTMLElement)
  expect(screen.getByRole('status')).toHaveTextContent('The set-up of Harbor Tea Co. is finished.')
})

it('takes Enter in the host’s form for its button', async () => {
  const adapter = await show(inState('configuration_required'))
  await userEvent.type(await screen.findByRole('textbox'), '4000{Enter}')
  await waitFor(() => expect(adapter.posted(COMPLETE)).toHaveLength(1))
})

it('finishes nothing while a field is not valid, or where the host could not save', async () => {
  const onSave = vi.fn().mockRejectedValue(new Error('The account is closed.'))
  const onSaved = vi.fn()
  const adapter = await show(inState('configuration_required'), { onSave, onSaved })
  await userEvent.click(await save())
  expect(onSave).not.toHaveBeenCalled()
  await userEvent.type(await screen.findByRole('textbox'), '4000')
  await userEvent.click(await save())
  expect(await screen.findByRole('alert')).toHaveTextContent('The account is closed.')
  expect(adapter.posted(COMPLETE)).toEqual([])
  expect(onSaved).not.toHaveBeenCalled()
})

it('shows why it could not be finished, and tries again', async () => {
  const adapter = await show(inState('configuration_required'))
  adapter.instead.set(`POST ${COMPLETE}`, problemFixture('store_unavailable'))
  await userEvent.type(await screen.findByRole('textbox'), '4000')
  await userEvent.click(await save())
  expect(await screen.findByRole('alert')).toHaveTextContent('The store is not available.')
  adapter.instead.clear()
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await screen.findByText('The set-up of Harbor Tea Co. is finished.', { selector: '.mooring-headline' })
})

it('names who can finish it to who may not', async () => {
  await show(inState('configuration_required'), {}, { connect: false })
  expect(await panel()).toHaveTextContent('Ask an admin of your account to finish the set-up.')
  expect(screen.queryByRole('button')).toBeNull()
})

it.each(['none', 'done'] as const)('shows nothing of a set-up that is %s', async (state) => {
  await show(inState(state))
  expect(screen.queryByRole('region')).toBeNull()
})
