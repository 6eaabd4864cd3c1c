// A reason the demo can't start, in one sentence a person can act on.

/** Thrown while starting; its message is printed alone, without a stack. */
export class StartProblem extends Error {}

/** The code Node gives a system error ("EADDRINUSE"), or null. */
export const systemCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null

const SQLITE_FULL = 13

/** As Node, SQLite or Postgres' own programs say it. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const isSqlite = 'errcode' in error && typeof error.errcode === 'number'
  if (isSqlite && (Number(error.errcode) & 0xff) === SQLITE_FULL) return true
  return (
    ['ENOSPC', 'EDQUOT'].includes(systemCode(error) ?? '') ||
    /No space left on device|ENOSPC/.test(error.message)
  )
}
