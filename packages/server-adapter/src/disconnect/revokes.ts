// Sends queued revokes to Intuit, and deletes the token once Intuit has answered.
import { RETRY_FIRST_MS, RETRY_MOST_MS, REVOKE_LIFE_MS, REVOKE_WAIT_MS } from '../config/defaults.ts'
import { holderOf } from '../connection/company-rules.ts'
import type { Deps } from '../deps.ts'
import { failureFields } from '../errors/failure-fields.ts'
import { hostError } from '../errors/host-errors.ts'
import { appendHistory } from '../events/save-connection.ts'
import { GatewayError } from '../gateway/intuit-gateway.ts'
import { logFieldsOf } from '../gateway/log-fields.ts'
import { SECOND } from '../platform/clock.ts'
import type { ConnectionRecord, RevokeRecord } from '../stores/records.ts'
import type { ReadRepositories, Repositories } from '../stores/store.ts'
import { MissingKeyError, type TokenVault, VaultError } from '../vault/token-vault.ts'

const PAGE = 20
/** A revoke that is being delivered is no one else's for this long: longer than the call to Intuit may take. */
const TAKEN_MS = 20 * SECOND

/** Whose token is revoked. */
export type RevokedSubject = Pick<ConnectionRecord, 'id' | 'tenantId'>

/** Gives a queued revoke to Intuit at once; resolves when it was tried, and never rejects. */
export type RevokeNow = (subject: RevokedSubject) => Promise<void>

/** A revoke is tried at once; the background takes it up should this process die meanwhile. */
export const REVOKED_LATER_MS = RETRY_FIRST_MS * 6

/** Not waited for longer than a person would: the background goes on with it. */
export const revokeSoon = async (
  { pause }: Pick<Deps, 'pause'>,
  revokeNow: RevokeNow,
  subject: RevokedSubject,
): Promise<void> => await Promise.race([revokeNow(subject), pause(REVOKE_WAIT_MS)])

interface RevokeDeps extends Deps {
  /** Asks Intuit about a connection whose grant a revoke may have ended. */
  readonly verifyInDoubt: (connectionId: string) => Promise<unknown>
}

/** Revoking acts on app and company: where another connection still has the company, it would cut them off. */
async function holder({ config, store }: Deps, { realmTag }: RevokeRecord): Promise<ConnectionRecord | null> {
  const holders = await store.read(
    async ({ connections }) => await connections.findByRealm(config.environment, realmTag),
  )
  return holderOf(holders)
}

/**
 * A consent that came while the revoke was on its way, or while its answer was lost, may have been ended by it:
 * Intuit is asked about that connection, so that no dead grant is shown as connected.
 */
async function verifyHolder(deps: RevokeDeps, queued: RevokeRecord): Promise<void> {
  const { verifyInDoubt, config } = deps
  const connection = await holder(deps, queued)
  if (connection === null) return
  await verifyInDoubt(connection.id).catch((error: unknown) => {
    config.logger.warn(
      { connectionId: connection.id, tenantId: connection.tenantId, ...failureFields(error) },
      'A connection that a revoke may have ended could not be verified: its next use will.',
    )
  })
}

/** Takes a queued revoke for this process. @returns null where there is none, or none that is due by then */
const take = ({ config, store }: Deps, connectionId: string, by: number): Promise<RevokeRecord | null> =>
  store.write(async ({ revokes }) => {
    const queued = await revokes.get(connectionId)
    if (queued === null || queued.dueAt > by) return null
    await revokes.put({ ...queued, dueAt: config.now() + TAKEN_MS })
    return queued
  })

/** Tries one revoke. Intuit's trouble leaves it queued, with back-off. */
async function deliver(deps: RevokeDeps, queued: RevokeRecord): Promise<void> {
  const { store, gateway } = deps
  if ((await holder(deps, queued)) !== null) {
    await store.write(async (tx) => await finish(deps, tx, queued, 'unconfirmed'))
    // An earlier try may have reached Intuit, and the process that made it may have died since.
    await verifyHolder(deps, queued)
    return
  }
  const vault = await deps.vault()
  try {
    const result = await gateway.revoke(openQueued(vault, queued))
    await store.write(async (tx) => await finish(deps, tx, queued, result))
    await verifyHolder(deps, queued)
  } catch (error) {
    // It stays taken for a while; then an instance that has the key may deliver it.
    if (error instanceof MissingKeyError) return
    // One that can't be opened waits too, behind no other: the right key may come back.
    if (!(error instanceof GatewayError || error instanceof VaultError)) throw error
    const why = error instanceof GatewayError ? logFieldsOf(error) : { code: hostError(error).code }
    await store.write(async (tx) => await putOff(deps, tx, queued, why))
    if (error instanceof GatewayError && error.sent) await verifyHolder(deps, queued)
  }
}

