// A new company's grant is stored in a switch: which connection the new one replaces, and what ends now.
import type { Actor } from '@mooring/contract'
import type { Config } from '../config/config.ts'
import { isWaitingSwitch, pendingSwitch } from '../connection/pending-switch.ts'
import { endConnection } from '../disconnect/end-connection.ts'
import type { AttemptRecord, ConnectionRecord, PendingSwitch } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'

interface Beginning {
  readonly attempt: Pick<AttemptRecord, 'changeWhy'>
  readonly confirmCompany: Config['confirmCompany']
  readonly now: number
  readonly actor: Actor
}

/** What a switch makes of the connections that were there. */
export interface BegunSwitch {
  /** The id of the connection that the new one replaces. */
  readonly replaces: string
  /** What waits for the answer; null where nothing is left to end. */
  readonly switching: PendingSwitch | null
  /** A token now waits to be revoked. */
  readonly revokes: boolean
}

/** @param target the connection that the person switches from */
export async function beginSwitch(
  tx: Repositories,
  target: ConnectionRecord,
  { attempt, confirmCompany, now, actor }: Beginning,
): Promise<BegunSwitch> {
  const old = await inUse(tx, target)
  const end = async (record: ConnectionRecord, why: PendingSwitch['why']) =>
    await endConnection(tx, record, {
      ...{ reason: 'by_user', why, deleteData: false, now, actor, revokeDueAt: now },
    })
  const siblings = await tx.connections.list(target.tenantId)
  const waiting = siblings.filter((record) => isWaitingSwitch(record) && record.replaces === old.id)
  for (const record of waiting) await end(record, 'wrong_company')
  const isOver = old.status === 'disconnected'
  const { why } = pendingSwitch(attempt.changeWhy, now)
  if (!isOver && confirmCompany === 'never') {
    await end(old, why)
    return { replaces: old.id, switching: null, revokes: true }
  }
  const switching = isOver ? null : pendingSwitch(why, now)
  return { replaces: old.id, switching, revokes: waiting.length > 0 }
}

/** Who switches from a company that no one has confirmed still switches from the one in use. */
async function inUse({ connections }: Repositories, target: ConnectionRecord): Promise<ConnectionRecord> {
  if (!isWaitingSwitch(target) || target.replaces === null) return target
  return (await connections.get(target.replaces)) ?? target
}

/** The row of the company that a switch waits with already, chosen in it again: it waits anew, for the reason given now. */
export function chosenAgain(
  record: ConnectionRecord,
  { allowCompanyChange, connectionId, changeWhy }: AttemptRecord,
  now: number,
): ConnectionRecord {
  const isSame = allowCompanyChange && isWaitingSwitch(record) && record.replaces === connectionId
  return isSame ? { ...record, switching: pendingSwitch(changeWhy, now) } : record
}
