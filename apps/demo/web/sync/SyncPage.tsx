// Sync: copies a company's invoices now, when the connection allows it.
import type { Connection } from '@mooring/contract'
import { SyncProgress, useConnections } from '@mooring/ui'
import { useInvoices } from '../books.ts'
import { Notice } from '../frame/Notice.tsx'
import { Page } from '../frame/Page.tsx'
import { Link } from '../router.tsx'
import { usePerson } from '../session.ts'
import { sayInvoices } from '../words.ts'
import { ClosedGate, GateStep, useGate } from './Gate.tsx'
import { type Outcome, useSync } from './sync.ts'

function LastResult({ connection, outcome }: { connection: Connection; outcome: Outcome | undefined }) {
  const invoices = useInvoices(connection.id)
  if (outcome?.outcome === 'succeeded') {
    return <p role="status">Done: {sayInvoices(outcome.result.invoices)} copied.</p>
  }
  return <p className="note">{sayInvoices(invoices?.count ?? 0)} in Harborline.</p>
}

function Company({ connection }: { connection: Connection }) {
  const { id, company } = connection
  const sync = useSync(id)
  const gate = useGate(connection, () => sync.mutate({ finish: true }))
  const mayRun = usePerson().permissions.includes('connect')
  const isRunning = sync.isPending || gate.reason === 'sync_running'
  return (
    <article className="card sync" aria-label={company.name ?? 'QuickBooks company'}>
      <div className="sync-head">
        <h2>{company.name ?? 'QuickBooks company'}</h2>
        {mayRun && (gate.allowed || isRunning) && (
          <button type="button" className="primary" disabled={isRunning} onClick={() => sync.mutate({})}>
            {isRunning ? 'Copying…' : 'Copy invoices now'}
          </button>
        )}
      </div>
      {!mayRun && <p className="note">Your role can see syncs, not run them.</p>}
      {!gate.allowed && !isRunning && connection.sync.state !== 'paused' ? (
        <ClosedGate connection={connection} gate={gate} />
      ) : (
        <SyncProgress connectionId={id} onRetry={mayRun ? () => sync.mutate({}) : undefined}>
          <GateStep gate={gate} />
        </SyncProgress>
      )}
      <LastResult connection={connection} outcome={sync.data} />
      <Notice error={sync.error} />
    </article>
  )
}

/** The page at `/sync`. */
export function SyncPage() {
  const { connections, isLoading } = useConnections()
  const connected = connections.filter(({ status }) => status !== 'disconnected')
  return (
    <Page title="Sync" lead="Copies invoices from QuickBooks into Harborline.">
      {connected.map((connection) => (
        <Company key={connection.id} connection={connection} />
      ))}
      {connected.length === 0 && !isLoading && (
        <p className="empty">
          No company is connected. <Link href="/">Connect one under Data Sources.</Link>
        </p>
      )}
    </Page>
  )
}
