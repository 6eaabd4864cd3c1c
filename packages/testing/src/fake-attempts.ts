// Attempts in the fake adapter: how one begins, and how it ends by a person's choice at Intuit, by the rules of the contract.
import type { Attempt, AuthorizeReply, AuthorizeRequest, Connection } from '@mooring/contract'
import { attemptFixture, connectionFixture, problemFixture } from '@mooring/contract/fixtures'
import { type AtIntuit, type FakeCall, isLive, rfc3339 } from './fake-call.ts'
import type { FakeWorld } from './fake-world.ts'

const HALF_AN_HOUR_MS = 1_800_000

type Company = Connection['company']

/** An attempt that a person has allowed, for this company. */
interface Granted {
  readonly world: FakeWorld
  readonly now: number
  readonly attempt: Attempt
  readonly company: Company
}

const COMPANIES: readonly [Company, ...Company[]] = [
  connectionFixture().company,
  { realmId: null, realmIdLast4: '5678', name: 'Northwind Bakery', country: 'CA' },
]

/** A new connection gets the rights that the page's others have. */
function rightsIn(world: FakeWorld): Connection['can'] {
  const { connections, can } = world.list()
  return (
    connections[0]?.can ?? {
      reauthorize: can.connect,
      disconnect: can.connect,
      confirm: can.connect,
      audit: false,
    }
  )
}

/** A company that is not confirmed yet, or not since the business was sold. */
const isToConfirm = (before: Connection | undefined) =>
  !before?.confirmedAt || before.disconnect?.why === 'business_sold'

function save({ world, now, attempt, company }: Granted, id: string, replaces: string | null = null): void {
  const before = world.connection(id)
  const status = isToConfirm(before) ? 'awaiting_confirmation' : 'connected'
  const connection = world.saveConnection({
    ...connectionFixture(status, null, { can: rightsIn(world) }),
    // What was under way goes on where it was.
    ...(before && { sync: before.sync, setup: before.setup, can: before.can }),
    ...{ id, company, replaces, proof: { kind: 'company_read', at: rfc3339(now) } },
  })
  const outcome = isLive(before) ? 'reauthorized' : 'connected'
  world.saveAttempt({ ...attempt, connectionId: connection.id, step: 'saved', outcome })
}

function refuse({ world, attempt, company }: Granted, expected: Connection): void {
  const problem = problemFixture('company_mismatch', {
    expectedCompany: expected.company.name ?? undefined,
    authorizedCompany: company.name ?? undefined,
  })
  world.saveAttempt({ ...attempt, step: 'verified', outcome: 'failed', problem })
}

const companyNamed = (world: FakeWorld, { name }: Company): Connection | undefined =>
  world.list().connections.find(({ company }) => company.name === name)

function grant(granted: Granted): void {
  const { world, attempt, company } = granted
  const named = attempt.connectionId === null ? undefined : world.connection(attempt.connectionId)
  const same = named?.company.name === company.name ? named : companyNamed(world, company)
  const id = same?.id ?? `con_${attempt.id}`
  if (!isLive(named) || named.id === same?.id) save(granted, id)
  else if (!world.mayChangeCompany.has(attempt.id)) refuse(granted, named)
  // A company that is connected already is renewed; a new one waits beside the old until it is confirmed.
  else if (isLive(same)) save(granted, id)
  else save(granted, `con_${attempt.id}`, named.id)
}

function companyOf(world: FakeWorld, { connectionId }: Attempt): Company {
  const named = connectionId === null ? undefined : world.connection(connectionId)
  return named?.company ?? COMPANIES.find((one) => !isLive(companyNamed(world, one))) ?? COMPANIES[0]
}

/** A person's choice ends an attempt that waits for one. */
export function decide(world: FakeWorld, id: string, does: AtIntuit, now: number): void {
  const attempt = world.attempt(id)
  if (attempt?.outcome !== 'pending' || does === 'waits') return
  if (does === 'denies')
    world.saveAttempt({ ...attempt, outcome: 'cancelled', problem: problemFixture('access_denied') })
  else grant({ world, now, attempt, company: does === 'allows' ? companyOf(world, attempt) : does })
}

export function authorize(call: FakeCall): AuthorizeReply {
  const { world, now, atIntuit } = call
  const { mode, connectionId = null, intent = null, allowCompanyChange } = call.body as AuthorizeRequest
  const before = connectionId === null ? undefined : world.connection(connectionId)
  const id = call.newAttemptId()
  const kind = isLive(before) ? 'reauthorize' : 'connect'
  const expiresAt = rfc3339(now + HALF_AN_HOUR_MS)
  if (allowCompanyChange) world.mayChangeCompany.add(id)
  world.saveAttempt(attemptFixture({ id, kind, connectionId, intent, expiresAt }))
  call.later(() => decide(world, id, atIntuit, now))
  return { attemptId: id, authorizeUrl: call.authorizeUrl(id, mode), ticket: `ticket_${id}`, expiresAt }
}

/** What came back from Intuit to renew a connection is finished. */
export function cancel({ world, id }: FakeCall): Attempt | undefined {
  const attempt = world.attempt(id)
  if (attempt?.outcome !== 'pending') return attempt
  if (attempt.kind === 'reauthorize' && attempt.step !== 'started') return attempt
  return world.saveAttempt({ ...attempt, outcome: 'cancelled' })
}
