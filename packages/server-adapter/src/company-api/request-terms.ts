// On what terms a request of the host's is made: how long it may take, and that it is one.
import { REQUEST_DEADLINE_MOST_MS } from '../config/defaults.ts'
import type { CompanyRequestInit } from '../config/request-options.ts'
import { mooringError } from '../errors/mooring-error.ts'
import { checkPath } from '../gateway/company-address.ts'
import { GatewayError } from '../gateway/intuit-gateway.ts'
import { unsendable } from '../gateway/request-body.ts'
import { SECOND } from '../platform/clock.ts'

/** A request as it is handed on, and how long it may take where the host says so. */
export interface RequestTerms {
  readonly init: RequestInit
  readonly deadlineMs: number | undefined
}

type Fetch = typeof globalThis.fetch

const wrong = (detail: string) => mooringError('invalid_request', detail)

function isTaken(make: () => unknown): boolean {
  try {
    make()
    return true
  } catch {
    return false
  }
}

/** @throws MooringError `invalid_request` for what is no signal */
export function checkSignal(signal: AbortSignal | null | undefined): void {
  if (signal && !isTaken(() => AbortSignal.any([signal]))) throw wrong('"signal" is no AbortSignal.')
}

/**
 * What `fetch` would refuse before it sends anything. It is said in words of our own: those of `fetch` quote the value,
 * and without this check they would be taken for a network that failed.
 */
function checkInit({ body, signal, ...others }: RequestInit, fetch: Fetch): void {
  const { method = 'GET', headers } = others
  checkSignal(signal)
  if (!isTaken(() => new Headers(headers)))
    throw wrong('"headers" have a name or a value that cannot be sent.')
  const init: RequestInit = { ...others, redirect: 'manual', credentials: 'omit' }
  if (!isTaken(() => new Request('http://localhost/', init)))
    throw wrong('"method" or another word of the request is none that fetch takes.')
  if (body === undefined || body === null) return
  if (/^(?:get|head)$/i.test(method)) throw wrong(`A ${method} has no body: give a "method", such as POST.`)
  const why = unsendable(body, fetch === globalThis.fetch)
  if (why !== null) throw wrong(why)
}

/**
 * What is asked for, before anything is done for it.
 * @param fetch what sends it
 * @throws MooringError `invalid_request`
 */
export function checkTerms(
  path: string,
  given: CompanyRequestInit | null | undefined,
  fetch: Fetch,
): RequestTerms {
  const { deadlineMs, ...init } = given ?? {}
  const isTime = deadlineMs === undefined || (Number.isInteger(deadlineMs) && deadlineMs > 0)
  if (!isTime || (deadlineMs ?? 0) > REQUEST_DEADLINE_MOST_MS)
    throw wrong(`deadlineMs is a whole number of milliseconds, from 1 to ${REQUEST_DEADLINE_MOST_MS}.`)
  checkInit(init, fetch)
  try {
    checkPath(path)
  } catch (error) {
    throw error instanceof GatewayError ? wrong(error.message) : error
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
