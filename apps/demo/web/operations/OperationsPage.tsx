// For operators: what Mooring counts across all tenants, every connection, campaigns, and what stands still.
import { type OperationsHealth, STATUSES } from '@mooring/contract'
import { Notice } from '../frame/Notice.tsx'
import { Page, Section } from '../frame/Page.tsx'
import { usePerson } from '../session.ts'
import { STATUS_WORDS, sayMoment, sayNumber } from '../words.ts'
import { Campaigns } from './Campaigns.tsx'
import { EveryConnection } from './EveryConnection.tsx'
import { useOperationsHealth } from './operations.ts'
import { Queues } from './Queues.tsx'

const MINUTE = 60_000

function Facts({ rows, big = false }: { rows: [string, string][]; big?: boolean }) {
  return (
    <dl className={big ? 'card facts big' : 'card facts'}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Incident({ incident }: Pick<OperationsHealth, 'incident'>) {
  if (!incident) return null
  return (
    <p className="card alarm" role="alert">
      <strong>Incident since {sayMoment(incident.since)}.</strong> Intuit refuses refreshes of several
      companies ({incident.code}). Mooring goes on trying; nobody is asked to re-authorize for it.
    </p>
  )
}

function Counts({ health }: { health: OperationsHealth }) {
  const { webhookDelayMs } = health
  return (
    <>
      <Incident incident={health.incident} />
      <Section title="Connections">
        <Facts
          big
          rows={STATUSES.map((status) => [STATUS_WORDS[status], sayNumber(health.connections[status] ?? 0)])}
        />
      </Section>
      <Section title="Last 24 hours">
        <Facts
          rows={[
            ['Failed refreshes', sayNumber(health.refreshFailures24h)],
            ['Throttled by Intuit', sayNumber(health.throttled24h)],
            ['Webhook delay, median', webhookDelayMs ? `${sayNumber(webhookDelayMs.p50)} ms` : '–'],
            ['Events waiting', sayNumber(health.eventBacklog)],
            ['Stalled queues', sayNumber(health.stalled)],
            ['Clock gap to the database', `${sayNumber(health.clockGapMs)} ms`],
            [
              'Background work',
              health.jobs.overdueMs > MINUTE
                ? `has waited for ${sayNumber(Math.floor(health.jobs.overdueMs / MINUTE))} min`
                : 'on time',
            ],
            ['Incident', health.incident ? `since ${sayMoment(health.incident.since)}` : 'none'],
          ]}
        />
      </Section>
    </>
  )
}

function Health() {
  const { data, error } = useOperationsHealth()
  return data ? <Counts health={data} /> : <Notice error={error} />
}

/** The page at `/operations`. */
export function OperationsPage() {
  const mayOperate = usePerson().permissions.includes('operate')
  return (
    <Page title="Operations" lead="Every connection of every tenant, as Mooring counts them.">
      {mayOperate ? (
        <>
          <Health />
          <EveryConnection />
          <Campaigns />
          <Queues />
        </>
      ) : (
        <p className="empty">Your role does not include operations.</p>
      )}
    </Page>
  )
}
