// Everything on one page of the built package, for a browser under a strict policy.
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import { MooringTestProvider } from '@mooring/testing'
import * as ui from '@mooring/ui'
import { createRoot } from 'react-dom/client'

const can = { reauthorize: true, disconnect: true, confirm: true, audit: true }
const setup = {
  state: 'importing' as const,
  progress: { completed: 4, total: 9, label: 'Invoices' },
  error: null,
}
const list = connectionListFixture([
  connectionFixture('connected', null, {
    can,
    setup,
    sync: { ...connectionFixture().sync, state: 'running', progress: setup.progress },
  }),
])
const dialog = { open: true, onOpenChange: () => {} }
const { ConfirmCompanyDialog, CompanyMismatchDialog, DisconnectDialog } = ui

createRoot(document.body.appendChild(document.createElement('div'))).render(
  <MooringTestProvider state={list} locale="en">
    <ui.ConnectButton whenConnected="connected" />
    <ui.ConnectionStatus variant="card" />
    <ui.ConnectionStatus variant="badge" />
    <ui.ReauthorizeMenu />
    <ui.DisconnectButton />
    <ui.IntegrationTile />
    <ui.DataSourceList />
    <ui.ConnectionBanner />
    <ui.ConnectionNotifications />
    <ui.SetupProgress />
    <ui.SyncProgress />
    <ui.ReadinessChecklist />
    <ui.ConnectionHistory />
    <ui.WrittenRecords />
    <ui.ConnectionHealth />
    <ui.SupportDetails />
    <ui.RequestReauthorization />
    <ui.DisconnectGuide />
    {location.hash === '#dialogs' && (
      <>
        <DisconnectDialog {...dialog} />
        <ConfirmCompanyDialog {...dialog} />
        <CompanyMismatchDialog {...dialog} problem={problemFixture('company_mismatch')} />
      </>
    )}
  </MooringTestProvider>,
)
