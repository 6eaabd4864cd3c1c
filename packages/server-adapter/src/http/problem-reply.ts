// The only file in which an error becomes an HTTP answer.
import type { Code } from '@mooring/contract'
import { whyFields } from '../errors/failure-fields.ts'
import { hostError } from '../errors/host-errors.ts'
import { MooringError, problemOf } from '../errors/mooring-error.ts'
import type { Log, LogFields } from '../platform/logger.ts'
import type { HttpReply } from './http-types.ts'

const SENTENCES: Partial<Record<Code, string>> = {
  store_unavailable: 'The data could not be reached just now. Please try again.',
  app_misconfigured: 'This product is not set up correctly for QuickBooks. Please tell its support.',
  internal: 'Something went wrong on our side. Please try again.',
}

const NOT_SET_UP =
  'The data cannot be reached until this product is set up correctly. Please tell its support.'

/** What a person reads: an error of ours as it is; what failed below in words that are not for developers. */
export function toMooringError(error: unknown): MooringError {
  const safe = hostError(error)
  if (safe === error) return safe
  const { code, retryable, action } = safe
  const sentence = code === 'store_unavailable' && !retryable ? NOT_SET_UP : SENTENCES[code]
  return new MooringError(problemOf(code, sentence ?? safe.message, { retryable, action }))
}

/** Whose request it was, as far as that is known. */
export type Subject = LogFields

/** Logs what a reader of logs needs, with the reference the person sees. */
export function logError(logger: Log, error: unknown, safe: MooringError, subject: Subject = {}): void {
  const fields = { ...subject, code: safe.code, reference: safe.reference }
  if (safe.problem.status < 500) logger.info(fields, safe.message)
  else logger.error({ ...fields, ...whyFields(error) }, safe.message)
}

export function problemReply(error: MooringError, headers: HttpReply['headers'] = {}): HttpReply {
  const { problem } = error
  return {
    status: problem.status,
    headers: { 'Content-Type': 'application/problem+json; charset=utf-8', ...headers },
    body: JSON.stringify(problem),
  }
}
