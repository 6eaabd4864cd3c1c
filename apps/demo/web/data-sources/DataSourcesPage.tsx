// Data Sources: every connected company beside the other sources, what needs attention, and the way to connect one more.
import type { Connection } from '@mooring/contract'
import {
  ConnectionBanner,
  ConnectionStatus,
  DataSourceList,
  IntegrationTile,
  ReauthorizeMenu,
  useConnections,
} from '@mooring/ui'
import { useInvoices } from '../books.ts'
import { Page, Section } from '../frame/Page.tsx'
import { Link, useRouter } from '../router.tsx'
import { sayDay, sayInvoices } from '../words.ts'
import { OtherSources, OtherTile } from './OtherSources.tsx'

function Source({ connection }: { connection: Connection }) {
  const { id, company, sync, setup, status } = connection
  const invoices = useInvoices(id)
  return (
    <article className="source" aria-label={company.name ?? 'QuickBooks company'}>
      <ConnectionStatus connectionId={id} />
      <ReauthorizeMenu connectionId={id} />
      <footer>
        <span>
          {sayInvoices(invoices?.count ?? 0)} copied
          {sync.lastSucceededAt && `, last on ${sayDay(sync.lastSucceededAt)}`}
        </span>
        <span className="links">
          {status !== 'disconnected' && setup.state === 'configuration_required' && (
            <Link href={`/connections/${id}`}>Finish the set-up</Link>
          )}
          <Link href={`/connections/${id}`}>Details</Link>
        </span>
      </footer>
    </article>
  )
}

const source = (connection: Connection) => <Source connection={connection} />

/** The page at `/`. */
export function DataSourcesPage() {
  const { connections } = useConnections()
  const { go } = useRouter()
  return (
    <Page title="Data Sources" lead="The books Harborline reads from, and posts its fees to when you say so.">
      <ConnectionBanner className="surface" onNavigate={({ id }) => go(`/connections/${id}`)} />
      <Section title="Accounting">
        <DataSourceList
          className={connections.length === 0 ? 'card surface' : 'surface rows'}
          renderItem={source}
        />
      </Section>
      <Section title="Bank and payroll">
        <OtherSources />
      </Section>
      <Section title="Integrations">
        <div className="tiles">
          <IntegrationTile
            className="surface"
            name="QuickBooks Online"
            description="Invoices for the checks at month end, and the month’s fees."
          >
            <Link href="/sync">Copy invoices</Link>
          </IntegrationTile>
          <OtherTile name="Card payments" says="Takings of the shop, day by day." />
          <OtherTile name="Time sheets" says="Hours of the team, for payroll." />
        </div>
      </Section>
    </Page>
  )
}
