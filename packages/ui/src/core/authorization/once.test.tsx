// What happened is told once, to whom it concerns, however often and early it is heard of.
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import { QueryClient } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { beforeEach, expect, it, vi } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import {
  ConfirmCompanyDialog,
  ConnectButton,
  ConnectionStatus,
  DisconnectGuide,
  QuickBooksProvider,
  useSyncGate,
} from '../../index.ts'

const company = connectionFixture('awaiting_confirmation')
const cameBack = () =>
  history.replaceState(null, '', `${location.pathname}?attempt=att_back&outcome=connected`)

beforeEach(() => {
  sessionStorage.clear()
  localStorage.clear()
})

it('asks no more for an attempt that ended before the host handed in another cache', async () => {
  cameBack()
  const adapter = new TestAdapter({ list: connectionListFixture([]) })
  const problem = problemFixture('company_unreadable')
  const expiresAt = '2999-01-01T00:00:00Z'
  adapter.settle('att_back', { kind: 'connect', outcome: 'failed', problem, expiresAt })
  const onProblem = vi.fn()
  const page = (queryClient: QueryClient) => (
    <QuickBooksProvider
      basePath="/api/quickbooks"
      fetch={adapter.fetch}
      locale="en"
      {...{ queryClient, onProblem }}
    >
      <DisconnectGuide />
    </QuickBooksProvider>
  )
  const { rerender } = render(page(new QueryClient()))
  await screen.findByRole('alert')
  const times = () => adapter.requests.filter(({ path }) => path === '/attempts/att_back').length
  const before = times()
  const queryClient = new QueryClient()
  rerender(page(queryClient))
  await waitFor(() => expect(times()).toBe(before + 1))
  vi.useFakeTimers({ shouldAdvanceTime: true })
  await queryClient.refetchQueries()
  await vi.advanceTimersByTimeAsync(20_000)
  vi.useRealTimers()
  expect(times()).toBe(before + 1)
  expect(onProblem).toHaveBeenCalledTimes(1)
})

it('says once that another company could not be chosen', async () => {
  vi.spyOn(window, 'open').mockReturnValue(null)
  const adapter = new TestAdapter({ list: connectionListFixture([company]) })
  adapter.instead.set(`POST /connections/${company.id}/disconnect`, problemFixture('store_unavailable'))
  const onProblem = vi.fn()
  renderInProvider(adapter, <ConnectionStatus />, { onProblem })
  await userEvent.click(await screen.findByRole('button', { name: 'Confirm company' }))
  const dialog = await screen.findByRole('alertdialog')
  await userEvent.click(await screen.findByRole('button', { name: 'No, choose another' }))
  await waitFor(() => expect(dialog.querySelector('[role=alert]')).toHaveAttribute('data-code'))
  expect(onProblem).toHaveBeenCalledTimes(1)
})

function Dialog({ closed, onConfirmed }: { closed: (open: boolean) => void; onConfirmed: () => void }) {
  const [open, setOpen] = useState(true)
  const onOpenChange = (next: boolean) => {
    closed(next)
    setOpen(next)
  }
  return <ConfirmCompanyDialog {...{ open, onOpenChange, onConfirmed }} />
}

it('closes once where the stream reports the confirmation before its reply does', async () => {
  const adapter = new TestAdapter({ list: connectionListFixture([company]) })
  const { promise, resolve } = Promise.withResolvers<void>()
  adapter.delays.set(`POST /connections/${company.id}/confirm-company`, promise)
  const closed = vi.fn()
  const onConfirmed = vi.fn()
  renderInProvider(adapter, <Dialog {...{ closed, onConfirmed }} />)
  await userEvent.click(await screen.findByRole('button', { name: 'Yes, use this company' }))
  await waitFor(() => expect(adapter.events.current).toBe(1))
  adapter.put({ ...connectionFixture(), id: company.id })
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  resolve()
  await waitFor(() => expect(onConfirmed).toHaveBeenCalledTimes(1))
  expect(closed).toHaveBeenCalledExactlyOnceWith(false)
})

it('offers no second way to connect while one is under way', async () => {
  vi.spyOn(window, 'open').mockReturnValue(null)
  const gone = connectionFixture('disconnected', 'by_user')
  const adapter = new TestAdapter({ list: connectionListFixture([gone]) })
  renderInProvider(
    adapter,
    <>
      <ConnectionStatus />
      <ConnectButton />
    </>,
  )
  await userEvent.click(await screen.findByRole('button', { name: 'Connect to QuickBooks' }))
  await screen.findByRole('button', { name: 'Open again' })
  expect(screen.queryByRole('button', { name: 'Reconnect' })).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  await screen.findByRole('button', { name: 'Connect to QuickBooks' })
  expect(screen.queryByRole('button', { name: 'Reconnect' })).toBeNull()
})

function Gate({ onOutcome }: { onOutcome: () => void }) {
  return <p>{useSyncGate(connectionFixture().id, { onOutcome }).explain}</p>
}

it('gives a gate of one company nothing of another that came before the list', async () => {
  cameBack()
  const other = { ...company, id: 'con_2' }
  const adapter = new TestAdapter({ list: connectionListFixture([connectionFixture(), other]) })
  adapter.settle('att_back', { kind: 'connect', connectionId: other.id, outcome: 'connected' })
  const { promise, resolve } = Promise.withResolvers<void>()
  adapter.delays.set('GET /connections', promise)
  const [ofGate, ofPage] = [vi.fn(), vi.fn()]
  renderInProvider(
    adapter,
    <>
      <Gate onOutcome={ofGate} />
      <ConnectButton connectionId={null} onConnected={ofPage} />
    </>,
  )
  await waitFor(() => expect(ofPage).toHaveBeenCalledExactlyOnceWith(other))
  resolve()
  await screen.findByRole('alertdialog')
  expect(ofGate).not.toHaveBeenCalled()
})
