// The errors a host sees.
import { type Action, CODES, type Code, type Problem, problemType, type Reason } from '@mooring/contract'
import { displayLines } from '../platform/display-text.ts'
import { newId } from '../platform/ids.ts'

/** What a problem may carry besides its code and sentence. */
export type ProblemDetails = Partial<
  Pick<
    Problem,
    'action' | 'retryable' | 'intuitTid' | 'fields' | 'expectedCompany' | 'authorizedCompany' | 'openAt'
  >
>

/** Builds a problem of a code: title, status, action and retryable come from the contract's table. */
export function problemOf(code: Code, detail: string, details: ProblemDetails = {}): Problem {
  const { status, action, retryable, title } = CODES[code]
  return {
    type: problemType(code),
    title,
    status,
    code,
    detail,
    action,
    retryable,
    reference: newId('ref'),
    ...details,
  }
}

/**
 * Every error Mooring throws at a host. `message` is a sentence; there is no secret in it and no cause behind it,
 * however it is inspected.
 */
export class MooringError extends Error {
  override readonly name: string = 'MooringError'
  /** Stable. */
  readonly code: Code
  readonly action: Action
  /** Whether the same call can succeed later. */
  readonly retryable: boolean
  /** What to name to support; also in the log. */
  readonly reference: string
  /** The error as it goes over the wire. */
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.code = problem.code
    this.action = problem.action
    this.retryable = problem.retryable
    this.reference = problem.reference
    this.problem = problem
  }
}

/** A function of the host's failed: what it threw is for the log alone, and out of reach of what inspects the error. */
export class HostFault extends MooringError {
  readonly #thrown: unknown

  constructor(problem: Problem, thrown: unknown) {
    super(problem)
    this.#thrown = thrown
  }

  static thrownBehind(fault: HostFault): unknown {
    return fault.#thrown
  }
}

/** The id is not one of this tenant's. */
export class NotFoundError extends MooringError {
  override readonly name: string = 'NotFoundError'

  constructor(what: 'connection' | 'attempt' | 'link' | 'address' = 'connection') {
    super(problemOf('not_found', `There is no such ${what}.`))
  }
}

/** The connection can't be used now: `reason` says why, `action` what is needed. */
export class ConnectionUnavailableError extends MooringError {
  override readonly name: string = 'ConnectionUnavailableError'
  readonly reason: Reason | null

  constructor(
    code: 'connection_unavailable' | 'company_unconfirmed',
    reason: Reason | null,
    action: Action,
    detail: string,
  ) {
    super(problemOf(code, detail, { action, retryable: action === 'wait' }))
    this.reason = reason
  }
}

/** A run can't go on until a person acts. `syncs.run` resolves `{ outcome: 'paused' }`. */
export class SyncPausedError extends ConnectionUnavailableError {
  override readonly name: string = 'SyncPausedError'
}

/** Longer sentences are cut: a problem is read, not studied. */
const SENTENCE_LETTERS = 500

/**
 * What the work of a sync or an import throws to say why it failed, in a sentence that people read as it is, in `sync.error` or
 * `setup.error`: "Line 42: the customer has no tax code." Of every other error they read that there was one, in Mooring's words.
 */
export class SyncError extends MooringError {
  override readonly name: string = 'SyncError'

  /** @param sentence for people, in their language; at most 500 characters of it are shown */
  constructor(sentence: string) {
    const text = displayLines(String(sentence), 2 * SENTENCE_LETTERS) ?? 'The sync failed.'
    const letters = [...text]
    const isLong = letters.length > SENTENCE_LETTERS
    super(problemOf('sync_failed', isLong ? `${letters.slice(0, SENTENCE_LETTERS - 1).join('')}…` : text))
  }
}

/** Shorthand: an error of a code. */
export const mooringError = (code: Code, detail: string, details?: ProblemDetails): MooringError =>
  new MooringError(problemOf(code, detail, details))
