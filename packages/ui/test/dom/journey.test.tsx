// As a host's own tests have it: a page of jsdom or happy-dom, with nothing added to what these are.
import { createFakeAdapter, type FakeAdapter, MooringTestProvider } from '@mooring/testing'
import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ConnectButton, ConnectionStatus, ReauthorizeMenu } from '../../src/index.ts'

configure({ asyncUtilTimeout: 10_000 })

const open = (adapter: FakeAdapter, page: ReactNode) =>
  render(
    <MooringTestProvider adapter={adapter} mode="popup" locale="en" now={Date.now}>
      {page}
    </MooringTestProvider>,
  )

beforeEach(() => {
  // Neither has windows.
  vi.spyOn(window, 'open').mockReturnValue({ location: { replace: vi.fn() }, close: vi.fn() } as never)
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

it('connects, and cancels', async () => {
  const adapter = createFakeAdapter({ atIntuit: 'waits' })
  open(adapter, <ConnectButton />)
  await userEvent.click(await screen.findByRole('button', { name: 'Connect to QuickBooks' }))
  await screen.findByText('Waiting for QuickBooks…')
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(adapter.attempts()[0]?.outcome).toBe('cancelled'))
  await screen.findByRole('button', { name: 'Dismiss' })
})

it('asks which company, closes the question with Escape, and gives the focus back', async () => {
  open(
    createFakeAdapter({ state: 'awaiting_confirmation' }),
    <>
      <ConnectionStatus />
      <ReauthorizeMenu />
    </>,
  )
  const confirms = await screen.findByRole('button', { name: 'Confirm company' })
  await userEvent.click(confirms)
  await screen.findByRole('alertdialog', { name: 'Is this the right company?' })
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  expect(document.activeElement).toBe(confirms)

  await userEvent.click(confirms)
  const dialog = within(await screen.findByRole('alertdialog', { name: 'Is this the right company?' }))
  await userEvent.click(dialog.getByRole('button', { name: 'Yes, use this company' }))
  await screen.findByText(/^Connected to/, { selector: '.mooring-status *' })
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
})

it('disconnects from the menu', async () => {
  const adapter = createFakeAdapter({ state: 'connected' })
  open(adapter, <ReauthorizeMenu />)
  await userEvent.click(await screen.findByRole('button', { name: 'QuickBooks connection actions' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Disconnect from QuickBooks' }))
  const dialog = within(await screen.findByRole('alertdialog', { name: 'Disconnect from QuickBooks?' }))
  await userEvent.click(await dialog.findByRole('button', { name: 'Disconnect' }))
  await waitFor(() => expect(adapter.list().connections[0]?.status).toBe('disconnected'))
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
})
