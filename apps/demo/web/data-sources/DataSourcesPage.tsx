// Data Sources: every connected company, and the way to connect one more.
import type { Connection } from '@mooring/contract'
import { ConnectButton, ConnectionStatus, ReauthorizeMenu, useConnections } from '@mooring/ui'
import { AttentionBanner } from '../attention/Attention.tsx'
import { useInvoices } from '../books.ts'
import { Page } from '../frame/Page.tsx'
import { Link } from '../router.tsx'
import { sayDay, sayInvoices } from '../words.ts'

function Source({ connection }: { connection: Connection }) {
  const { id, company, sync } = connection
  const invoices = useInvoices(id)
  return (
    <li className="card source" aria-label={company.name ?? 'QuickBooks company'}>
      <ConnectionStatus connectionId={id} />
      <ReauthorizeMenu connectionId={id} />
      <footer>
        <span>
          {sayInvoices(invoices?.count ?? 0)} copied
          {sync.lastSucceededAt && `, last on ${sayDay(sync.lastSucceededAt)}`}
        </span>
        <Link href={`/connections/${id}`}>Details</Link>
      </footer>
    </li>
  )
}

function NoSource() {
  return (
    <div className="card first-source">
      <h2>Connect your books</h2>
      <p className="note">
        Harborline copies invoices from QuickBooks to check them at month end. You choose the company at
        Intuit, and confirm it here before anything is read.
      </p>
      <ConnectButton />
    </div>
  )
}

/** The page at `/`. */
export function DataSourcesPage() {
  const { connections, can } = useConnections()
  const isConnected = connections.some(({ status }) => status !== 'disconnected')
  const isConfirmed = connections.some(({ confirmedAt, status }) => confirmedAt && status !== 'disconnected')
  return (
    <Page
      title="Data Sources"
      lead="The books Harborline reads from. Nothing is written back to them."
      actions={
        isConfirmed &&
        can.connect && <ConnectButton connectionId={null}>Connect another company</ConnectButton>
      }
    >
      <AttentionBanner />
      {!isConnected && <NoSource />}
      {connections.length > 0 && (
        <ul className="source-list" aria-label="Companies">
          {connections.map((connection) => (
            <Source key={connection.id} connection={connection} />
          ))}
        </ul>
      )}
    </Page>
  )
}
