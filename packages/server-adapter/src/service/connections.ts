// Reading connections, and what people do with them: confirm, disconnect, look at the impact and the history.
import type {
  Connection,
  ConnectionList,
  DisconnectImpact,
  DisconnectRequest,
  HistoryPage,
  HistoryVerification,
  HostConnection,
} from '@mooring/contract'
import { HOST_IMPACT_DEADLINE_MS, RETRY_FIRST_MS, REVOKE_WAIT_MS } from '../config/defaults.ts'
import type { Identity } from '../config/options.ts'
import type { Parts } from '../config/parts.ts'
import { saveConnection } from '../events/save-connection.ts'
import { toTimestamp } from '../platform/clock.ts'
import { withinDeadline } from '../platform/deadline.ts'
import { wordlessFields } from '../platform/thrown.ts'
import { nextDueAt } from '../refresh/refresh-policy.ts'
import type { ConnectionRecord, HistoryRecord } from '../stores/records.ts'
import { endReplaced, isLateRefusal } from '../switches/end-switch.ts'
import { isWaitingSwitch } from '../switches/pending-switch.ts'
import { openRealm } from '../vault/grant-sealing.ts'
import { VaultError } from '../vault/token-vault.ts'
import { actorOf, may, need } from './access.ts'
import type { Attempts } from './attempts.ts'
import { confirmed } from './connection-changes.ts'
import { callerView, hostView, type ViewContext } from './connection-view.ts'
import { endConnection } from './end-connection.ts'
import { isOf } from './forgotten.ts'
import { ConnectionUnavailableError, mooringError, NotFoundError } from './mooring-error.ts'
import type { RevokedSubject } from './revokes.ts'
import { withSetup } from './setup-changes.ts'
import { verifyHistory } from './verify-history.ts'
import { whoElse } from './who-else.ts'

/** Gives a queued revoke to Intuit at once; resolves when it was tried, and never rejects. */
export type RevokeNow = (subject: RevokedSubject) => Promise<void>

/** A revoke is tried at once; the background takes it up should this process die meanwhile. */
const REVOKED_LATER_MS = RETRY_FIRST_MS * 6

const NO_IMPACT: DisconnectImpact = { stops: [], keeps: [], deletes: [], canDeleteData: false }

/** Which of a tenant's connections are listed. */
export interface ListPage {
  /** The id of the last connection of the page before; null for the first page. */
  readonly after: string | null
  readonly limit: number
}

