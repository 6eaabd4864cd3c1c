// The only place where an error becomes an HTTP answer.
import type { Code } from '@mooring/contract'
import type { Logger } from '../platform/logger.ts'
import { hostError } from '../service/host-errors.ts'
import { MooringError, problemOf } from '../service/mooring-error.ts'
import type { HttpReply } from './exchange.ts'

const SENTENCES: Partial<Record<Code, string>> = {
  store_unavailable: 'The data could not be reached just now. Please try again.',
  app_misconfigured: 'This product is not set up correctly for QuickBooks. Please tell its support.',
  internal: 'Something went wrong on our side. Please try again.',
}

const NOT_SET_UP =
  'The data can not be reached until this product is set up correctly. Please tell its support.'

/** What a person reads: an error of ours as it is; what failed below in words that are not for developers. */
export function toMooringError(error: unknown): MooringError {
  const told = hostError(error)
  if (told === error) return told
  const { code, retryable, action } = told
  const sentence = code === 'store_unavailable' && !retryable ? NOT_SET_UP : SENTENCES[code]
  return new MooringError(problemOf(code, sentence ?? told.message, { retryable, action }))
}

/** Logs what a reader of logs needs, with the reference the person sees. */
export function logError(logger: Logger, error: unknown, told: MooringError): void {
  const fields = { code: told.code, reference: told.reference }
  if (told.problem.status < 500) {
    logger.info(fields, told.message)
    return
  }
  const cause =
    error instanceof Error && !(error instanceof MooringError)
      ? { cause: error.name, stack: framesOf(error) }
      : {}
  logger.error({ ...fields, ...cause }, told.message)
}

/** Where it happened, without the message: that may hold anything. */
const framesOf = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')

export function problemReply(error: MooringError, headers: HttpReply['headers'] = {}): HttpReply {
  const { problem } = error
  return {
    status: problem.status,
    headers: { 'Content-Type': 'application/problem+json; charset=utf-8', ...headers },
    body: JSON.stringify(problem),
  }
}
