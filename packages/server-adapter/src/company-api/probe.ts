// A live check of a connection: reads its company with the stored token and records what that says.
import type { Actor } from '@mooring/contract'
import type { Deps } from '../deps.ts'
import { NotFoundError } from '../errors/mooring-error.ts'
import { type CompanyInfo, GatewayError } from '../gateway/intuit-gateway.ts'
import { logFieldsOf } from '../gateway/log-fields.ts'
import { openGrant, openRealm } from '../keys/grant-sealing.ts'
import type { ReadPurpose } from '../stores/reads.ts'
import type { ConnectionRecord, GrantRecord } from '../stores/records.ts'
import { recordFailure } from '../tokens/record-failure.ts'
import type { RefreshCoordinator } from '../tokens/refresh-coordinator.ts'
import { isCompanyApiReason, proven } from '../tokens/refresh-outcomes.ts'
import { saveRow } from '../tokens/save-row.ts'
import { hasLife } from '../tokens/token-life.ts'
import { blockUnreadable } from '../tokens/unreadable-grant.ts'

/** Who asks: a person or the host (`verify`), or Mooring by itself (`probe`, the default). */
type ProbePurpose = Extract<ReadPurpose, 'verify' | 'probe'>

export interface Probe {
  /**
   * Refreshes where the token is old or known to be dead, reads the company, records the outcome.
   * @returns the row as it then is, whatever Intuit said
   * @throws NotFoundError, MooringError (`store_unavailable`)
   */
  verify(connectionId: string, actor: Actor | null, purpose?: ProbePurpose): Promise<ConnectionRecord>
  /** The same with a token that was renewed just now, because Intuit refused the one before: it is renewed no more. */
  verifyRenewed(connectionId: string): Promise<ConnectionRecord>
  /** The same for a grant that something else may have ended at Intuit: it is renewed first, whatever its row says. */
  verifyInDoubt(connectionId: string): Promise<ConnectionRecord>
  /** Renews a grant that something else may have ended at Intuit, and reads nothing: that alone says whether it lives. */
  renewInDoubt(connectionId: string): Promise<ConnectionRecord>
}

interface Subject {
  readonly record: ConnectionRecord
  readonly grant: GrantRecord | null
}

/** What a read of the company gave. */
type Reading = { readonly company: CompanyInfo } | { readonly error: GatewayError }

/** What a reading is judged with. */
interface Circumstances {
  readonly actor: Actor | null
  /** The token was renewed for it. */
  readonly renewed: boolean
  /** When a refusal was first noted, before the renewal forgot it. */
  readonly refusedAt: number | null
}

/** Why a connection is verified. */
interface Doubt {
  readonly inDoubt?: boolean
  /** Its token was renewed just now. */
  readonly isFresh?: boolean
  readonly purpose?: ProbePurpose
}

interface ProbeDeps extends Deps {
  readonly coordinator: Pick<RefreshCoordinator, 'refresh'>
}

const HISTORY_TYPE = 'connection.verified'

const readSubject = ({ store }: Deps, connectionId: string): Promise<Subject> =>
  store.read(async ({ connections, grants }) => {
    const record = await connections.get(connectionId)
    if (record === null) throw new NotFoundError()
    return { record, grant: await grants.get(connectionId) }
  })

async function read(
  deps: Deps,
  record: ConnectionRecord,
  grant: GrantRecord,
  purpose: ProbePurpose,
): Promise<Reading> {
  const { config, gateway } = deps
  const vault = await deps.vault()
  const use = { tenantId: record.tenantId, connectionId: record.id, purpose }
  try {
    const { accessToken } = openGrant(vault, grant)
    return { company: await gateway.readCompany(openRealm(vault, record), accessToken, use) }
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    config.logger.warn(
      { connectionId: record.id, tenantId: record.tenantId, ...logFieldsOf(error) },
      'A company could not be read.',
    )
    return { error }
  }
}

