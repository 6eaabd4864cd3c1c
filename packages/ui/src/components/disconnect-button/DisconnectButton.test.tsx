// Disconnecting: what is said before, what is asked, and what is said after.
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import { ConnectButton } from '../connect-button/ConnectButton.tsx'
import { ConnectionStatus } from '../connection-status/ConnectionStatus.tsx'
import { DisconnectDialog } from '../disconnect-dialog/DisconnectDialog.tsx'
import { DisconnectButton } from './DisconnectButton.tsx'

const DISCONNECT = '/connections/con_harbor/disconnect'
const impact = { stops: ['Invoice sync'], keeps: ['Invoices'], deletes: ['Drafts'], canDeleteData: true }

async function openDialog() {
  await userEvent.click(await screen.findByRole('button', { name: 'Disconnect from QuickBooks' }))
  return await screen.findByRole('alertdialog', { name: 'Disconnect from QuickBooks?' })
}

/** Disconnected here, and not yet revoked at Intuit. */
const disconnectedWith = (revoke: 'pending' | 'queued') =>
  connectionFixture('disconnected', 'by_user', { disconnect: { why: null, dataDeleted: false, revoke } })

describe('DisconnectButton', () => {
  it('disconnects in two clicks', async () => {
    const adapter = new TestAdapter()
    const onDisconnected = vi.fn()
    renderInProvider(adapter, <DisconnectButton onDisconnected={onDisconnected} />)
    const dialog = await openDialog()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Disconnect' }))
    await waitFor(() => expect(onDisconnected).toHaveBeenCalledTimes(1))
    expect(adapter.posted(DISCONNECT)).toEqual([{}])
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it.each([
    ['the button that connects it again', <ConnectButton key="other" />, 'Connect to QuickBooks'],
    ['the next step of its status', <ConnectionStatus key="other" />, 'Reconnect'],
  ])('leaves the focus to %s', async (_, other, name) => {
    renderInProvider(
      new TestAdapter(),
      <>
        <DisconnectButton />
        {other}
      </>,
    )
    const dialog = await openDialog()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Disconnect' }))
    await waitFor(() => expect(screen.getByRole('button', { name })).toHaveFocus())
  })

  it('leaves the focus to what is said of the connection where there is no next step', async () => {
    const list = connectionListFixture([connectionFixture()], { can: { connect: false } })
    renderInProvider(
      new TestAdapter({ list }),
      <>
        <DisconnectButton />
        <ConnectionStatus data-testid="status" />
      </>,
    )
    const dialog = await openDialog()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Disconnect' }))
    await waitFor(() => expect(screen.getByTestId('status')).toHaveFocus())
    expect(screen.getByTestId('status')).toHaveTextContent('Disconnected from Harbor Tea Co.')
  })

  it('asks no more once it is disconnected elsewhere, and does not claim that it was done here', async () => {
    const adapter = new TestAdapter()
    const handlers = { onOpenChange: vi.fn(), onDisconnected: vi.fn() }
    renderInProvider(adapter, <DisconnectDialog open {...handlers} />)
    await screen.findByRole('alertdialog')
    adapter.put(connectionFixture('disconnected', 'in_quickbooks'))
    await waitFor(() => expect(handlers.onOpenChange).toHaveBeenCalledExactlyOnceWith(false))
    expect(handlers.onDisconnected).not.toHaveBeenCalled()
    expect(adapter.posted(DISCONNECT)).toEqual([])
  })

  it('says what stops, stays and is deleted, and sends the reason and the wish to delete', async () => {
    const adapter = new TestAdapter({ impact })
    renderInProvider(adapter, <DisconnectButton />)
    const dialog = await openDialog()
    for (const line of ['Harbor Tea Co.', 'Invoice sync', 'Invoices', 'Drafts']) {
      await waitFor(() => expect(dialog).toHaveTextContent(line))
    }
    expect(dialog).not.toHaveTextContent('..')
    await userEvent.click(within(dialog).getByRole('radio', { name: 'The business was sold' }))
    await userEvent.click(within(dialog).getByRole('checkbox'))
    await userEvent.click(within(dialog).getByRole('button', { name: 'Disconnect' }))
    await waitFor(() =>
      expect(adapter.posted(DISCONNECT)).toEqual([{ why: 'business_sold', deleteData: true }]),
    )
  })

  it('stays connected at Escape, with the safe answer focused and focus given back', async () => {
    const adapter = new TestAdapter()
    renderInProvider(adapter, <DisconnectButton />)
    const dialog = await openDialog()
    expect(within(dialog).getByRole('button', { name: 'Keep connected' })).toHaveFocus()
    expect(within(dialog).queryByRole('checkbox')).toBeNull()
    dialog.dispatchEvent(new Event('cancel', { cancelable: true }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(screen.getByRole('button', { name: 'Disconnect from QuickBooks' })).toHaveFocus()
    expect(adapter.posted(DISCONNECT)).toEqual([])
  })

  it('says why it failed and lets it be tried again', async () => {
    const adapter = new TestAdapter()
    adapter.instead.set(`POST ${DISCONNECT}`, problemFixture('store_unavailable'))
    const onProblem = vi.fn()
    renderInProvider(adapter, <DisconnectButton />, { onProblem })
    const dialog = await openDialog()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Disconnect' }))
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('The store is not available.')
    expect(onProblem).toHaveBeenCalledTimes(1)
    adapter.instead.clear()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Disconnect' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  })

  it('says that QuickBooks does not know of it yet', async () => {
    const adapter = new TestAdapter()
    adapter.answers.set(`POST ${DISCONNECT}`, () => adapter.put(disconnectedWith('queued')))
    renderInProvider(adapter, <DisconnectButton />)
    const dialog = await openDialog()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Disconnect' }))
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('we keep trying to tell it'))
  })

  it('says that QuickBooks could not be reached when a try has failed, and not at the disconnect', async () => {
    const adapter = new TestAdapter()
    adapter.answers.set(`POST ${DISCONNECT}`, () => adapter.put(disconnectedWith('pending')))
    renderInProvider(adapter, <DisconnectButton />)
    await waitFor(() => expect(adapter.events.current).toBe(1))
    const dialog = await openDialog()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Disconnect' }))
    const status = screen.getByRole('status')
    await waitFor(() => expect(status).toHaveTextContent('Disconnected from Harbor Tea Co.'))
    expect(status).not.toHaveTextContent('could not be reached')
    adapter.put(disconnectedWith('queued'))
    await waitFor(() => expect(status).toHaveTextContent('could not be reached'))
  })

  it('offers what may help better: a test, or the right company instead', async () => {
    const open = vi.spyOn(window, 'open')
    const adapter = new TestAdapter()
    renderInProvider(adapter, <DisconnectButton />)
    const dialog = await openDialog()
    await userEvent.click(within(dialog).getByRole('radio', { name: 'It is not working' }))
    await userEvent.click(within(dialog).getByRole('button', { name: 'Test connection' }))
    await waitFor(() => expect(dialog).toHaveTextContent('Last checked'))
    await userEvent.click(within(dialog).getByRole('radio', { name: 'The wrong company is connected' }))
    await userEvent.click(within(dialog).getByRole('button', { name: 'Switch company' }))
    expect(open).toHaveBeenCalledTimes(1)
    await waitFor(() =>
      expect(adapter.posted('/connections/authorize')).toEqual([
        { mode: 'popup', connectionId: 'con_harbor', allowCompanyChange: true, why: 'wrong_company' },
      ]),
    )
    expect(adapter.posted(DISCONNECT)).toEqual([])
  })

  it('is not there for who may not, nor where nothing is connected', async () => {
    const can = { reauthorize: true, disconnect: false, confirm: true, audit: false }
    const adapter = new TestAdapter({
      list: connectionListFixture([connectionFixture('connected', null, { can })]),
    })
    renderInProvider(adapter, <DisconnectButton />)
    await waitFor(() => expect(adapter.events.current).toBe(1))
    expect(screen.queryByRole('button')).toBeNull()
  })
})
