// One connection: its state, its dates, what can be done about it, and what happened lately.
import type { Connection } from '@mooring/contract'
import {
  ConnectionHealth,
  ConnectionHistory,
  ConnectionStatus,
  DisconnectButton,
  ReadinessChecklist,
  ReauthorizeMenu,
  RequestReauthorization,
  SupportDetails,
  useConnection,
} from '@mooring/ui'
import { useInvoices } from '../books.ts'
import { Page, Section } from '../frame/Page.tsx'
import { Link } from '../router.tsx'
import { sayDay, sayInvoices } from '../words.ts'
import { Activity } from './Activity.tsx'
import { CheckSettings } from './CheckSettings.tsx'
import { Posting } from './Posting.tsx'

function Dates({ connection }: { connection: Connection }) {
  const { connectedAt, confirmedAt, reauthorizedAt, authorizedBy, disconnectedAt } = connection
  const invoices = useInvoices(connection.id)
  const rows: [string, string][] = [
    ['Connected', sayDay(connectedAt)],
    ['Company confirmed', sayDay(confirmedAt)],
    ['Last re-authorized', sayDay(reauthorizedAt)],
    ['Authorized by', authorizedBy?.displayName ?? '–'],
    ['Copied to Harborline', sayInvoices(invoices?.count ?? 0)],
  ]
  if (disconnectedAt) rows.push(['Disconnected', sayDay(disconnectedAt)])
  return (
    <Section title="Authorization">
      <dl className="card facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function Known({ connection }: { connection: Connection }) {
  const { id, company, status } = connection
  return (
    <Page
      title={company.name ?? 'QuickBooks company'}
      lead={<Link href="/">All data sources</Link>}
      actions={<ReauthorizeMenu connectionId={id} />}
    >
      <ConnectionStatus variant="card" connectionId={id} className="surface" />
      <CheckSettings connection={connection} />
      <Dates connection={connection} />
      {status !== 'disconnected' && connection.can.reauthorize && (
        <Section title="Ask someone else" note="An admin of the company without an account here, by a link.">
          <RequestReauthorization className="card" connectionId={id} />
        </Section>
      )}
      {status !== 'disconnected' && (
        <Section title="Health">
          <ConnectionHealth className="card" connectionId={id} />
        </Section>
      )}
      {status !== 'disconnected' && connection.can.audit && (
        <Section title="Readiness" note="What must be true before its numbers are relied on.">
          <ReadinessChecklist className="card" connectionId={id} />
        </Section>
      )}
      <Activity connectionId={id} />
      <Posting connection={connection} />
      {connection.can.audit && (
        <Section
          title="History"
          note="Everything that was done, by whom, and how it went; for those who may audit."
        >
          <ConnectionHistory className="card" connectionId={id} />
        </Section>
      )}
      {status !== 'disconnected' && connection.can.disconnect && (
        <Section
          title="End this connection"
          note="You see what stops, what stays and what is deleted before anything happens."
        >
          <div>
            <DisconnectButton connectionId={id} />
          </div>
        </Section>
      )}
      <Section title="Support" note="What our support needs to know, without anything secret.">
        <SupportDetails connectionId={id} />
      </Section>
    </Page>
  )
}

/** The page at `/connections/:id`. */
export function ConnectionPage({ connectionId }: { connectionId: string }) {
  const { connection, isLoading } = useConnection(connectionId)
  if (connection) return <Known connection={connection} />
  if (isLoading) return <Page title="Connection">{null}</Page>
  return (
    <Page title="No such connection" lead="It may belong to another account, or was never confirmed.">
      <p>
        <Link href="/">All data sources</Link>
      </p>
    </Page>
  )
}
