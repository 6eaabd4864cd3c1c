// Every call to action in every state: the next step for people who may take it; for the others whom to ask, and a link to hand over.
import { type Connection, linkToStep } from '@mooring/contract'
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  ConnectButton,
  ConnectionBanner,
  ConnectionNotifications,
  ConnectionStatus,
  DataSourceList,
  IntegrationTile,
  ReauthorizeMenu,
  SetupProgress,
  SyncProgress,
  useSyncGate,
} from '../src/index.ts'
import { renderInProvider } from './render-in-provider.tsx'
import { TestAdapter } from './test-adapter.ts'

const AUTHORIZE = '/connections/authorize'
const lost = connectionFixture('reauthorization_required', 'admin_access_lost')
const ended = connectionFixture('blocked', 'subscription_ended')
const can = { reauthorize: false, disconnect: false, confirm: false, audit: false }
const ada = { displayName: 'Ada Martin', contact: 'ada@harbor.example' }
const ofViewer = (connection: Connection) =>
  connectionListFixture([{ ...connection, can }], {
    can: { connect: false },
    whoCan: { reauthorize: [ada], connect: [ada] },
  })
const paused: Connection['sync'] = { ...lost.sync, state: 'paused' }

function SyncButton(): ReactElement {
  const { explain, canFix, fix } = useSyncGate()
  return (
    <div data-testid="gate">
      <p>{explain}</p>
      {canFix && (
        <button type="button" onClick={fix}>
          Re-authorize
        </button>
      )}
    </div>
  )
}

const COMPONENTS: [string, ReactElement][] = [
  ['banner', <ConnectionBanner key="c" />],
  ['row', <ConnectionStatus key="c" />],
  ['card', <ConnectionStatus key="c" variant="card" />],
  ['list', <DataSourceList key="c" />],
  ['tile', <IntegrationTile key="c" />],
  ['tray', <ConnectionNotifications key="c" onNavigate={() => {}} />],
  ['paused sync', <SyncProgress key="c" />],
  ['sync gate', <SyncButton key="c" />],
  ['connected button', <ConnectButton key="c" whenConnected="connected" />],
]

const openTray = async (name: string) => {
  if (name === 'tray') await userEvent.click(await screen.findByRole('button', { expanded: false }))
}

beforeEach(() => {
  vi.spyOn(window, 'open')
})

describe.each([lost, ended])('$reason', (connection) => {
  it.each(COMPONENTS)('the %s leads who may to a re-authorization', async (name, ui) => {
    const adapter = new TestAdapter({ list: connectionListFixture([{ ...connection, sync: paused }]) })
    renderInProvider(adapter, ui)
    await openTray(name)
    await userEvent.click(await screen.findByRole('button', { name: 'Re-authorize' }))
    const authorize = { mode: 'popup', connectionId: connection.id }
    await waitFor(() => expect(adapter.posted(AUTHORIZE)).toEqual([authorize]))
  })

  it.each(COMPONENTS)('the %s names whom to ask to a caller without the right', async (name, ui) => {
    const list = ofViewer({ ...connection, sync: paused })
    renderInProvider(new TestAdapter({ list }), ui)
    await openTray(name)
    await screen.findByText(/Ada Martin/)
    expect(screen.getByText(/Ask an admin of your account to re-authorize\./)).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Re-authorize' })).toBeNull()
  })
})

type Setup = Connection['setup']['state']
const inSync = (state: Connection['sync']['state']) => ({ sync: { ...lost.sync, state } })
const inSetup = (state: Setup) => ({ setup: { state, progress: null, error: null } })
const WHILE: [string, ReactElement, Partial<Connection>][] = [
  ['a sync that never ran', <SyncProgress key="c" />, { sync: { ...lost.sync, lastSucceededAt: null } }],
  ['a sync that succeeded', <SyncProgress key="c" />, inSync('idle')],
  ['a sync that failed', <SyncProgress key="c" onRetry={() => {}} />, inSync('failed')],
  ['a sync that still runs', <SyncProgress key="c" />, inSync('running')],
  [
    'a sync that waits for a new month, too',
    <SyncProgress key="c" />,
    { sync: { ...paused, pausedUntil: '2026-12-01T00:00:00.000Z' } },
  ],
  ['an import', <SetupProgress key="c" />, inSetup('importing')],
  ['an import that failed', <SetupProgress key="c" />, inSetup('failed')],
  ['a set-up to configure', <SetupProgress key="c" />, inSetup('configuration_required')],
]