async function finish(
  { config }: Deps,
  tx: Repositories,
  queued: RevokeRecord,
  revoke: 'done' | 'unconfirmed',
): Promise<void> {
  const { connectionId: id } = queued
  // Asked side by side, the last entry of the history needs no question of its own later.
  const [current, connection] = await Promise.all([
    tx.revokes.get(id),
    tx.connections.get(id),
    tx.history.last(id),
  ])
  // A new consent has replaced the queued token meanwhile: it is deleted, and its outcome is ignored.
  if (current === null || current.generation !== queued.generation) return
  await tx.revokes.delete(id)
  if (connection === null || connection.disconnect === null) return
  const at = config.now()
  const stored = await tx.connections.update({
    ...connection,
    disconnect: { ...connection.disconnect, revoke },
  })
  await appendHistory(tx, stored, [{ type: 'token.revoked', outcome: 'succeeded', data: { revoke } }], {
    at,
    actor: null,
  })
  await mark(tx, stored, at)
}

async function putOff(
  deps: Deps,
  tx: Repositories,
  queued: RevokeRecord,
  why: { readonly code: string },
): Promise<void> {
  const { config } = deps
  const now = config.now()
  const connection = await tx.connections.get(queued.connectionId)
  const attempt = await tx.attempts.get(queued.connectionId)
  const since = connection?.disconnectedAt ?? attempt?.createdAt ?? Number.NEGATIVE_INFINITY
  if (now - since >= REVOKE_LIFE_MS) return await finish(deps, tx, queued, 'unconfirmed')
  const delay = Math.min(RETRY_MOST_MS, RETRY_FIRST_MS * 2 ** Math.min(queued.tries, 16))
  const current = await tx.revokes.get(queued.connectionId)
  if (current === null || current.generation !== queued.generation) return
  await tx.revokes.put({ ...current, tries: current.tries + 1, dueAt: now + delay })
  if (connection?.disconnect?.revoke === 'pending') {
    const disconnect = { ...connection.disconnect, revoke: 'queued' } as const
    await mark(tx, await tx.connections.update({ ...connection, disconnect }), now)
  }
  config.logger.warn(
    { connectionId: queued.connectionId, tenantId: queued.tenantId, ...why, tries: queued.tries + 1 },
    'A revoke is put off',
  )
}

const mark = async (tx: Repositories, { tenantId, id }: ConnectionRecord, at: number) =>
  await tx.changes.append({ tenantId, kind: 'connection', subjectId: id, at })

/** Right after a disconnect. Whatever fails is left to the background: the connection is disconnected already. */
async function revokeNow(deps: RevokeDeps, { id: connectionId, tenantId }: RevokedSubject): Promise<void> {
  try {
    const queued = await take(deps, connectionId, Number.POSITIVE_INFINITY)
    if (queued !== null) await deliver(deps, queued)
  } catch (error) {
    deps.config.logger.warn(
      { connectionId, tenantId, ...failureFields(error) },
      'A revoke is left to the background',
    )
  }
}

/** Background work. @returns how many were tried */
async function run(deps: RevokeDeps, now: number): Promise<number> {
  const due = await deps.store.read(async (tx) => await tx.revokes.due(now, PAGE))
  for (const { connectionId } of due) {
    const queued = await take(deps, connectionId, now)
    if (queued !== null) await deliver(deps, queued)
  }
  return due.length
}

export function createRevokes(given: Deps, verifyInDoubt: RevokeDeps['verifyInDoubt']) {
  const deps: RevokeDeps = { ...given, verifyInDoubt }
  return {
    name: 'revokes',
    dueSince: async ({ revokes }: ReadRepositories, now: number) =>
      (await revokes.due(now, 1))[0]?.dueAt ?? null,
    run: (now: number) => run(deps, now),
    revokeNow: (subject: RevokedSubject) => revokeNow(deps, subject),
  }
}

const openQueued = (vault: TokenVault, queued: RevokeRecord): string => {
  const { tenantId, connectionId: subjectId, generation, refreshSealed } = queued
  return vault.open(refreshSealed, { tenantId, subjectId, field: 'refresh_token', generation })
}
