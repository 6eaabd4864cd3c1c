// On what terms a request of the host's is made: how long it may take, and that it is one.
import { REQUEST_DEADLINE_MOST_MS } from '../config/defaults.ts'
import { checkPath } from '../gateway/company-address.ts'
import { GatewayError } from '../gateway/intuit-gateway.ts'
import { SECOND } from '../platform/clock.ts'
import { mooringError } from './mooring-error.ts'

/** What `fetch` takes, and how long the answer may take. */
export interface CompanyRequestInit extends RequestInit {
  /**
   * Milliseconds until the answer has begun, the wait for one's turn and a refresh included: a whole number up to 120,000.
   * @default 15,000; in a guarded run no limit of ours, and Intuit's own of 120 s for each try
   */
  readonly deadlineMs?: number
}

/** A request as it is handed on, and how long it may take where the host says so. */
export interface RequestTerms {
  readonly init: RequestInit
  readonly deadlineMs: number | undefined
}

/** What is asked for, before anything is done for it. @throws MooringError `invalid_request` */
export function checkTerms(path: string, { deadlineMs, ...init }: CompanyRequestInit): RequestTerms {
  const isTime = deadlineMs === undefined || (Number.isInteger(deadlineMs) && deadlineMs > 0)
  if (!isTime || (deadlineMs ?? 0) > REQUEST_DEADLINE_MOST_MS)
    throw mooringError(
      'invalid_request',
      `deadlineMs is a whole number of milliseconds, from 1 to ${REQUEST_DEADLINE_MOST_MS}.`,
    )
  try {
    checkPath(path)
  } catch (error) {
    throw error instanceof GatewayError ? mooringError('invalid_request', error.message) : error
  }
  return { init, deadlineMs }
}

/** What a request that took too long rejects with. */
export const tookTooLong = ({ isQueued }: { readonly isQueued: boolean }, ms: number) =>
  isQueued
    ? mooringError(
        'rate_limited',
        "More requests of this company wait than Intuit's limits let through in time. Try again in a moment.",
      )
    : mooringError(
        'intuit_unavailable',
        `QuickBooks did not answer within ${ms / SECOND} s. Try again in a moment; deadlineMs gives a long report more time.`,
      )
