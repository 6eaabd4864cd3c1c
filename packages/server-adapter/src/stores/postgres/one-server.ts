// One server answers everything: a proxy that spreads reads over standbys is asked not to, or is detected.
import { PostgresFailure } from './postgres-error.ts'

/**
 * Before every read: pgpool-II sends what begins with it to the primary server, in a transaction and outside. With its
 * `allow_sql_comments = on` it does not; `checkPrimary` finds that out.
 * Source: pgpool-II 4.3, "Load Balancing", conditions; tried with 4.3.5.
 */
const ON_PRIMARY = '/*NO LOAD BALANCE*/ '
const READS = /^\s*(select|with|values|table|\()/i

export const onPrimary = (text: string): string => (READS.test(text) ? `${ON_PRIMARY}${text}` : text)

/** Asked alone: pgpool-II sends what asks of `pg_is_in_recovery()` to the primary, whatever it does with other reads. */
const ALONE = "select current_setting('transaction_read_only') as state"
const WITH_ROLE =
  "select current_setting('transaction_read_only') as state, pg_is_in_recovery()::int as standby"

/**
 * A standby knows what was true some time ago: an old token from there would be refreshed once more. A primary that is
 * set to be read-only passes: what it knows is true.
 * @throws PostgresFailure
 */
export async function checkPrimary(
  ask: (text: string) => Promise<{ readonly rows: Record<string, unknown>[] }>,
): Promise<void> {
  const alone = await ask(ALONE)
  if (alone.rows[0]?.state === 'off') return
  const [both] = (await ask(WITH_ROLE)).rows
  if (both?.standby !== 0) throw new PostgresFailure('MOORING_STANDBY')
  if (both.state === 'off') throw new PostgresFailure('MOORING_SPREAD')
}
