// A switch to another company, from every component that starts one, until it is confirmed, refused or left alone.
import type { Connection, DisconnectImpact } from '@mooring/contract'
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  CompanyMismatchDialog,
  ConfirmCompanyDialog,
  ConnectionStatus,
  DisconnectButton,
  ReauthorizeMenu,
} from '../src/index.ts'
import { renderInProvider } from './render-in-provider.tsx'
import { TestAdapter } from './test-adapter.ts'

const AUTHORIZE = '/connections/authorize'
const harbor = connectionFixture()
const named = (id: string, name: string): Partial<Connection> => ({
  id,
  company: { realmId: null, realmIdLast4: '5678', name, country: 'CA' },
})
const northwind = connectionFixture('awaiting_confirmation', null, {
  ...named('con_new', 'Northwind Bakery'),
  replaces: harbor.id,
})
const held = connectionFixture('connected', null, named('con_held', 'Harbor Tea Wholesale'))
const costly: DisconnectImpact = {
  stops: ['Invoice sync'],
  keeps: ['Your history'],
  deletes: ['120 invoices'],
  canDeleteData: true,
}
const cheap: DisconnectImpact = { ...costly, deletes: [], canDeleteData: false }

const button = (name: string) => screen.findByRole('button', { name })
const pressed = async (name: string) => await userEvent.click(await button(name))
const both = (...more: Connection[]) => connectionListFixture([harbor, ...more])

beforeEach(() => {
  vi.spyOn(window, 'open')
})

async function atDisconnect(reason = 'We moved to a different company'): Promise<HTMLElement> {
  await pressed('Disconnect from QuickBooks')
  await userEvent.click(await screen.findByRole('radio', { name: reason }))
  return await screen.findByRole('alertdialog', { name: 'Disconnect from QuickBooks?' })
}

async function inTheMenu(): Promise<HTMLElement> {
  await pressed('QuickBooks connection actions')
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Switch company' }))
  return await screen.findByRole('alertdialog', { name: 'Switch to another company?' })
}

async function atMismatch(): Promise<HTMLElement> {
  await pressed('Switch company')
  return await screen.findByRole('alertdialog', { name: 'You chose a different company' })
}

const mismatch = problemFixture('company_mismatch', {
  expectedCompany: 'Harbor Tea Co.',
  authorizedCompany: 'Northwind Bakery',
})

const STARTS = [
  {
    start: 'the disconnect dialog',
    ui: <DisconnectButton />,
    open: () => atDisconnect(),
    toType: 'Harbor Tea Co.',
    sent: { why: 'different_company' },
  },
  {
    start: 'the menu',
    ui: <ReauthorizeMenu items={['switch']} intent="row-7" />,
    open: inTheMenu,
    toType: 'Harbor Tea Co.',
    sent: { intent: 'row-7' },
  },
  {
    start: 'the mismatch',
    ui: <CompanyMismatchDialog open problem={mismatch} onOpenChange={() => {}} />,
    open: atMismatch,
    toType: 'Northwind Bakery',
    sent: {},
  },
]

describe.each(STARTS)('a switch from $start', ({ ui, open, toType, sent }) => {
  it('says the consequences, and where data may go with the company it is typed', async () => {
    const adapter = new TestAdapter({ impact: costly })
    renderInProvider(adapter, ui)
    const dialog = await open()
    await waitFor(() => expect(dialog).toHaveTextContent('Invoice sync'))
    expect(dialog).toHaveTextContent('120 invoices')
    expect(dialog).toHaveTextContent('stays connected and in use until you have confirmed')
    const go = within(dialog).getByRole('button', { name: 'Switch company' })
    expect(go).toBeDisabled()
    await userEvent.type(within(dialog).getByRole('textbox', { name: `Type ${toType} to confirm` }), toType)
    await userEvent.click(go)
    expect(vi.mocked(window.open)).toHaveBeenCalledTimes(1)
    const authorize = { mode: 'popup', connectionId: harbor.id, allowCompanyChange: true, ...sent }
    await waitFor(() => expect(adapter.posted(AUTHORIZE)).toEqual([authorize]))
    expect(adapter.connection(harbor.id)).toEqual(harbor)
  })
})

it.each(STARTS.slice(0, 2))('a switch from $start that costs no data is not typed', async ({ ui, open }) => {
  const adapter = new TestAdapter({ impact: cheap })
  renderInProvider(adapter, ui)
  const dialog = await open()
  const go = within(dialog).getByRole('button', { name: 'Switch company' })
  await waitFor(() => expect(go).toBeEnabled())
  expect(within(dialog).queryByRole('textbox')).toBeNull()
  await userEvent.click(go)
  await waitFor(() => expect(adapter.posted(AUTHORIZE)).toHaveLength(1))
})

