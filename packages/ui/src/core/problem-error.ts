// A failed call as an error that carries its problem, and the problems only a browser can know.
import type { Problem } from '@mooring/contract'

/** What every call of the client rejects with. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

/** A problem that no server reported: the server was out of reach, or what answered was not the adapter. */
export function browserProblem(
  code: 'offline' | 'internal' | 'not_found' | 'popup_blocked',
  detail: string,
  status = 0,
): Problem {
  return {
    type: `urn:mooring:problem:${code}`,
    title: detail,
    status,
    code,
    detail,
    action: code === 'offline' ? 'wait' : code === 'popup_blocked' ? 'try_again' : 'contact_support',
    retryable: true,
    reference: '',
  }
}

/** The problem of anything that was thrown. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return thrown.problem
  return browserProblem('internal', thrown instanceof Error ? thrown.message : String(thrown))
}