export function createConnections(parts: Parts, attempts: Attempts, revokeNow: RevokeNow) {
  const { config, store } = parts

  const context = (): ViewContext => ({ now: config.now(), warnBeforeDays: config.warnBeforeDays })

  /** A row as this caller sees it; the realm id is opened only for those who may audit, or have to say that it is the right one. */
  async function view(caller: Identity, record: ConnectionRecord): Promise<Connection> {
    const isAsked = record.status === 'awaiting_confirmation' && may(caller, 'connect')
    const realmId = may(caller, 'audit') || isAsked ? await realmOf(record) : null
    return callerView(record, caller, { ...context(), realmId })
  }

  /** null where it can't be opened: one damaged row must not take the whole list with it. */
  async function realmOf(record: ConnectionRecord): Promise<string | null> {
    const vault = await parts.vault()
    try {
      return openRealm(vault, record)
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      config.logger.error(
        { connectionId: record.id, tenantId: record.tenantId, keyId: error.keyId },
        'A realm id can not be opened with the configured keys',
      )
      return null
    }
  }

  async function row(tenantId: string, id: string): Promise<ConnectionRecord> {
    if (typeof id !== 'string') throw new NotFoundError()
    const record = await store.read(async (ledgers) => await ledgers.connections.get(id))
    if (!isOf(record, tenantId)) throw new NotFoundError()
    return record
  }

  /** A tenant's connections, oldest first, a page of them. */
  async function list(caller: Identity, { after, limit }: ListPage): Promise<ConnectionList> {
    const [{ records, position }, whoCan] = await Promise.all([
      store.read(async (ledgers) => ({
        records: await ledgers.connections.listPage(caller.tenantId, after, limit + 1),
        position: await ledgers.changes.latest(),
      })),
      whoElse(config, caller),
    ])
    const shown = records.slice(0, limit)
    const { supportContact: contact, dataUse } = config
    return {
      connections: await Promise.all(shown.map((record) => view(caller, record))),
      attempts: await attempts.pendingOf(caller),
      can: { connect: may(caller, 'connect') },
      whoCan,
      support: contact === null ? null : { contact },
      dataUse,
      nextPage: records.length > limit ? (shown.at(-1)?.id ?? null) : null,
      cursor: String(position),
    }
  }

  async function get(caller: Identity, id: string): Promise<Connection> {
    return await view(caller, await row(caller.tenantId, id))
  }

  /** Saying it twice changes nothing. */
  async function confirm(caller: Identity, id: string): Promise<Connection> {
    await row(caller.tenantId, id)
    const { record, old } = await store.write(async (ledgers) => {
      const before = await ledgers.connections.get(id)
      if (before === null) throw new NotFoundError()
      if (before.status === 'disconnected') throw goneError(before)
      if (before.status !== 'awaiting_confirmation') return { record: before, old: null }
      if (isWaitingSwitch(before)) need(caller, 'disconnect')
      const now = config.now()
      const actor = actorOf(caller)
      const ended = await endReplaced(ledgers, before, { now, actor, revokeDueAt: now + REVOKED_LATER_MS })
      const change = withSetup(before, confirmed(before, now), { plan: config.setup, now })
      const next = { ...change.record, dueAt: nextDueAt(change.record, config, now, parts.random) }
      const saved = await saveConnection(ledgers, next, { at: now, actor, events: change.events })
      return { record: saved, old: ended }
    })
    if (old !== null) await revokeSoon(old)
    return await view(caller, record)
  }

  async function disconnect(caller: Identity, id: string, request: DisconnectRequest): Promise<Connection> {
    // "No, another company" takes the right to connect alone; who has neither is told nothing of the row.
    const mayRefuse = request.why === 'wrong_company' && may(caller, 'connect')
    if (!mayRefuse) need(caller, 'disconnect')
    const before = await row(caller.tenantId, id)
    const refusing = before.status === 'awaiting_confirmation' && request.why === 'wrong_company'
    if (!refusing) need(caller, 'disconnect')
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
      actor: ReturnType<typeof actorOf> | null
      /** Whether it comes too late: the connection then stays as it is. */
      isLost?: (current: ConnectionRecord) => boolean
    },
  ): Promise<ConnectionRecord> {
    if (before.status === 'disconnected') return before
    if (deleteData && !(await canDeleteData(before))) {
      throw mooringError('invalid_request', 'The data of this connection can not be deleted.', {
        fields: [{ path: 'deleteData', message: 'is not possible for this connection' }],
      })
    }
    const now = config.now()
    await store.write(async (ledgers) => {
      const current = await ledgers.connections.get(before.id)
      if (current === null || current.status === 'disconnected') return
      if (by.isLost?.(current)) return
      await endConnection(ledgers, current, {
        reason: by.reason,
        why: why ?? null,
        deleteData: deleteData ?? false,
        now,
        actor: by.actor,
        revokeDueAt: now + REVOKED_LATER_MS,
      })
    })
    await revokeSoon(before)
    return await row(before.tenantId, before.id)
  }

  /** Not waited for longer than a person would: the background goes on with it. */
  const revokeSoon = async (subject: RevokedSubject) =>
    await Promise.race([revokeNow(subject), parts.pause(REVOKE_WAIT_MS)])

  /** Where a host says nothing about deleting, it is taken at the caller's word and told by event. */
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

  async function history(
    caller: Identity,
    id: string,
    page: { cursor: number | null; limit: number; by: 'people' | null },
  ): Promise<HistoryPage> {
    await row(caller.tenantId, id)
    const records = await store.read(
      async (ledgers) => await ledgers.history.page(id, page.cursor, page.limit + 1, page.by),
    )
    const shown = records.slice(0, page.limit)
    const last = records.length > page.limit ? shown.at(-1) : undefined
    return { entries: shown.map(historyView), nextCursor: last === undefined ? null : String(last.entry) }
  }

  async function verified(caller: Identity, id: string): Promise<HistoryVerification> {
    await row(caller.tenantId, id)
    return await verifyHistory(store, id)
  }

  async function forHost(record: ConnectionRecord): Promise<HostConnection> {
    return hostView(record, openRealm(await parts.vault(), record), context())
  }

  return { list, get, view, row, confirm, disconnect, end, impact, history, verified, forHost }
}

export type Connections = ReturnType<typeof createConnections>

const impactUnknown = () =>
  mooringError('internal', 'What a disconnect would mean could not be found out just now. Please try again.')

export const goneError = (record: ConnectionRecord) =>
  new ConnectionUnavailableError(
    'connection_unavailable',
    record.reason,
    'reconnect',
    'This company was disconnected. Connect it again to use it.',
  )

export const historyView = (record: HistoryRecord) => ({
  id: record.id,
  at: toTimestamp(record.at),
  type: record.type,
  actor: record.actor,
  outcome: record.outcome,
  code: record.code,
  intuitTid: record.intuitTid,
  data: record.data,
  hash: record.hash,
})
