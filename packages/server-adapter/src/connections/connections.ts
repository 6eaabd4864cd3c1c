// Reading a tenant's connections: as its people see them, and as its host does.
import type { Connection, ConnectionList, HostConnection } from '@mooring/contract'
import { may } from '../access/access.ts'
import { whoElse } from '../access/who-else.ts'
import type { Identity } from '../config/options.ts'
import { ownConnection } from '../connection/own-connection.ts'
import type { Deps } from '../deps.ts'
import { NotFoundError } from '../errors/mooring-error.ts'
import { openRealm } from '../keys/grant-sealing.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { ReadRepositories } from '../stores/store.ts'
import { MissingKeyError, VaultError } from '../vault/token-vault.ts'
import { callerView, hostView, type ViewContext } from './connection-view.ts'

/** Which of a tenant's connections are listed. */
export interface ListPage {
  /** The id of the last connection of the page before; null for the first page. */
  readonly after: string | null
  readonly limit: number
}

/** @param pendingOf what a caller has under way at Intuit */
export function createConnections(
  deps: Deps,
  pendingOf: (tx: ReadRepositories, caller: Identity) => Promise<ConnectionList['attempts']>,
) {
  const { config, store } = deps

  const context = (): ViewContext => ({ now: config.now(), warnBeforeDays: config.warnBeforeDays })

  /** A row as this caller sees it; the realm id is opened only for those who may audit, or have to say that it is the right one. */
  async function view(caller: Identity, record: ConnectionRecord): Promise<Connection> {
    const isAsked = record.status === 'awaiting_confirmation' && may(caller, 'connect')
    const realmId = may(caller, 'audit') || isAsked ? await realmOf(record) : null
    return callerView(record, caller, { ...context(), realmId })
  }

  /** null where it can't be opened: one damaged row must not take the whole list with it. */
  async function realmOf(
    record: ConnectionRecord,
    isThrown: (error: VaultError) => boolean = () => false,
  ): Promise<string | null> {
    const vault = await deps.vault()
    try {
      return openRealm(vault, record)
    } catch (error) {
      if (!(error instanceof VaultError) || isThrown(error)) throw error
      config.logger.error(
        { connectionId: record.id, tenantId: record.tenantId, keyId: error.keyId },
        'A realm id cannot be opened with the configured keys',
      )
      return null
    }
  }

  async function row(tenantId: string, id: string): Promise<ConnectionRecord> {
    if (typeof id !== 'string') throw new NotFoundError()
    return await store.read((tx) => ownConnection(tx, tenantId, id))
  }

  /** A tenant's connections, oldest first, a page of them. */
  async function list(caller: Identity, { after, limit }: ListPage): Promise<ConnectionList> {
    // Side by side, so that a server is asked for all of it in one message.
    const readAll = (tx: ReadRepositories) =>
      Promise.all([
        tx.connections.listPage(caller.tenantId, after, limit + 1),
        tx.changes.latest(),
        pendingOf(tx, caller),
      ])
    const [[records, position, attempts], whoCan] = await Promise.all([
      store.read(readAll),
      whoElse(config, caller),
    ])
    const shown = records.slice(0, limit)
    const { supportContact: contact, dataUse } = config
    return {
      connections: await Promise.all(shown.map((record) => view(caller, record))),
      attempts,
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

  /** The realm id is empty where it was damaged. @throws MissingKeyError where another instance may have its key */
  async function forHost(record: ConnectionRecord): Promise<HostConnection> {
    const realmId = await realmOf(record, (error) => error instanceof MissingKeyError)
    return hostView(record, realmId ?? '', context())
  }

  return { list, get, view, row, forHost }
}

export type Connections = ReturnType<typeof createConnections>
