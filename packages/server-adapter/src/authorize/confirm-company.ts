// A person says that the company that came back is the right one.
import type { Connection } from '@mooring/contract'
import { actorOf, need } from '../access/access.ts'
import type { Identity } from '../config/options.ts'
import { awaitsConfirmation } from '../connection/confirmation.ts'
import { confirmed } from '../connection/connection-changes.ts'
import { disconnectedError } from '../connection/disconnected-error.ts'
import { ownConnection } from '../connection/own-connection.ts'
import { isWaitingSwitch } from '../connection/pending-switch.ts'
import { resumeNotes } from '../connection/resume-notes.ts'
import { withSetup } from '../connection/setup-changes.ts'
import type { Connections } from '../connections/connections.ts'
import type { Deps } from '../deps.ts'
import { REVOKED_LATER_MS, type RevokeNow, revokeSoon } from '../disconnect/revokes.ts'
import { saveConnection } from '../events/save-connection.ts'
import { endReplaced } from '../switches/end-switch.ts'
import { nextDueAt } from '../tokens/refresh-policy.ts'
import { unavailableIn } from '../tokens/unavailable.ts'

export function createConfirmation(
  deps: Deps,
  { row, view }: Pick<Connections, 'row' | 'view'>,
  revokeNow: RevokeNow,
) {
  const { config, store } = deps

  /** Saying it twice changes nothing. */
  return async function confirm(caller: Identity, id: string): Promise<Connection> {
    await row(caller.tenantId, id)
    const { record, old } = await store.write(async (tx) => {
      const before = await ownConnection(tx, caller.tenantId, id)
      if (before.status === 'disconnected') throw disconnectedError(before)
      if (before.status !== 'awaiting_confirmation' && awaitsConfirmation(before)) throw unavailableIn(before)
      if (before.status !== 'awaiting_confirmation') return { record: before, old: null }
      if (isWaitingSwitch(before)) need(caller, 'disconnect')
      const now = config.now()
      const actor = actorOf(caller)
      const ended = await endReplaced(tx, before, { now, actor, revokeDueAt: now + REVOKED_LATER_MS })
      const change = withSetup(before, confirmed(before, now), { plan: config.setup, now })
      const next = { ...change.record, dueAt: nextDueAt(change.record, config, now, deps.random) }
      const events = [...change.events, ...resumeNotes(next)]
      const saved = await saveConnection(tx, next, { at: now, actor, events })
      return { record: saved, old: ended }
    })
    if (old !== null) await revokeSoon(deps, revokeNow, old)
    return await view(caller, record)
  }
}

export type ConfirmCompany = ReturnType<typeof createConfirmation>
