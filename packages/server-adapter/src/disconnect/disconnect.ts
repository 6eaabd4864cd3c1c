// Ends a connection, for a person or for the host, and says before what that would mean.
import type { Actor, Connection, DisconnectImpact, DisconnectRequest } from '@mooring/contract'
import { actorOf, may, need } from '../access/access.ts'
import { HOST_IMPACT_DEADLINE_MS } from '../config/defaults.ts'
import type { Identity } from '../config/options.ts'
import { isLateRefusal, isUnconfirmed } from '../connection/pending-switch.ts'
import type { Connections } from '../connections/connections.ts'
import type { Deps } from '../deps.ts'
import { mooringError } from '../errors/mooring-error.ts'
import { withinDeadline } from '../platform/deadline.ts'
import { wordlessFields } from '../platform/thrown.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import { endConnection } from './end-connection.ts'
import { REVOKED_LATER_MS, type RevokeNow, revokeSoon } from './revokes.ts'

const NO_IMPACT: DisconnectImpact = { stops: [], keeps: [], deletes: [], canDeleteData: false }

type Rows = Pick<Connections, 'row' | 'view' | 'forHost'>

export function createDisconnects(deps: Deps, { row, view, forHost }: Rows, revokeNow: RevokeNow) {
  const { config, store } = deps

  async function disconnect(caller: Identity, id: string, request: DisconnectRequest): Promise<Connection> {
    // "No, another company" takes the right to connect alone; a caller with neither learns nothing of the row.
    const mayRefuse = request.why === 'wrong_company' && may(caller, 'connect')
    if (!mayRefuse) need(caller, 'disconnect')
    const before = await row(caller.tenantId, id)
    const refusing = isUnconfirmed(before) && request.why === 'wrong_company'
    // The same "No" again, of a second tab or after an answer that was lost.
    const { why, unconfirmed } = before.disconnect ?? {}
    const hasRefused = before.status === 'disconnected' && unconfirmed === true && why === 'wrong_company'
    if (!refusing && !hasRefused) need(caller, 'disconnect')
    const isLost = (current: ConnectionRecord) =>
      isLateRefusal(current, request.why, { refusing, now: config.now() })
    const ended = await end(before, request, { reason: 'by_user', actor: actorOf(caller), isLost })
    return await view(caller, ended)
  }

  async function end(
    before: ConnectionRecord,
    { why, deleteData }: DisconnectRequest,
    by: {
      reason: 'by_user' | 'by_host'
      actor: Actor | null
      /** Whether it comes too late: the connection then stays as it is. */
      isLost?: (current: ConnectionRecord) => boolean
    },
  ): Promise<ConnectionRecord> {
    if (before.status === 'disconnected') return before
    if (deleteData && !(await canDeleteData(before))) {
      throw mooringError('invalid_request', 'The data of this connection cannot be deleted.', {
        fields: [{ path: 'deleteData', message: 'is not possible for this connection' }],
      })
    }
    const now = config.now()
    const isEnded = await store.write(async (tx) => {
      // Asked side by side, what ends it needs no question of its own.
      const [current] = await Promise.all([
        tx.connections.get(before.id),
        tx.grants.get(before.id),
        tx.history.last(before.id),
        tx.meta.incident(),
      ])
      if (current === null || current.status === 'disconnected' || by.isLost?.(current)) return false
      await endConnection(tx, current, {
        reason: by.reason,
        why: why ?? null,
        deleteData: deleteData ?? false,
        now,
        actor: by.actor,
        revokeDueAt: now + REVOKED_LATER_MS,
      })
      return true
    })
    // Of two disconnects at once the one that ended it revokes: Intuit would answer a second revoke as one of an unknown token.
    if (isEnded) await revokeSoon(deps, revokeNow, before)
    return await row(before.tenantId, before.id)
  }

  /** Where a host says nothing about deleting, the caller's answer is used, and sent with the event. */
  async function canDeleteData(record: ConnectionRecord): Promise<boolean> {
    return config.disconnectImpact === null || (await impactOf(record)).canDeleteData
  }

  async function impactOf(record: ConnectionRecord): Promise<DisconnectImpact> {
    if (config.disconnectImpact === null) return NO_IMPACT
    const subject = { ...(await forHost(record)), tenantId: record.tenantId }
    const asked = (async () => await config.disconnectImpact?.(subject))()
    const impact = await withinDeadline(asked, HOST_IMPACT_DEADLINE_MS, impactUnknown).catch(
      (error: unknown) => {
        config.logger.error(
          { connectionId: record.id, tenantId: record.tenantId, ...wordlessFields(error) },
          'disconnectImpact failed',
        )
        throw impactUnknown()
      },
    )
    return { ...NO_IMPACT, ...impact }
  }

  async function impact(caller: Identity, id: string): Promise<DisconnectImpact> {
    return await impactOf(await row(caller.tenantId, id))
  }

  return { disconnect, end, impact }
}

export type Disconnects = ReturnType<typeof createDisconnects>

const impactUnknown = () =>
  mooringError('internal', 'What a disconnect would mean could not be found out just now. Please try again.')