/** Records a reading on the row as it is by now; a newer grant or a disconnect meanwhile leaves it unrecorded. */
const record = (deps: Deps, grant: GrantRecord, reading: Reading, how: Circumstances) =>
  deps.store.write(async (tx) => {
    const before = await tx.connections.get(grant.connectionId)
    if (before === null) throw new NotFoundError()
    const stored = await tx.grants.get(grant.connectionId)
    if (stored?.generation !== grant.generation) return before
    if ('error' in reading) {
      const failedCall = { call: 'company_read', type: HISTORY_TYPE, error: reading.error, ...how } as const
      return (await recordFailure(deps, tx, before, failedCall)).record
    }
    const now = deps.config.now()
    const { intuitTid } = reading.company
    const change = proven(before, reading.company, { now, warnBeforeDays: deps.config.warnBeforeDays })
    const history = [{ type: HISTORY_TYPE, outcome: 'succeeded' as const }]
    return saveRow(deps, tx, { ...change, now, actor: how.actor, history, intuitTid })
  })

/** The next grant; null where the refresh brought none. */
async function renew(deps: ProbeDeps, grant: GrantRecord, actor: Actor | null): Promise<Subject> {
  const row = await deps.coordinator.refresh(grant.connectionId, {
    cause: 'verify',
    rejectedGeneration: grant.generation,
    actor,
  })
  const next = await readSubject(deps, grant.connectionId)
  return next.grant?.generation === grant.generation ? { record: row, grant: null } : next
}

async function renewInDoubt(deps: ProbeDeps, connectionId: string): Promise<ConnectionRecord> {
  const { record, grant } = await readSubject(deps, connectionId)
  return grant === null ? record : (await renew(deps, grant, null)).record
}

/** A grant that is in doubt is proven first: an access token outlives the grant it came from. */
const isInDoubt = ({ config }: Deps, { record, grant }: Subject): boolean =>
  record.status === 'reauthorization_required' ||
  (record.status === 'checking' && !isCompanyApiReason(record)) ||
  (grant !== null && !hasLife(grant.accessExpiresAt, config.now()))

const verify = (
  deps: ProbeDeps,
  connectionId: string,
  actor: Actor | null,
  how: Doubt,
): Promise<ConnectionRecord> =>
  verifyNow(deps, connectionId, actor, how).catch((error) => blockUnreadable(deps, connectionId, error))

async function verifyNow(
  deps: ProbeDeps,
  connectionId: string,
  actor: Actor | null,
  how: Doubt,
): Promise<ConnectionRecord> {
  const { purpose = 'probe' } = how
  const first = await readSubject(deps, connectionId)
  if (first.grant === null) return first.record
  const { refusedAt } = first.record
  const isRenewedFirst = how.inDoubt === true || isInDoubt(deps, first)
  let renewed = isRenewedFirst || how.isFresh === true
  let current = isRenewedFirst ? await renew(deps, first.grant, actor) : first
  if (current.grant === null) return current.record
  let reading = await read(deps, current.record, current.grant, purpose)
  if ('error' in reading && reading.error.kind === 'unauthorized' && !renewed) {
    renewed = true
    current = await renew(deps, current.grant, actor)
    if (current.grant === null) return current.record
    reading = await read(deps, current.record, current.grant, purpose)
  }
  return record(deps, current.grant, reading, { actor, renewed, refusedAt })
}

export function createProbe(given: Deps, coordinator: Pick<RefreshCoordinator, 'refresh'>): Probe {
  const deps: ProbeDeps = { ...given, coordinator }
  return {
    verify: (id, actor, purpose = 'probe') => verify(deps, id, actor, { purpose }),
    verifyRenewed: (id) => verify(deps, id, null, { isFresh: true }),
    renewInDoubt: (id) => renewInDoubt(deps, id).catch((error) => blockUnreadable(deps, id, error)),
    verifyInDoubt: (id) => verify(deps, id, null, { inDoubt: true }),
  }
}
