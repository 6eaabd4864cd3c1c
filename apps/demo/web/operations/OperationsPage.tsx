// For operators: what Mooring counts across all tenants.
import { type OperationsHealth, type Problem, ROUTES, STATUSES } from '@mooring/contract'
import { useQuery } from '@tanstack/react-query'
import { Notice } from '../frame/Notice.tsx'
import { Page, Section } from '../frame/Page.tsx'
import { HostProblem } from '../host-api.ts'
import { usePerson } from '../session.ts'
import { sayMoment, sayNumber } from '../words.ts'

const EVERY_MS = 5000

const STATUS_WORDS: Record<(typeof STATUSES)[number], string> = {
  awaiting_confirmation: 'Awaiting confirmation',
  connected: 'Connected',
  expiring: 'Ending soon',
  checking: 'Being checked',
  reauthorization_required: 'Needs re-authorization',
  blocked: 'Blocked',
  disconnected: 'Disconnected',
}

async function readHealth(): Promise<OperationsHealth> {
  const reply = await fetch(`/api/quickbooks${ROUTES.operationsHealth.path}`)
  const body: unknown = await reply.json()
  if (reply.ok) return body as OperationsHealth
  const { code, detail } = body as Problem
  throw new HostProblem(code, detail)
}

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

function Counts({ health }: { health: OperationsHealth }) {
  const { incident, webhookDelayMs } = health
  return (
    <>
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
            ['Incident', incident ? `since ${sayMoment(incident.since)}` : 'none'],
          ]}
        />
      </Section>
    </>
  )
}

function Health() {
  const { data, error } = useQuery({
    queryKey: ['operations'],
    queryFn: readHealth,
    refetchInterval: EVERY_MS,
  })
  if (data) return <Counts health={data} />
  if (error instanceof HostProblem && error.code === 'not_found') {
    return <p className="empty">This version of the adapter keeps no counts for operators.</p>
  }
  return <Notice error={error} />
}

/** The page at `/operations`. */
export function OperationsPage() {
  const mayOperate = usePerson().permissions.includes('operate')
  return (
    <Page title="Operations" lead="Every connection of every tenant, as Mooring counts them.">
      {mayOperate ? <Health /> : <p className="empty">Your role does not include operations.</p>}
    </Page>
  )
}
