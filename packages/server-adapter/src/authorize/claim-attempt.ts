// The starter's page claims an attempt with the secret that the browser which came back was handed.
import type { Attempt } from '@mooring/contract'
import { isStillAllowed } from '../access/access.ts'
import { ATTEMPT_PUT_OFF_MS } from '../config/defaults.ts'
import type { Identity } from '../config/options.ts'
import { mooringError, NotFoundError, problemOf } from '../errors/mooring-error.ts'
import type { AttemptRecord } from '../stores/records.ts'
import { endedWithGrant, saveAttempt } from './attempt-changes.ts'
import { attemptView, hasRunOut, isFinishing } from './attempt-view.ts'
import { ownedAttempt } from './attempts.ts'
import { isSecretOf } from './claim-secret.ts'
import { type GrantDeps, resumeAttempt } from './exchange-grant.ts'

const NOT_ALLOWED =
  'You may not do any more what this authorization was started for. Nothing was changed; ask an administrator of your account.'

/**
 * The same secret again answers the outcome; a wrong one uses up nothing.
 * @throws MooringError `forbidden`, `state_invalid`, `session_mismatch`; NotFoundError
 */
export async function claimAttempt(
  deps: GrantDeps,
  caller: Identity,
  id: string,
  secret: string,
): Promise<Attempt> {
  const { config } = deps
  const owned = await ownedAttempt(deps, caller, id)
  if (!isSecretOf(owned, secret)) {
    throw mooringError(
      'state_invalid',
      'This authorization came back in another browser, or did not come back yet. Nothing was changed.',
    )
  }
  const claimed = await take(deps, caller, id)
  // Proven already. Where it is not, the process that reads its company goes on.
  if (claimed.outcome === 'pending' && claimed.step === 'verified')
    await resumeAttempt(deps, claimed, config.now())
  return attemptView(await ownedAttempt(deps, caller, id), caller, config.now())
}

async function take({ config, store }: GrantDeps, caller: Identity, id: string): Promise<AttemptRecord> {
  const taken = await store.write(async (tx) => {
    const now = config.now()
    const current = await tx.attempts.get(id)
    if (current === null) throw new NotFoundError('attempt')
    const { claim } = current
    const isOver = current.outcome !== 'pending' || hasRunOut(current, now)
    if (isOver || claim === null || claim.claimedAt !== null) return current
    if (!isStillAllowed(current, caller)) {
      // The grant of a re-authorization may be the only living one: its end decides.
      if (!isFinishing(current)) await saveAttempt(tx, refused(current, now), now)
      return null
    }
    const { permissions } = caller
    // Background work goes on from here should this process die.
    const dueAt = current.step === 'verified' ? now + ATTEMPT_PUT_OFF_MS : current.dueAt
    const own = { ...current, claim: { ...claim, claimedAt: now }, permissions, dueAt }
    return await saveAttempt(tx, own, now)
  })
  if (taken === null) throw mooringError('session_mismatch', NOT_ALLOWED)
  return taken
}

const refused = (attempt: AttemptRecord, now: number): AttemptRecord => {
  const problem = { ...problemOf('session_mismatch', NOT_ALLOWED), reference: attempt.id }
  return endedWithGrant(attempt, { outcome: 'failed', problem }, now)
}
