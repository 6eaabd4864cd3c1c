// Whether what stopped a move can be over by the next try.
import { PostgresFailure } from '../stores/postgres/postgres-error.ts'
import { translateSqliteError } from '../stores/sqlite/sqlite-error.ts'
import { StoreUnavailableError } from '../stores/store.ts'

/** Failures of a database that is there, and stays as it is until it is changed: SQLSTATEs, their classes, Node's codes. */
const STAYS: readonly string[] = [
  '25006',
  '3F000',
  '42P01',
  '57P04',
  'XX001',
  'XX002',
  'ENOTFOUND',
  'MOORING_STANDBY',
]

/** False for what no one here knows: a mistake in a program stops each try alike. */
export function isRetryable(error: unknown): boolean {
  const known = translateSqliteError(error, '')
  if (known instanceof StoreUnavailableError) return known.retryable
  const failure = error instanceof PostgresFailure ? error : new PostgresFailure(error)
  return failure.remedy !== null && !failure.isLasting && !STAYS.includes(failure.code ?? '')
}
