// How the attempt of this very browser went: it is known by its cookie alone.

import { timingSafeEqual } from 'node:crypto'
import { attemptView } from '../authorize/attempt-view.ts'
import { refusedCompanyContext } from '../authorize/link-attempts.ts'
import { truthOf } from '../authorize/link-state.ts'
import type { Deps } from '../deps.ts'
import { sha256 } from '../platform/ids.ts'
import type { LinkEnd } from '../stores/links.ts'
import type { AttemptRecord, ConnectionRecord } from '../stores/records.ts'
import { VaultError } from '../vault/token-vault.ts'
import { momentOf } from './links.ts'

/** A cookie of an attempt. */
export interface AttemptSecret {
  readonly attemptId: string
  readonly secret: string
}

export interface FinishedLink {
  readonly attempt: AttemptRecord
  /** Whether its link can still be used, or how that has ended. */
  readonly truth: 'open' | LinkEnd
  readonly connection: ConnectionRecord | null
  /** As shown: an attempt whose time is over has expired. */
  readonly outcome: AttemptRecord['outcome']
  readonly problem: AttemptRecord['problem']
  /** The other company that was chosen, where one was. */
  readonly refusedCompany: string | null
}

function isSecretOf({ secret }: AttemptSecret, { cookieHash }: AttemptRecord): boolean {
  return timingSafeEqual(Buffer.from(sha256(secret)), Buffer.from(cookieHash))
}

const lastMoment = ({ returnedAt, createdAt }: AttemptRecord): number => returnedAt ?? createdAt

/** @returns null where this browser has come from no link, or long ago */
export async function findFinished(
  deps: Deps,
  secrets: readonly AttemptSecret[],
): Promise<FinishedLink | null> {
  const moment = momentOf(deps)
  const found = await deps.store.read(async (tx) => {
    const own: AttemptRecord[] = []
    for (const cookie of secrets) {
      const attempt = await tx.attempts.get(cookie.attemptId)
      if (attempt?.linkId != null && isSecretOf(cookie, attempt)) own.push(attempt)
    }
    const [attempt] = own.sort((one, other) => lastMoment(other) - lastMoment(one))
    if (attempt === undefined) return null
    const link = await tx.links.get(attempt.linkId ?? '')
    const connection = await tx.connections.get(attempt.connectionId ?? '')
    const truth = link === null ? 'withdrawn' : truthOf(link, connection, moment)
    return { attempt, truth, connection }
  })
  if (found === null) return null
  const { outcome, problem } = attemptView(found.attempt, found.attempt, moment.now)
  return { ...found, outcome, problem, refusedCompany: await openedName(deps, found.attempt) }
}

async function openedName(deps: Deps, attempt: AttemptRecord): Promise<string | null> {
  if (attempt.refusedCompany === null) return null
  const vault = await deps.vault()
  try {
    return vault.open(attempt.refusedCompany, refusedCompanyContext(attempt))
  } catch (error) {
    // Sealed with a key that is gone since: the page does without the name.
    if (error instanceof VaultError) return null
    throw error
  }
}
