// What the log says of an attempt that ended without a connection.
import type { Config } from '../config/config.ts'
import type { AttemptRecord } from '../stores/records.ts'

/** What Intuit said, where it did. */
interface Said {
  readonly status?: number | null
  readonly fault?: string | null
}

/**
 * One line, under the reference that is shown: an error where only the operator can fix it.
 * @param hint what the operator should check
 */
export function logFailedAttempt(
  { logger, environment }: Pick<Config, 'logger' | 'environment'>,
  { id, tenantId, connectionId, outcome, problem, intuitTids }: AttemptRecord,
  { hint, ...said }: Said & { readonly hint?: string | null } = {},
): void {
  if (problem === null) return
  const { code, action, reference } = problem
  const subject = { attemptId: id, tenantId, connectionId, reference, code, environment }
  const fields = { ...subject, ...said, intuitTid: intuitTids.at(-1) ?? null }
  const sentence = hint ?? `An authorization ended as ${outcome}.`
  if (action === 'fix_configuration') logger.error(fields, sentence)
  else logger.info(fields, sentence)
}
