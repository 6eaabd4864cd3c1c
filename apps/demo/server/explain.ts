// The sentence for a start that failed: what is wrong, and what to do.
import { MadeOnceError } from '../../../scripts/made-once.ts'
import { isDiskFull, StartProblem, systemCode } from './start-problem.ts'

const NOT_ALLOWED = ['EACCES', 'EPERM', 'EROFS']

/** The sentence for the reason; a stack only for one that nothing here expects. */
export async function explain(error: unknown): Promise<string> {
  // Two things that could not be closed, one after the other.
  if (error instanceof SuppressedError) {
    return `${await explain(error.suppressed)}\n${await explain(error.error)}`
  }
  if (error instanceof StartProblem || error instanceof MadeOnceError) return error.message
  if (isDiskFull(error)) {
    return `The disk is full${fileOf(error)}: free some space, or let MOORING_DB name a file on another disk, and start again.`
  }
  if (NOT_ALLOWED.includes(systemCode(error) ?? '')) {
    return `This account may not write${fileOf(error)}: change its permissions, or let MOORING_DB name a file elsewhere, and start again.`
  }
  // Loaded here: it takes a second, and a wrong word in the environment is said at once.
  const { MooringError } = await import('@mooring/server-adapter')
  if (error instanceof MooringError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

const fileOf = (error: unknown) =>
  error instanceof Error && 'path' in error && typeof error.path === 'string' ? ` (${error.path})` : ''
