// A grant that can't be opened although its key is there: altered, torn, or moved from the row it was sealed for.

import { eventsOf } from '../connection/connection-lifecycle.ts'
import type { Deps } from '../deps.ts'
import { NotFoundError } from '../errors/mooring-error.ts'
import { backOff } from '../failures/back-off.ts'
import { openGrant, openRealm } from '../keys/grant-sealing.ts'
import { HOUR, MINUTE } from '../platform/clock.ts'
import type { ConnectionRecord, GrantRecord } from '../stores/records.ts'
import { StoreUnavailableError } from '../stores/store.ts'
import { MissingKeyError, type TokenVault, VaultError } from '../vault/token-vault.ts'
import { saveRow } from './save-row.ts'

/** Nothing repairs it by itself; an operator who restores the row need not say so. */
const WATCH = { first: 5 * MINUTE, longest: HOUR }

const BLOCKED = { status: 'blocked', reason: 'app_misconfigured' } as const

const isUnreadable = (error: unknown): boolean =>
  error instanceof VaultError && !(error instanceof MissingKeyError)

function opens(vault: TokenVault, record: ConnectionRecord, grant: GrantRecord): boolean {
  try {
    openRealm(vault, record)
    openGrant(vault, grant)
    return true
  } catch (error) {
    if (!isUnreadable(error)) throw error
    return false
  }
}

/**
 * Blocks a connection whose secrets do not open, and reports it to the operator. The grant stays as it is: a restored
 * row or a new consent brings the connection back.
 * @returns the row as it then is
 * @throws the error itself where it is anything else; StoreUnavailableError where the grant was replaced meanwhile
 */
export async function blockUnreadable(
  deps: Deps,
  connectionId: string,
  error: unknown,
): Promise<ConnectionRecord> {
  if (!isUnreadable(error)) throw error
  const vault = await deps.vault()
  const { record, blocked } = await deps.store.write(async (tx) => {
    const before = await tx.connections.get(connectionId)
    if (before === null) throw new NotFoundError()
    const grant = await tx.grants.get(connectionId)
    if (grant !== null && opens(vault, before, grant)) throw replaced()
    // Nothing is asked of a dead grant any more.
    const isOver = before.status === 'reauthorization_required' || before.status === 'disconnected'
    if (grant === null || isOver) return { record: before, blocked: false }
    const now = deps.config.now()
    const events = eventsOf(before, BLOCKED)
    const failures = before.failures + 1
    const retryAt = now + backOff(WATCH, failures, deps.random())
    const note = {
      type: 'token.refresh',
      outcome: 'failed',
      code: 'grant_unreadable',
      data: BLOCKED,
    } as const
    const change = { record: { ...before, ...BLOCKED, failures, retryAt }, events }
    const history = events.length > 0 ? [note] : []
    return { record: await saveRow(deps, tx, { ...change, now, history }), blocked: true }
  })
  const { tenantId } = record
  if (blocked)
    deps.config.logger.error(
      { connectionId, tenantId, keyId: (error as VaultError).keyId, code: BLOCKED.reason },
      'What is stored of a connection cannot be opened: it was altered, or moved from its row. Restore the row from a backup, or have a person re-authorize.',
    )
  deps.wake()
  return record
}

/**
 * Opens what is stored of a connection, and asks Intuit nothing.
 * @returns the row as it then is: blocked where it does not open
 * @throws MissingKeyError where another instance may have the key
 */
export async function tryGrant(deps: Deps, record: ConnectionRecord): Promise<ConnectionRecord> {
  if (record.reason === BLOCKED.reason) return record
  const grant = await deps.store.read(({ grants }) => grants.get(record.id))
  if (grant === null) return record
  try {
    const vault = await deps.vault()
    openRealm(vault, record)
    openGrant(vault, grant)
    return record
  } catch (error) {
    return await blockUnreadable(deps, record.id, error)
  }
}

const replaced = () =>
  new StoreUnavailableError('The stored tokens were replaced while they were read. Try again.')
