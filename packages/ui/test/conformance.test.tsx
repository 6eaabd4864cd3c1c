// Laws for all components: ref, class name, own attributes, the server, and no barrier in light or dark.
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { createRef, type ReactNode, type Ref } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import * as ui from '../src/index.ts'
import { FakeAdapter } from './fake-adapter.ts'
import { renderInProvider } from './render-in-provider.tsx'

type Common = { ref?: Ref<never>; className?: string; 'data-host'?: string }

const closing = () => {}
const mismatch = problemFixture('company_mismatch', {
  expectedCompany: 'Harbor Tea Co.',
  authorizedCompany: 'Northwind',
})
const unconfirmed = connectionFixture('awaiting_confirmation')
const configuring = connectionFixture('connected', null, {
  setup: { state: 'configuration_required', progress: null, error: null },
})
const syncing = connectionFixture('connected', null, {
  sync: {
    ...connectionFixture().sync,
    state: 'running',
    progress: { completed: 4, total: 9, label: 'Invoices' },
  },
})
const audited = connectionFixture('connected', null, {
  can: { reauthorize: true, disconnect: true, confirm: true, audit: true },
})

/** Each component with what it needs, on the list on which it shows most. */
const components: Record<
  string,
  { list: Parameters<typeof connectionListFixture>[0]; render: (own: Common) => ReactNode }
> = {
  ConnectButton: { list: [], render: (own) => <ui.ConnectButton {...own} /> },
  ConnectionStatus: {
    list: [connectionFixture('reauthorization_required', 'revoked')],
    render: (own) => <ui.ConnectionStatus variant="card" {...own} />,
  },
  ReauthorizeMenu: { list: [connectionFixture()], render: (own) => <ui.ReauthorizeMenu {...own} /> },
  DisconnectButton: { list: [connectionFixture()], render: (own) => <ui.DisconnectButton {...own} /> },
  DisconnectDialog: {
    list: [connectionFixture()],
    render: (own) => <ui.DisconnectDialog open onOpenChange={closing} {...own} />,
  },
  ConfirmCompanyDialog: {
    list: [unconfirmed],
    render: (own) => <ui.ConfirmCompanyDialog open onOpenChange={closing} {...own} />,
  },
  ConnectionBanner: {
    list: [connectionFixture('reauthorization_required', 'revoked')],
    render: (own) => <ui.ConnectionBanner onNavigate={closing} {...own} />,
  },
  ConnectionNotifications: {
    list: [unconfirmed],
    render: (own) => <ui.ConnectionNotifications {...own} />,
  },
  DataSourceList: {
    list: [connectionFixture(), connectionFixture('blocked', 'company_locked', { id: 'con_2' })],
    render: (own) => <ui.DataSourceList onAdd={closing} {...own} />,
  },
  IntegrationTile: {
    list: [connectionFixture()],
    render: (own) => <ui.IntegrationTile description="Your books" {...own} />,
  },
  SupportDetails: { list: [connectionFixture()], render: (own) => <ui.SupportDetails {...own} /> },
  SetupProgress: {
    list: [configuring],
    render: (own) => <ui.SetupProgress {...own}>Mappings</ui.SetupProgress>,
  },
  SyncProgress: { list: [syncing], render: (own) => <ui.SyncProgress {...own} /> },
  ReadinessChecklist: {
    list: [connectionFixture()],
    render: (own) => <ui.ReadinessChecklist {...own} />,
  },
  ConnectionHistory: { list: [audited], render: (own) => <ui.ConnectionHistory {...own} /> },
  ConnectionHealth: { list: [connectionFixture()], render: (own) => <ui.ConnectionHealth {...own} /> },
  DisconnectGuide: {
    list: [connectionFixture()],
    render: (own) => <ui.DisconnectGuide listingName="Harborline" {...own} />,
  },
  CompanyMismatchDialog: {
    list: [connectionFixture()],
    render: (own) => <ui.CompanyMismatchDialog open onOpenChange={closing} problem={mismatch} {...own} />,
  },
}

const find = async () =>
  await waitFor(() => {
    const root = document.querySelector<HTMLElement>('[data-host="row"]')
    if (!root || root.querySelector('.mooring-skeleton')) throw new Error('It is not there yet.')
    return root
  })

describe.each(Object.entries(components))('%s', (_, { list, render }) => {
  it('takes a ref, a class name and own attributes', async () => {
    const ref = createRef<HTMLElement>()
    renderInProvider(
      new FakeAdapter({ list: connectionListFixture(list) }),
      render({ ref: ref as Ref<never>, className: 'of-host', 'data-host': 'row' }),
    )
    const root = await find()
    expect(root).toHaveClass('mooring', 'of-host')
    expect(ref.current).toBe(root)
  })

  it.each(['light', 'dark'])('has no barrier in %s', async (scheme) => {
    document.documentElement.style.colorScheme = scheme
    document.documentElement.style.background = 'Canvas'
    document.documentElement.style.color = 'CanvasText'
    renderInProvider(new FakeAdapter({ list: connectionListFixture(list) }), render({ 'data-host': 'row' }))
    await find()
    const rules = { region: { enabled: false }, 'page-has-heading-one': { enabled: false } }
    const { violations } = await axe.run(document.body, { rules })
    expect(
      violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => html + failureSummary)]),
    ).toEqual([])
  })

  it('renders on the server without a word in the console', () => {
    const html = renderToString(
      <ui.QuickBooksProvider basePath="/api/quickbooks">{render({})}</ui.QuickBooksProvider>,
    )
    expect(html).not.toContain('style=')
    expect(html).not.toContain('undefined')
  })
})

describe('the menu', () => {
  it('has no barrier while open, and leaves no style element behind', async () => {
    renderInProvider(new FakeAdapter(), <ui.ReauthorizeMenu />)
    const before = document.querySelectorAll('style').length
    await userEvent.click(await screen.findByRole('button', { name: 'QuickBooks connection actions' }))
    await screen.findByRole('menu')
    const rules = { region: { enabled: false }, 'page-has-heading-one': { enabled: false } }
    const { violations } = await axe.run(document.body, { rules })
    expect(
      violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => html + failureSummary)]),
    ).toEqual([])
    expect(document.querySelectorAll('style')).toHaveLength(before)
  })
})

describe('the package', () => {
  it('has these names, each on purpose', () => {
    expect(Object.keys(ui).sort()).toEqual([
      'CompanyMismatchDialog',
      'ConfirmCompanyDialog',
      'ConnectButton',
      'ConnectionBanner',
      'ConnectionHealth',
      'ConnectionHistory',
      'ConnectionNotifications',
      'ConnectionStatus',
      'DataSourceList',
      'DisconnectButton',
      'DisconnectDialog',
      'DisconnectGuide',
      'IntegrationTile',
      'QuickBooksProvider',
      'ReadinessChecklist',
      'ReauthorizeMenu',
      'SetupProgress',
      'SupportDetails',
      'SyncProgress',
      'useAuthorize',
      'useConnection',
      'useConnections',
      'useDisconnect',
      'useHealth',
      'useHistory',
      'useReadiness',
      'useSyncGate',
    ])
  })

  it('says what to do outside a provider', () => {
    expect(() => renderToString(<ui.ConnectButton />)).toThrow('inside <QuickBooksProvider')
  })
})