describe('over a connection that cannot be used', () => {
  const said = 'Harbor Tea Co. needs one of its admins.'

  it.each(WHILE)('%s says so, and leads who may to a re-authorization', async (_, ui, state) => {
    const adapter = new TestAdapter({ list: connectionListFixture([{ ...lost, ...state }]) })
    renderInProvider(adapter, ui)
    expect(await screen.findByText(new RegExp(said), { ignore: '[role=status] *' })).toBeVisible()
    await userEvent.click(await screen.findByRole('button', { name: 'Re-authorize' }))
    await waitFor(() => expect(adapter.posted(AUTHORIZE)).toEqual([{ mode: 'popup', connectionId: lost.id }]))
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
  })

  it.each(WHILE)('%s names whom to ask to a caller without the right', async (_, ui, state) => {
    renderInProvider(new TestAdapter({ list: ofViewer({ ...lost, ...state }) }), ui)
    await screen.findByText(/Ada Martin/)
    expect(screen.getByText(/Ask an admin of your account to re-authorize\./)).toBeVisible()
  })

  it('the button is there once on a page, and the others name the state', async () => {
    const list = connectionListFixture([{ ...lost, ...inSync('failed'), ...inSetup('failed') }])
    renderInProvider(
      new TestAdapter({ list }),
      <>
        <SetupProgress />
        <SyncProgress />
      </>,
    )
    await waitFor(() =>
      expect(screen.getAllByText(new RegExp(said), { ignore: '[role=status] *' })).toHaveLength(2),
    )
    const button = await screen.findByRole('button', { name: 'Re-authorize' })
    expect(screen.getByRole('region', { name: 'Set-up of Harbor Tea Co.' })).toContainElement(button)
  })

  it('a set-up to configure is not called connected, and keeps what was typed', async () => {
    const well = connectionFixture('connected', null, inSetup('configuration_required'))
    const adapter = new TestAdapter({ list: connectionListFixture([well]) })
    renderInProvider(
      adapter,
      <SetupProgress>
        <input aria-label="Sales account" />
      </SetupProgress>,
    )
    await userEvent.type(await screen.findByRole('textbox'), '4000')
    await waitFor(() => expect(adapter.events.current).toBe(1))
    adapter.put({ ...lost, ...inSetup('configuration_required') })
    await screen.findByText('Harbor Tea Co. is not configured yet.')
    expect(screen.getByRole('textbox')).toHaveValue('4000')
  })
})

describe('on one page', () => {
  const page = (
    <>
      <ConnectionBanner />
      <ConnectionStatus />
      <IntegrationTile />
    </>
  )

  it('the button and the sentence are there once, at the first from the top; the others name the state', async () => {
    renderInProvider(new TestAdapter({ list: connectionListFixture([lost]) }), page)
    const button = await screen.findByRole('button', { name: 'Re-authorize' })
    expect(button.closest('.mooring-banner')).not.toBeNull()
    const sentence = screen.getByText('Harbor Tea Co. needs one of its admins.', {
      ignore: '[role=status] *',
    })
    expect(sentence.closest('.mooring-banner')).not.toBeNull()
    expect(screen.getAllByText('Re-authorization needed')).toHaveLength(2)
  })

  it('who may not press it reads everywhere who may, and takes the link along once', async () => {
    renderInProvider(new TestAdapter({ list: ofViewer(lost) }), page)
    await waitFor(() => expect(screen.getAllByRole('link', { name: 'Ada Martin' })).toHaveLength(3))
    expect(screen.getAllByRole('link', { name: 'Copy a link to this step' })).toHaveLength(1)
  })
})

const step = () => linkToStep(location.href, lost.id)

