// The three dots: re-authorize, disconnect, test, support, and the host's own items.
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import { ReauthorizeMenu } from './ReauthorizeMenu.tsx'

const AUTHORIZE = '/connections/authorize'
const expired = connectionFixture('reauthorization_required', 'idle_expired')
const mismatch = problemFixture('company_mismatch', {
  expectedCompany: 'Harbor Tea Co.',
  authorizedCompany: 'Northwind Bakery',
})

const trigger = () => screen.findByRole('button', { name: 'QuickBooks connection actions' })
async function choose(name: string) {
  await userEvent.click(await trigger())
  await userEvent.click(await screen.findByRole('menuitem', { name }))
}

beforeEach(() => {
  vi.spyOn(window, 'open')
})

async function reachMismatch(adapter: TestAdapter) {
  renderInProvider(adapter, <ReauthorizeMenu intent="row-7" />)
  await choose('Re-authorize')
  await waitFor(() => expect(adapter.attempts.size).toBe(1))
  adapter.settle('att_1', { outcome: 'failed', problem: mismatch, connectionId: 'con_harbor' })
  return await screen.findByRole('alertdialog', { name: 'You chose a different company' })
}

describe('ReauthorizeMenu', () => {
  it('has its first item focused where a key opened it, even before the menu was loaded', async () => {
    renderInProvider(new TestAdapter(), <ReauthorizeMenu />)
    const button = await trigger()
    button.focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.getByRole('menuitem', { name: 'Re-authorize' })).toHaveFocus())
  })

  it('is described by the company, opens at the first click and gives focus back', async () => {
    renderInProvider(new TestAdapter(), <ReauthorizeMenu />)
    const button = await trigger()
    expect(button).toHaveAccessibleDescription('Harbor Tea Co.')
    await userEvent.click(button)
    const names = (await screen.findAllByRole('menuitem')).map((item) => item.textContent)
    expect(names).toEqual([
      'Re-authorize',
      'Test connection',
      'Get support details',
      'Disconnect from QuickBooks',
    ])
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
    expect(button).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await screen.findByRole('menu')
    await userEvent.click(button)
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
  })

  it('says before it leads away that someone else may be signed in, or another admin connected', async () => {
    renderInProvider(new TestAdapter({ list: connectionListFixture([expired]) }), <ReauthorizeMenu />)
    await userEvent.click(await trigger())
    const item = await screen.findByRole('menuitem', { name: 'Re-authorize' })
    expect(item).toHaveAccessibleDescription(/someone else signed in, or another admin connected/)
    expect(screen.getByText(/someone else signed in/)).toBeVisible()
  })

  it('re-authorizes in two clicks and reports the outcome once', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([expired]) })
    const onReauthorized = vi.fn()
    renderInProvider(adapter, <ReauthorizeMenu onReauthorized={onReauthorized} intent="row-7" />)
    await choose('Re-authorize')
    await waitFor(() =>
      expect(adapter.posted(AUTHORIZE)).toEqual([
        { mode: 'popup', connectionId: 'con_harbor', intent: 'row-7' },
      ]),
    )
    await waitFor(() => expect(adapter.attempts.size).toBe(1))
    await screen.findByRole('button', { name: 'Open again' })
    const renewed = adapter.put(connectionFixture())
    adapter.settle('att_1', { outcome: 'reauthorized', connectionId: renewed.id })
    await waitFor(() => expect(onReauthorized).toHaveBeenCalledExactlyOnceWith(renewed))
    adapter.settle('att_1', { outcome: 'reauthorized', connectionId: renewed.id })
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Open again' })).toBeNull())
    expect(onReauthorized).toHaveBeenCalledTimes(1)
  })

  it('has nothing to open again or to cancel once a person is done at QuickBooks', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([expired]) })
    renderInProvider(adapter, <ReauthorizeMenu />)
    await choose('Re-authorize')
    await waitFor(() => expect(adapter.attempts.size).toBe(1))
    await screen.findByRole('button', { name: 'Cancel' })
    adapter.settle('att_1', { step: 'exchanged' })
    await screen.findByText('Finishing…')
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Open again' })).toBeNull()
  })

  it('goes on with what is cancelled too late', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([expired]) })
    renderInProvider(adapter, <ReauthorizeMenu />)
    await choose('Re-authorize')
    await waitFor(() => expect(adapter.attempts.size).toBe(1))
    const cancel = await screen.findByRole('button', { name: 'Cancel' })
    adapter.settle('att_1', { step: 'exchanged' }, false)
    await userEvent.click(cancel)
    await screen.findByText('Finishing…')
    const renewed = adapter.put(connectionFixture())
    adapter.settle('att_1', { outcome: 'reauthorized', connectionId: renewed.id })
    await waitFor(() => expect(screen.queryByText('Finishing…')).toBeNull())
  })

  it('shows only what the caller may, and says who may the rest', async () => {
    const can = { reauthorize: false, disconnect: false, confirm: false, audit: true }
    const adapter = new TestAdapter({
      list: connectionListFixture([connectionFixture('connected', null, { can })]),
    })
    const onViewHistory = vi.fn()
    renderInProvider(adapter, <ReauthorizeMenu onViewHistory={onViewHistory} />)
    await userEvent.click(await trigger())
    const names = (await screen.findAllByRole('menuitem')).map((item) => item.textContent)
    expect(names).toEqual(['Test connection', 'Get support details', 'View history'])
    expect(screen.getByRole('menu')).toHaveTextContent('Ask an admin of your account')
    await userEvent.click(screen.getByRole('menuitem', { name: 'View history' }))
    expect(onViewHistory).toHaveBeenCalledTimes(1)
  })

  it('shows the history to who may audit it, and gives focus back', async () => {
    const can = { ...connectionFixture().can, audit: true }
    const list = connectionListFixture([connectionFixture('connected', null, { can })])
    renderInProvider(new TestAdapter({ list }), <ReauthorizeMenu />)
    await choose('View history')
    const dialog = await screen.findByRole('dialog', { name: 'History of Harbor Tea Co.' })
    await userEvent.click(within(dialog).getByRole('button', { name: 'Close' }))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(await trigger()).toHaveFocus()
  })

  it('takes the host’s label, order and own items', async () => {
    const onSelect = vi.fn()
    const items = ['reauthorize', { id: 'map', label: 'Edit mappings', onSelect }] as const
    renderInProvider(new TestAdapter(), <ReauthorizeMenu reauthorizeLabel="Edit credentials" items={items} />)
    await userEvent.click(await trigger())
    expect((await screen.findAllByRole('menuitem')).map((item) => item.textContent)).toEqual([
      'Edit credentials',
      'Edit mappings',
    ])
    await userEvent.click(screen.getByRole('menuitem', { name: 'Edit mappings' }))
    expect(onSelect).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: 'con_harbor' }))
  })

  it('tests the connection and says the result', async () => {
    const adapter = new TestAdapter()
    renderInProvider(adapter, <ReauthorizeMenu />)
    await choose('Test connection')
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Connected to Harbor Tea Co.'))
    expect(adapter.posted('/connections/con_harbor/verify')).toHaveLength(1)
    adapter.instead.set('POST /connections/con_harbor/verify', problemFixture('rate_limited'))
    await choose('Test connection')
    expect(await screen.findByRole('alert')).toHaveTextContent('Too many requests.')
  })

  it('takes the result of a test away once the connection has another state', async () => {
    const adapter = new TestAdapter()
    const checking = connectionFixture('checking', 'intuit_unavailable')
    adapter.answers.set('POST /connections/con_harbor/verify', () => adapter.put(checking))
    renderInProvider(adapter, <ReauthorizeMenu />)
    await choose('Test connection')
    const result = await screen.findByText(/We are checking the connection.*Nothing to do/, {
      selector: 'span',
    })
    adapter.put(connectionFixture('reauthorization_required', 'revoked'))
    await waitFor(() => expect(result).not.toBeInTheDocument())
  })

  it('copies the support details, and saves them where it may not', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    renderInProvider(new TestAdapter(), <ReauthorizeMenu />)
    await choose('Get support details')
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Support details are copied.'))
    expect(JSON.parse(write.mock.calls[0]?.[0] ?? '')).toMatchObject({ reference: 'ref_4F7K2M' })
    write.mockRejectedValue(new DOMException('', 'NotAllowedError'))
    const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
    await choose('Get support details')
    await waitFor(() =>
      expect(screen.getByRole('status')).toHaveTextContent('Support details are saved as a file.'),
    )
    expect(saved).toHaveBeenCalledTimes(1)
  })

  it('disconnects in three clicks, and focus is not lost', async () => {
    const adapter = new TestAdapter()
    const onDisconnected = vi.fn()
    renderInProvider(adapter, <ReauthorizeMenu onDisconnected={onDisconnected} />)
    await choose('Disconnect from QuickBooks')
    const dialog = await screen.findByRole('alertdialog', { name: 'Disconnect from QuickBooks?' })
    await userEvent.click(within(dialog).getByRole('button', { name: 'Disconnect' }))
    await waitFor(() => expect(onDisconnected).toHaveBeenCalledTimes(1))
    expect(adapter.connection('con_harbor')?.status).toBe('disconnected')
    expect(await trigger()).toHaveFocus()
  })

  it('names both companies where another one was chosen, and tries again', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([expired]) })
    const dialog = await reachMismatch(adapter)
    expect(dialog).toHaveTextContent('Harbor Tea Co.')
    expect(dialog).toHaveTextContent('Northwind Bakery')
    expect(within(dialog).getByRole('button', { name: 'Try again' })).toHaveFocus()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(adapter.posted(AUTHORIZE)).toHaveLength(2))
    expect(adapter.posted(AUTHORIZE)[1]).toEqual({
      mode: 'popup',
      connectionId: 'con_harbor',
      intent: 'row-7',
    })
  })

  it('asks no more once the connection is healed elsewhere', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([expired]) })
    await reachMismatch(adapter)
    adapter.put(connectionFixture('connected', null, { reauthorizedAt: '2026-11-21T11:59:00.000Z' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  })

  it('connects the other company as one more', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([expired]) })
    const dialog = await reachMismatch(adapter)
    await userEvent.click(within(dialog).getByRole('button', { name: 'Connect as another data source' }))
    await waitFor(() => expect(adapter.posted(AUTHORIZE)[1]).toEqual({ mode: 'popup', intent: 'row-7' }))
  })

  it('switches only once the other company’s name is typed', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([expired]) })
    const dialog = await reachMismatch(adapter)
    await userEvent.click(within(dialog).getByRole('button', { name: 'Switch company' }))
    const button = within(dialog).getByRole('button', { name: 'Switch company' })
    expect(button).toBeDisabled()
    await userEvent.type(within(dialog).getByRole('textbox'), 'northwind  bakery ')
    await userEvent.click(button)
    await waitFor(() =>
      expect(adapter.posted(AUTHORIZE)[1]).toMatchObject({
        connectionId: 'con_harbor',
        allowCompanyChange: true,
      }),
    )
  })

  it('opens the window again for the same attempt', async () => {
    const adapter = new TestAdapter()
    renderInProvider(adapter, <ReauthorizeMenu />)
    await choose('Re-authorize')
    await waitFor(() => expect(adapter.attempts.size).toBe(1))
    await userEvent.click(await screen.findByRole('button', { name: 'Open again' }))
    expect(vi.mocked(window.open)).toHaveBeenCalledTimes(2)
    expect(adapter.posted(AUTHORIZE)).toHaveLength(1)
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(adapter.attempts.get('att_1')?.outcome).toBe('cancelled'))
    await screen.findByText(/Nothing has changed/, { selector: '.mooring-note-text' })
    await userEvent.click(await trigger())
    expect(document.querySelector('.mooring-note-text')).toBeNull()
  })
})
