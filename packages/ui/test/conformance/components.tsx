// Every component of the kit, as each of the laws looks at it.
import type { Connection } from '@mooring/contract'
import { connectionFixture, problemFixture } from '@mooring/contract/fixtures'
import { waitFor } from '@testing-library/react'
import type { ReactNode, Ref } from 'react'
import * as ui from '../../src/index.ts'

/** What every component takes. */
export type Common = { ref?: Ref<never>; className?: string; 'data-host'?: string }

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

/** A component with what it needs, on the list on which it shows most. */
export interface Example {
  readonly list: readonly Connection[]
  readonly render: (own: Common) => ReactNode
}

export const components: Readonly<Record<string, Example>> = {
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
  WrittenRecords: { list: [audited], render: (own) => <ui.WrittenRecords {...own} /> },
  ConnectionHealth: { list: [connectionFixture()], render: (own) => <ui.ConnectionHealth {...own} /> },
  RequestReauthorization: {
    list: [connectionFixture('reauthorization_required', 'admin_access_lost')],
    render: (own) => <ui.RequestReauthorization {...own} />,
  },
  DisconnectGuide: {
    list: [connectionFixture()],
    render: (own) => <ui.DisconnectGuide listingName="Harborline" {...own} />,
  },
  CompanyMismatchDialog: {
    list: [connectionFixture()],
    render: (own) => <ui.CompanyMismatchDialog open onOpenChange={closing} problem={mismatch} {...own} />,
  },
}

/** Resolves with the component's element once nothing of it is loading. */
export const settled = (): Promise<HTMLElement> =>
  waitFor(() => {
    const root = document.querySelector<HTMLElement>('[data-host="row"]')
    const isLoading = root?.dataset.state === 'loading' || root?.querySelector('.mooring-skeleton')
    if (!root || isLoading) throw new Error('It is not there yet.')
    return root
  })