describe('who may not', () => {
  it('sends a letter that says what is true, with a link to the very step', async () => {
    renderInProvider(new TestAdapter({ list: ofViewer(lost) }), <ConnectionStatus />)
    const link = await screen.findByRole('link', { name: 'Ada Martin' })
    const letter = new URL(link.getAttribute('href') ?? '')
    expect(letter.pathname).toBe(ada.contact)
    const body = letter.searchParams.get('body') ?? ''
    expect(body).toContain('Hello Ada Martin,\r\n')
    expect(body).toContain('Harbor Tea Co. needs one of its admins.')
    expect(body).toContain(step())
  })

  it('copies a link to the step, and finds it on the page where that is not possible', async () => {
    const write = vi
      .spyOn(navigator.clipboard, 'writeText')
      .mockRejectedValue(new DOMException('', 'NotAllowedError'))
    renderInProvider(new TestAdapter({ list: ofViewer(lost) }), <ConnectionStatus />)
    const copy = await screen.findByRole('link', { name: 'Copy a link to this step' })
    await userEvent.click(copy)
    expect(await screen.findByRole('textbox', { name: 'Copy a link to this step' })).toHaveValue(step())
    write.mockResolvedValue()
    await userEvent.click(copy)
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('The link is copied.'))
    expect(write).toHaveBeenLastCalledWith(step())
    expect(screen.queryByRole('textbox')).toBeNull()
  })
})

describe('what only support can repair', () => {
  const support = { contact: 'help@harborline.example' }

  it.each([
    ['quota_exceeded', support.contact, /^mailto:help@harborline\.example\?/],
    ['quota_exceeded', 'https://harborline.example/help', /^https:\/\/harborline\.example\/help$/],
    ['quota_exceeded', 'Ext. 42', null],
  ] as const)('%s leads to the host’s contact %s', async (reason, contact, address) => {
    const list = connectionListFixture([connectionFixture('blocked', reason)], { support: { contact } })
    renderInProvider(new TestAdapter({ list }), <ConnectionStatus />)
    const said = await screen.findByText(contact)
    if (address) expect(said.closest('a')).toHaveAttribute('href', expect.stringMatching(address))
    else expect(said.closest('a')).toBeNull()
  })

  it('names the reference where the product is set up wrongly', async () => {
    const list = connectionListFixture([connectionFixture('blocked', 'app_misconfigured')], { support })
    renderInProvider(new TestAdapter({ list }), <ConnectionStatus />)
    await screen.findByText('Reference ref_4F7K2M')
    expect(screen.getByText(support.contact)).toBeVisible()
  })

  it('is said in a problem, too', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([lost], { support }) })
    adapter.instead.set(`POST ${AUTHORIZE}`, { ...problemFixture('internal'), action: 'contact_support' })
    renderInProvider(adapter, <ConnectionStatus />)
    await userEvent.click(await screen.findByRole('button', { name: 'Re-authorize' }))
    expect(await within(await screen.findByRole('alert')).findByText(support.contact)).toBeVisible()
  })

  it('is in what the sync gate explains', async () => {
    const list = connectionListFixture([connectionFixture('blocked', 'quota_exceeded')], { support })
    renderInProvider(new TestAdapter({ list }), <SyncButton />)
    await waitFor(() => expect(screen.getByTestId('gate')).toHaveTextContent(`Contact: ${support.contact}`))
  })
})

describe('help', () => {
  const help = (topic: string) => (topic === 'revoked' ? null : `https://help.example/${topic}`)

  it('has a link for a reason and for a problem, and none where the host has no page', async () => {
    const adapter = new TestAdapter({ list: connectionListFixture([lost]) })
    adapter.instead.set(`POST ${AUTHORIZE}`, problemFixture('rate_limited'))
    renderInProvider(adapter, <ConnectionStatus />, { help })
    const link = await screen.findByRole('link', { name: 'Help' })
    expect(link).toHaveAttribute('href', 'https://help.example/admin_access_lost')
    await userEvent.click(await screen.findByRole('button', { name: 'Re-authorize' }))
    const alert = within(await screen.findByRole('alert'))
    expect(alert.getByRole('link', { name: 'Help' })).toHaveAttribute(
      'href',
      'https://help.example/rate_limited',
    )
    await waitFor(() => expect(adapter.events.current).toBe(1))
    adapter.put(connectionFixture('reauthorization_required', 'revoked'))
    await screen.findByText('The authorization was ended in QuickBooks.')
    expect(screen.queryByRole('link', { name: 'Help', hidden: false })?.dataset.topic).not.toBe('revoked')
  })

  it('has no link where the host says nothing', async () => {
    renderInProvider(new TestAdapter({ list: connectionListFixture([lost]) }), <ConnectionStatus />)
    await screen.findByRole('button', { name: 'Re-authorize' })
    expect(screen.queryByRole('link')).toBeNull()
  })
})

