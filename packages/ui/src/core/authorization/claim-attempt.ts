// Claims an attempt with the secret of the browser that came back; loaded where one is handed over.
import { ATTEMPT_RECEIVED, type Attempt, type Code } from '@mooring/contract'
import type { Client } from '../client.ts'
import { pathOf } from '../paths.ts'
import { pause } from '../pause.ts'
import { problemOf } from '../problem-error.ts'
import type { Handed } from './attempt-signals.ts'
import type { AuthorizationSession } from './authorization-session.ts'
import type { AuthorizationStore } from './authorization-store.ts'
import type { OutcomeLog } from './outcome-log.ts'

/** The page that claims. */
export interface Claimant {
  readonly client: Client
  readonly flows: AuthorizationStore
  readonly log: OutcomeLog
  /** What it has claimed with, or is about to: an attempt's id, a space, a secret. */
  readonly tried: Set<string>
  readonly isStopped: () => boolean
  readonly applyAttempt: (attempt: Attempt) => Promise<void>
  /** Asks for every waiting attempt, and plans the next time. */
  readonly poll: () => Promise<void>
}

/** Between two tries (ms): the first pause, and the longest. */
const FIRST_MS = 500
const LONGEST_MS = 8_000

/** Refusals that another try does not change: the secret is another person's, or no attempt waits for it. */
const REFUSALS: readonly Code[] = [
  'state_invalid',
  'session_mismatch',
  'forbidden',
  'not_found',
  'invalid_request',
]

/**
 * Claims it, whosever it is: the server decides. Other tabs may do the same, and get the first one's outcome.
 * @param answer says to the window that handed it over that it is needed no more
 */
export async function claimAttempt(
  page: Claimant,
  { attempt: attemptId, claim: secret }: Handed,
  answer: (message: unknown) => void = () => {},
): Promise<void> {
  const { flows, log, tried } = page
  if (typeof attemptId !== 'string' || typeof secret !== 'string' || !/^att_[a-z0-9_]+$/.test(attemptId))
    return
  const handed = `${attemptId} ${secret}`
  if (tried.has(handed)) return
  tried.add(handed)
  const received = () => answer({ type: ATTEMPT_RECEIVED, attempt: attemptId })
  if (log.started.has(attemptId) || flows.ofAttempt(attemptId)) {
    // It outlives a reload from here on, before the window that has it closes.
    log.handed.add(handed)
    received()
    patch(page, attemptId, { isFinishing: true, isElsewhere: false })
  }
  const attempt = await post(page, attemptId, secret)
  if (page.isStopped()) return
  log.handed.remove(handed)
  if (attempt) {
    received()
    await page.applyAttempt(attempt)
  }
  await page.poll()
}

/** @returns the attempt as the claim has left it; null where it is refused or no longer wanted */
async function post(page: Claimant, attemptId: string, secret: string): Promise<Attempt | null> {
  for (let wait = FIRST_MS; !page.isStopped(); wait = Math.min(wait * 2, LONGEST_MS)) {
    try {
      return await page.client.post<Attempt>(pathOf('/attempts/:id/claim', attemptId), { secret })
    } catch (thrown) {
      const problem = problemOf(thrown)
      if (REFUSALS.includes(problem.code)) return null
      patch(page, attemptId, { problem })
    }
    await pause(wait)
  }
  return null
}

function patch({ flows }: Claimant, attemptId: string, change: Partial<AuthorizationSession>): void {
  const flow = flows.ofAttempt(attemptId)
  if (flow && flow.phase !== 'ended') flows.update(flow.id, change)
}
