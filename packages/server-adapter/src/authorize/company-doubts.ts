// What a company read that failed means for the grant it was made with.
import { COMPANY_FAULTS } from '../failures/classify-failure.ts'
import { GatewayError, type IntuitGrant } from '../gateway/intuit-gateway.ts'
import type { AttemptRecord } from '../stores/records.ts'
import { isReauthorization, seenHolder } from '../stores/renewed-connection.ts'

const PASSING: readonly string[] = ['throttled', 'unavailable', 'timeout', 'network', 'invalid_response']

/** Faults of a company that is locked or under maintenance: it comes back by itself (Intuit's error code pages). */
const LOCKED: readonly (string | null)[] = ['140', '150']

/** Reads of a re-authorization's company that are refused before its grant counts as refused. */
const REFUSED_READS = 3

/**
 * A fresh access token is not refused with 401, and a refusal of Intuit's contains a fault: a re-authorization's grant may be
 * the only living one, and is not thrown away for a hiccup.
 */
export const isHiccup = (attempt: AttemptRecord, error: unknown): boolean =>
  isReauthorization(attempt) &&
  attempt.tries < REFUSED_READS - 1 &&
  error instanceof GatewayError &&
  (error.kind === 'unauthorized' || error.fault === null)

/**
 * Whether Intuit says of a re-authorization's company that it can't be used now, and so that the grant is its own: the
 * connection takes it, since the one before may have ended by it, and says what the company needs.
 */
export const isOfCompany = (attempt: AttemptRecord, error: unknown): error is GatewayError =>
  (attempt.allowCompanyChange ? seenHolder(attempt) !== null : isReauthorization(attempt)) &&
  error instanceof GatewayError &&
  COMPANY_FAULTS.includes(error.fault?.code ?? null)

/** Whether a refusal says of the access token alone that it has ended: its clock may have been wrong, and a refresh shows whether the grant lives. */
export const isOldToken = (
  attempt: AttemptRecord,
  { refreshToken }: Pick<IntuitGrant, 'refreshToken'>,
  error: unknown,
): boolean =>
  isReauthorization(attempt) &&
  refreshToken !== null &&
  error instanceof GatewayError &&
  error.kind === 'unauthorized'

export const isTransient = (error: unknown): boolean =>
  error instanceof GatewayError &&
  (PASSING.includes(error.kind) || LOCKED.includes(error.fault?.code ?? null))
