// What the status says, row by row of the contract's table, and what it offers.
import type { Connection } from '@mooring/contract'
import {
  connectionFixture,
  connectionListFixture,
  problemFixture,
  STATUS_ROWS,
} from '@mooring/contract/fixtures'
import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import { QuickBooksProvider } from '../../provider/QuickBooksProvider.tsx'
import { ConnectButton } from '../connect-button/ConnectButton.tsx'
import { ConnectionStatus } from './ConnectionStatus.tsx'

const of = (connection: Connection) => new TestAdapter({ list: connectionListFixture([connection]) })
const status = async () => {
  const root = await waitFor(() => {
    const found = document.querySelector('.mooring-status[data-state="ready"]')
    if (!found) throw new Error('There is no status yet.')
    return found
  })
  return root
}
const nobodyCan = { reauthorize: false, disconnect: false, confirm: false, audit: false }

const NEXT: Partial<Record<string, string>> = {
  confirm_company: 'Confirm company',
  reauthorize: 'Re-authorize',
  contact_admin: 'Re-authorize',
  reconnect: 'Reconnect',
}

describe('ConnectionStatus', () => {
  it('says what is true and how it is known', async () => {
    renderInProvider(new TestAdapter(), <ConnectionStatus />)
    expect(await status()).toHaveTextContent('Connected to Harbor Tea Co. Last checked 4 minutes ago.')
  })

  it.each([
    ['Ada Martin', 'Ada Martin, who authorized this connection, has left. Let another admin re-authorize'],
    [null, 'The person who authorized this connection has left. Let another admin re-authorize'],
  ])('says in good time that %s has left', async (displayName, notice) => {
    const authorizedBy = { userId: 'ada', displayName, left: true as const }
    renderInProvider(of(connectionFixture('connected', null, { authorizedBy })), <ConnectionStatus />)
    await screen.findByText(new RegExp(notice))
    expect(await status()).toHaveTextContent('Connected to Harbor Tea Co.')
  })

  it.each([
    ['expiring', 'idle_expiry_near', true],
    ['reauthorization_required', 'revoked', false],
    ['blocked', 'subscription_ended', false],
    ['disconnected', 'by_user', false],
  ] as const)(
    'says of %s/%s that its person has left only while there is time',
    async (name, reason, isSaid) => {
      const authorizedBy = { userId: 'ada', displayName: 'Ada Martin', left: true as const }
      const other = connectionFixture('connected', null, { id: 'con_2', authorizedBy })
      const list = connectionListFixture([connectionFixture(name, reason, { authorizedBy }), other])
      renderInProvider(
        new TestAdapter({ list }),
        <>
          <ConnectionStatus data-testid="first" connectionId="con_harbor" />
          <ConnectionStatus data-testid="second" connectionId="con_2" />
        </>,
      )
      await waitFor(() => expect(screen.getByTestId('second')).toHaveTextContent('has left'))
      expect(/has left/.test(screen.getByTestId('first').textContent ?? '')).toBe(isSaid)
    },
  )

  it.each(STATUS_ROWS)('names the company and offers the one next step of %s/%s', async (name, reason) => {
    const connection = connectionFixture(name, reason)
    renderInProvider(of(connection), <ConnectionStatus variant="card" />)
    const root = await status()
    expect(root).toHaveAttribute('data-status', name)
    expect(root.getAttribute('data-reason')).toBe(reason)
    expect(root).toHaveTextContent('Harbor Tea Co')
    expect(root).not.toHaveTextContent('..')
    const step = NEXT[connection.action ?? '']
    expect(screen.queryAllByRole('button').map((button) => button.textContent)).toEqual(step ? [step] : [])
  })

  it.each(STATUS_ROWS)('shows no button of %s/%s to who may nothing', async (name, reason) => {
    const list = connectionListFixture([connectionFixture(name, reason, { can: nobodyCan })], {
      can: { connect: false },
    })
    renderInProvider(new TestAdapter({ list }), <ConnectionStatus />)
    await status()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('asks nothing of anybody while it is being checked', async () => {
    renderInProvider(of(connectionFixture('checking', 'intuit_unavailable')), <ConnectionStatus />)
    expect(await status()).toHaveTextContent('Nothing to do.')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('marks a sandbox, and says that QuickBooks does not know of it yet', async () => {
    const disconnect = { why: null, dataDeleted: false, revoke: 'queued' as const }
    const connection = connectionFixture('disconnected', 'by_user', { environment: 'sandbox', disconnect })
    renderInProvider(of(connection), <ConnectionStatus />)
    expect(await status()).toHaveTextContent('Sandbox')
    expect(await status()).toHaveTextContent('QuickBooks could not be reached; we keep trying to tell it.')
  })

  it('says nothing of QuickBooks before a try to revoke has failed', async () => {
    const disconnect = { why: null, dataDeleted: false, revoke: 'pending' as const }
    renderInProvider(of(connectionFixture('disconnected', 'by_user', { disconnect })), <ConnectionStatus />)
    expect(await status()).toHaveTextContent('Disconnected')
    expect(await status()).not.toHaveTextContent('could not be reached')
  })

  it('announces a change of status once, and not what the page began with', async () => {
    const adapter = new TestAdapter()
    renderInProvider(adapter, <ConnectionStatus />)
    await status()
    expect(screen.getAllByRole('status')).toHaveLength(1)
    expect(screen.getByRole('status').textContent).toBe('')
    await waitFor(() => expect(adapter.events.current).toBe(1))
    const revoked = connectionFixture('reauthorization_required', 'revoked')
    adapter.put(revoked)
    await waitFor(() =>
      expect(screen.getByRole('status')).toHaveTextContent('Harbor Tea Co. needs to be re-authorized.'),
    )
    const said = screen.getByRole('status').firstChild
    adapter.put({ ...revoked, proof: null })
    await screen.findByRole('button', { name: 'Re-authorize' })
    expect(screen.getByRole('status').firstChild).toBe(said)
  })

  it('announces nothing that was there when the list could be had at last', async () => {
    const adapter = new TestAdapter()
    adapter.instead.set('GET /connections', problemFixture('store_unavailable'))
    renderInProvider(adapter, <ConnectionStatus />)
    await screen.findByRole('alert')
    adapter.instead.clear()
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await status()
    await waitFor(() => expect(adapter.events.current).toBe(1))
    expect(screen.getByRole('status').textContent).toBe('')
    adapter.put(connectionFixture('reauthorization_required', 'revoked'))
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('needs to be re-authorized.'))
  })

  it('shows the last known state while offline, and says so', async () => {
    const adapter = new TestAdapter()
    renderInProvider(adapter, <ConnectionStatus />)
    await status()
    adapter.offline = true
    adapter.events.cut()
    await waitFor(() => expect(document.querySelector('.mooring-status')).toHaveAttribute('data-stale'))
    expect(await status()).toHaveTextContent(
      'Connected to Harbor Tea Co. Last checked 4 minutes ago. The server cannot be reached just now. This is the last known state.',
    )
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it.each([
    ['a problem', problemFixture('store_unavailable'), 'The store is not available.'],
    ['a page of a proxy', '<html>Bad gateway</html>', 'The server gave an answer that cannot be read.'],
  ])('shows %s in the list’s place, and tries again', async (_, answer, text) => {
    const adapter = new TestAdapter()
    adapter.instead.set('GET /connections', answer)
    renderInProvider(adapter, <ConnectionStatus />)
    expect(await screen.findByRole('alert')).toHaveTextContent(text)
    adapter.instead.clear()
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await status()
  })

  it('says that there is none, and that there are several', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([]) })
    renderInProvider(adapter, <ConnectionStatus />)
    await screen.findByText('Not connected to QuickBooks.')
    await waitFor(() => expect(adapter.events.current).toBe(1))
    adapter.put(connectionFixture())
    adapter.put(connectionFixture('connected', null, { id: 'con_2' }))
    await screen.findByText('2 companies.')
  })

  it('re-authorizes from its own next step', async () => {
    const adapter = of(connectionFixture('reauthorization_required', 'revoked'))
    renderInProvider(adapter, <ConnectionStatus />)
    await userEvent.click(await screen.findByRole('button', { name: 'Re-authorize' }))
    await waitFor(() =>
      expect(adapter.posted('/connections/authorize')).toEqual([
        { mode: 'popup', connectionId: 'con_harbor' },
      ]),
    )
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }))
  })
})