/** Comes by a link of a mail. */
const arrive = (id: string, open: Parameters<typeof linkToStep>[2]) =>
  history.replaceState(null, '', linkToStep(location.pathname + location.search, id, open))

describe('a link', () => {
  it('opens the step of a connection on a page that shows nothing else, and only a press starts it', async () => {
    const address = location.href
    arrive(lost.id, 'reauthorize')
    const adapter = new TestAdapter({ list: connectionListFixture([lost]) })
    renderInProvider(adapter, null)
    const dialog = await screen.findByRole('dialog', { name: 'Harbor Tea Co. needs one of its admins.' })
    expect(location.href).toBe(address)
    expect(adapter.posted(AUTHORIZE)).toEqual([])
    await userEvent.click(within(dialog).getByRole('button', { name: 'Re-authorize' }))
    await waitFor(() => expect(adapter.posted(AUTHORIZE)).toEqual([{ mode: 'popup', connectionId: lost.id }]))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('shows a viewer whom to ask', async () => {
    arrive(lost.id, 'reauthorize')
    renderInProvider(new TestAdapter({ list: ofViewer(lost) }), null)
    const dialog = within(await screen.findByRole('dialog'))
    await dialog.findByRole('link', { name: 'Ada Martin' })
    expect(dialog.queryByRole('button', { name: 'Re-authorize' })).toBeNull()
  })

  it('to a step that is over says what is true now', async () => {
    arrive(lost.id, 'reauthorize')
    renderInProvider(new TestAdapter(), null)
    const dialog = await screen.findByRole('dialog', { name: 'Connected to Harbor Tea Co.' })
    await userEvent.click(within(dialog).getByRole('button', { name: 'Close' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('opens the menu, with its first item focused', async () => {
    arrive(lost.id, 'menu')
    renderInProvider(new TestAdapter({ list: connectionListFixture([lost]) }), <ReauthorizeMenu />)
    await waitFor(() => expect(screen.getByRole('menuitem', { name: 'Re-authorize' })).toHaveFocus())
    expect(location.search).not.toContain('mooring-')
  })

  it.each([
    ['confirm', connectionFixture('awaiting_confirmation'), 'alertdialog', 'Is this the right company?'],
    ['disconnect', connectionFixture(), 'alertdialog', 'Disconnect from QuickBooks?'],
    ['switch', connectionFixture(), 'alertdialog', 'Switch to another company?'],
    [
      'history',
      connectionFixture('connected', null, { can: { ...connectionFixture().can, audit: true } }),
      'dialog',
      'History of Harbor Tea Co.',
    ],
    ['history', connectionFixture(), 'dialog', 'Connected to Harbor Tea Co.'],
    [
      'disconnect',
      connectionFixture('disconnected', 'by_user'),
      'dialog',
      'Disconnected from Harbor Tea Co.',
    ],
  ] as const)('to %s opens its dialog', async (open, connection, role, name) => {
    arrive(connection.id, open)
    renderInProvider(new TestAdapter({ list: connectionListFixture([connection]) }), null)
    await screen.findByRole(role, { name })
    expect(location.search).not.toContain('mooring-')
  })

  it('to what is not there, or not known, opens nothing', async () => {
    arrive('con_other', 'disconnect')
    const adapter = new TestAdapter()
    renderInProvider(adapter, <ConnectionStatus />)
    await screen.findByText('Connected to Harbor Tea Co.')
    await waitFor(() => expect(location.search).not.toContain('mooring-'))
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })
})
