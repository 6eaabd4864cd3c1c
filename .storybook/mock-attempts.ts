// What a choice at the stand-in for Intuit does to the mock's world, by the rules of the contract.
import { attemptFixture, connectionFixture, problemFixture } from '../packages/contract/src/fixtures/index.ts'
import type { Attempt, AuthorizeReply, AuthorizeRequest, Connection } from '../packages/contract/src/index.ts'
import type { Call } from './mock-call.ts'
import { mockIntuitUrl, onceDecided } from './mock-intuit.ts'
import { movedToNow } from './mock-world.ts'

const HALF_AN_HOUR = 1_800_000

/** An attempt that somebody at Intuit has allowed, for this company. */
interface Granted {
  call: Call
  attempt: Attempt
  company: Connection['company']
}

const isLive = (connection: Connection | undefined) =>
  connection !== undefined && connection.status !== 'disconnected'

const rfc3339 = (time: number) => new Date(time).toISOString()

/** Whose company nobody has confirmed yet, or not since the business was sold. */
const isToConfirm = (before: Connection | undefined) =>
  !before?.confirmedAt || before.disconnect?.why === 'business_sold'

function saved({ call, attempt, company }: Granted, change: Pick<Connection, 'id'> & Partial<Connection>) {
  const { world, now } = call
  const before = world.connection(change.id)
  const status = isToConfirm(before) ? 'awaiting_confirmation' : 'connected'
  const fresh = movedToNow(connectionFixture(status), now)
  const proof = { kind: 'company_read', at: rfc3339(now) } as const
  // What was under way goes on where it was.
  const kept = before && { sync: before.sync, setup: before.setup }
  const connection = world.saveConnection({ ...fresh, ...kept, company, proof, ...change })
  const outcome = isLive(before) ? 'reauthorized' : 'connected'
  world.saveAttempt({ ...attempt, connectionId: connection.id, step: 'saved', outcome })
}

function refused({ call, attempt, company }: Granted, expected: Connection): void {
  const names = {
    expectedCompany: expected.company.name ?? undefined,
    authorizedCompany: company.name ?? undefined,
  }
  const problem = problemFixture('company_mismatch', names)
  call.world.saveAttempt({ ...attempt, step: 'verified', outcome: 'failed', problem })
}

function granted(what: Granted, mayChange: boolean): void {
  const { world, now } = what.call
  const named = what.attempt.connectionId ? world.connection(what.attempt.connectionId) : undefined
  const same = world.list().connections.find(({ company }) => company.name === what.company.name)
  const expected = isLive(named) ? named : undefined
  if (expected && expected.id !== same?.id) {
    if (!mayChange) {
      refused(what, expected)
      return
    }
    // A company that is connected already is renewed; a new one waits beside the old until it is confirmed.
    if (!isLive(same)) {
      saved(what, { id: `con_${now}`, replaces: expected.id })
      return
    }
  }
  saved(what, { id: same?.id ?? `con_${now}` })
}

/** Begins an attempt, and ends it once somebody has chosen. */
export function authorize(call: Call): AuthorizeReply {
  const { connectionId = null, intent = null, allowCompanyChange = false } = call.body as AuthorizeRequest
  const { world, now } = call
  const id = `att_${now}_${world.list().attempts.length}`
  const live = connectionId !== null && isLive(world.connection(connectionId))
  const kind = live ? 'reauthorize' : 'connect'
  const expiresAt = rfc3339(now + HALF_AN_HOUR)
  world.saveAttempt(attemptFixture({ id, kind, connectionId, intent, expiresAt }))
  onceDecided(id, (company) => {
    const attempt = world.attempt(id)
    if (attempt?.outcome !== 'pending') return
    if (company) granted({ call, attempt, company }, allowCompanyChange)
    else world.saveAttempt({ ...attempt, outcome: 'cancelled', problem: problemFixture('access_denied') })
  })
  return { attemptId: id, authorizeUrl: mockIntuitUrl(id), ticket: `ticket_${id}`, expiresAt }
}