describe('the next step', () => {
  it('is offered once on a page, by the first component from the top, until that one is unmounted', async () => {
    const adapter = of(connectionFixture('awaiting_confirmation'))
    const page = (first: boolean) => (
      <QuickBooksProvider basePath="/api/quickbooks" fetch={adapter.fetch} locale="en">
        <div data-testid="banner">{first && <ConnectionStatus />}</div>
        <div data-testid="row">
          <ConnectionStatus />
        </div>
      </QuickBooksProvider>
    )
    const { rerender } = render(page(false))
    const step = () => screen.findByRole('button', { name: 'Confirm company' })
    expect(screen.getByTestId('row')).toContainElement(await step())
    rerender(page(true))
    await waitFor(async () => expect(screen.getByTestId('banner')).toContainElement(await step()))
    rerender(page(false))
    await waitFor(async () => expect(screen.getByTestId('row')).toContainElement(await step()))
  })

  it.each([
    ['disconnected', 'by_user', 'Connect to QuickBooks'],
    ['awaiting_confirmation', null, 'Confirm company'],
  ] as const)('of %s is left to the button for the same company', async (status, reason, name) => {
    renderInProvider(
      of(connectionFixture(status, reason)),
      <>
        <ConnectionStatus />
        <ConnectButton />
      </>,
    )
    await waitFor(() => expect(screen.getAllByRole('button').map((each) => each.textContent)).toEqual([name]))
  })

  it('is not left to a component that is hidden', async () => {
    renderInProvider(
      of(connectionFixture('reauthorization_required', 'revoked')),
      <>
        <div hidden>
          <ConnectionStatus />
        </div>
        <ConnectionStatus />
      </>,
    )
    await screen.findByRole('button', { name: 'Re-authorize' })
  })

  it('warns before it leads away: someone else may be signed in, another admin connected', async () => {
    renderInProvider(of(connectionFixture('reauthorization_required', 'revoked')), <ConnectionStatus />)
    await screen.findByRole('button', { name: 'Re-authorize' })
    await userEvent.click(screen.getByText(/someone else signed in, or another admin connected/))
    await screen.findByText(/Choose that same company there/)
  })
})