it('the question in the menu can be left, and focus goes back', async () => {
  const adapter = new TestAdapter({ impact: cheap })
  renderInProvider(adapter, <ReauthorizeMenu items={['switch']} />)
  const dialog = await inTheMenu()
  await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  expect(await button('QuickBooks connection actions')).toHaveFocus()
  expect(adapter.posted(AUTHORIZE)).toEqual([])
})

it('the menu offers no switch to who may not connect, or not disconnect', async () => {
  const list = connectionListFixture([harbor], { can: { connect: false } })
  renderInProvider(new TestAdapter({ list }), <ReauthorizeMenu items={['switch', 'test']} />)
  await pressed('QuickBooks connection actions')
  await screen.findByRole('menuitem', { name: 'Test connection' })
  expect(screen.queryByRole('menuitem', { name: 'Switch company' })).toBeNull()
})

/** The switch has come back from Intuit. */
async function returned(adapter: TestAdapter, ui = STARTS[0]?.ui, reason?: string) {
  renderInProvider(adapter, ui)
  await waitFor(() => expect(adapter.events.current).toBe(1))
  const dialog = await atDisconnect(reason)
  const go = within(dialog).getByRole('button', { name: 'Switch company' })
  await waitFor(() => expect(go).toBeEnabled())
  await userEvent.click(go)
  await waitFor(() => expect(adapter.attempts.size).toBe(1))
}

async function asked(adapter: TestAdapter, ui = STARTS[0]?.ui, reason?: string): Promise<HTMLElement> {
  await returned(adapter, ui, reason)
  adapter.put(northwind)
  adapter.settle('att_1', { outcome: 'connected', connectionId: northwind.id })
  return await screen.findByRole('alertdialog', { name: 'Is this the right company?' })
}

it('that failed is tried again as a switch, for the same reason', async () => {
  const adapter = new TestAdapter({ impact: cheap })
  const ui = (
    <>
      <DisconnectButton connectionId={harbor.id} />
      <ConnectionStatus connectionId={harbor.id} />
    </>
  )
  await returned(adapter, ui, 'The wrong company is connected')
  adapter.settle('att_1', { outcome: 'failed', problem: problemFixture('exchange_failed') })
  await pressed('Try again')
  await waitFor(() => expect(adapter.posted(AUTHORIZE)).toHaveLength(2))
  const again = { connectionId: harbor.id, allowCompanyChange: true, why: 'wrong_company' }
  expect(adapter.posted(AUTHORIZE)).toMatchObject([again, again])
  await pressed('Cancel')
})

describe('the new company', () => {
  it('confirmed replaces the old one, which is in use until then', async () => {
    const adapter = new TestAdapter({ impact: cheap })
    const dialog = await asked(adapter)
    expect(dialog).toHaveTextContent('Northwind Bakery')
    expect(dialog).toHaveTextContent('Harbor Tea Co. stays connected and in use until you say yes')
    expect(adapter.connection(harbor.id)?.status).toBe('connected')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Yes, use this company' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(adapter.connection(harbor.id)?.status).toBe('disconnected')
    expect(adapter.connection(northwind.id)?.status).toBe('connected')
  })

  it('is given up for the old one, which goes on', async () => {
    const adapter = new TestAdapter({ impact: cheap })
    const dialog = await asked(adapter)
    await userEvent.click(within(dialog).getByRole('button', { name: 'Keep Harbor Tea Co.' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(adapter.posted(`/connections/${northwind.id}/disconnect`)).toEqual([{ why: 'wrong_company' }])
    expect(adapter.connection(harbor.id)).toEqual(harbor)
    expect(adapter.posted(AUTHORIZE)).toHaveLength(1)
  })

  it('is chosen again from the old one, for the same reason; a cancel then leaves the old one', async () => {
    const adapter = new TestAdapter({ impact: cheap })
    const dialog = await asked(adapter)
    await userEvent.click(within(dialog).getByRole('button', { name: 'No, choose another' }))
    await waitFor(() => expect(adapter.posted(AUTHORIZE)).toHaveLength(2))
    expect(adapter.posted(AUTHORIZE)[1]).toEqual({
      ...{ mode: 'popup', connectionId: harbor.id, allowCompanyChange: true, why: 'different_company' },
    })
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    await pressed('Cancel')
    const said = 'No other company was connected. Nothing has changed for Harbor Tea Co.'
    await screen.findByText(said, { selector: '.mooring-note-text' })
    expect(adapter.connection(harbor.id)).toEqual(harbor)
  })

  it('is chosen again for the reason given, also from a question that was closed and opened again', async () => {
    const adapter = new TestAdapter({ impact: cheap })
    const ui = (
      <>
        <DisconnectButton connectionId={harbor.id} />
        <ConnectionStatus connectionId={harbor.id} />
      </>
    )
    const dialog = await asked(adapter, ui, 'The wrong company is connected')
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(dialog).not.toBeInTheDocument())
    await userEvent.click(await button('Confirm company'))
    await userEvent.click(await button('No, choose another'))
    await waitFor(() => expect(adapter.posted(AUTHORIZE)).toHaveLength(2))
    expect(adapter.posted(AUTHORIZE)).toMatchObject([{ why: 'wrong_company' }, { why: 'wrong_company' }])
    await pressed('Cancel')
  })

  it('is given up by who may connect but not end the old one, too', async () => {
    const mine = { ...northwind, can: { ...northwind.can, confirm: false } }
    const adapter = new TestAdapter({ list: connectionListFixture([harbor, mine]) })
    renderInProvider(adapter, <ConfirmCompanyDialog open connectionId={mine.id} onOpenChange={() => {}} />)
    const dialog = within(await screen.findByRole('alertdialog'))
    expect(dialog.queryByRole('button', { name: 'No, choose another' })).toBeNull()
    await userEvent.click(dialog.getByRole('button', { name: 'Keep Harbor Tea Co.' }))
    await waitFor(() =>
      expect(adapter.posted(`/connections/${mine.id}/disconnect`)).toEqual([{ why: 'wrong_company' }]),
    )
  })

  it('confirmed in another tab at the same time is not chosen again', async () => {
    const adapter = new TestAdapter({ impact: cheap })
    const dialog = await asked(adapter)
    const confirmed = { ...northwind, ...connectionFixture(), ...named('con_new', 'Northwind Bakery') }
    adapter.answers.set(`POST /connections/${northwind.id}/disconnect`, () => adapter.put(confirmed))
    await userEvent.click(within(dialog).getByRole('button', { name: 'No, choose another' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(adapter.posted(AUTHORIZE)).toHaveLength(1)
    expect(screen.queryByRole('button', { name: 'Open again' })).toBeNull()
  })

  it('that is another connection already leaves both, and offers to end the one it began at', async () => {
    const adapter = new TestAdapter({ list: both(held), impact: cheap })
    await returned(adapter, <DisconnectButton connectionId={harbor.id} />)
    adapter.settle('att_1', { outcome: 'reauthorized', connectionId: held.id })
    const dialog = await screen.findByRole('alertdialog', { name: 'Disconnect from QuickBooks?' })
    await waitFor(() => expect(dialog).toHaveTextContent('Harbor Tea Wholesale was connected here already'))
    expect(dialog).toHaveTextContent('Harbor Tea Co. is still connected as well.')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Keep connected' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(adapter.connection(harbor.id)).toEqual(harbor)
  })

  it('that was chosen in this very window is asked about as in one of its own', async () => {
    vi.mocked(window.open).mockReturnValue(null)
    const adapter = new TestAdapter({ list: both(held), impact: cheap })
    const ui = <DisconnectButton connectionId={harbor.id} />
    const before = renderInProvider(adapter, ui)
    await atDisconnect()
    await pressed('Switch company')
    await waitFor(() => expect(adapter.attempts.size).toBe(1))
    expect(adapter.posted(AUTHORIZE)).toMatchObject([{ mode: 'redirect' }])
    before.unmount()
    adapter.settle('att_1', { kind: 'reauthorize', outcome: 'reauthorized', connectionId: held.id })
    history.replaceState(null, '', `${location.pathname}?attempt=att_1&outcome=reauthorized`)
    renderInProvider(adapter, ui)
    const dialog = await screen.findByRole('alertdialog', { name: 'Disconnect from QuickBooks?' })
    await waitFor(() => expect(dialog).toHaveTextContent('Harbor Tea Wholesale was connected here already'))
  })

  it('waits beside the old one on the page, one click from its question', async () => {
    const adapter = new TestAdapter({ list: both(northwind) })
    renderInProvider(adapter, <ConnectionStatus />)
    await screen.findByText('Connected to Harbor Tea Co.')
    await screen.findByText(/A switch to Northwind Bakery waits to be confirmed/)
    await pressed('Confirm company')
    const dialog = await screen.findByRole('alertdialog', { name: 'Is this the right company?' })
    expect(dialog).toHaveTextContent('Northwind Bakery')
    expect(within(dialog).getByRole('button', { name: 'Keep Harbor Tea Co.' })).toBeVisible()
  })

  it('is confirmed by who may end the old one; who may not reads who can', async () => {
    const mine = { ...northwind, can: { ...northwind.can, confirm: false } }
    const whoCan = { disconnect: [{ displayName: 'Ada' }] }
    const list = connectionListFixture([harbor, mine], { whoCan })
    renderInProvider(
      new TestAdapter({ list }),
      <>
        <ConnectionStatus />
        <ConfirmCompanyDialog open connectionId={mine.id} onOpenChange={() => {}} />
      </>,
    )
    const dialog = within(await screen.findByRole('alertdialog'))
    await dialog.findByText('Ada')
    expect(dialog.queryByRole('button', { name: 'Yes, use this company' })).toBeNull()
    await waitFor(() => expect(screen.getAllByText('Ada', { ignore: 'dialog *' })).toHaveLength(1))
  })
})
