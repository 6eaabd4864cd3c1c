// One call to Intuit: one request, one deadline, a capped answer, no redirect, no second try.
import { withinDeadline } from '../platform/deadline.ts'
import { GatewayError } from './intuit-gateway.ts'
import { networkFailure } from './network-failure.ts'
import { readCapped } from './read-body.ts'

export interface IntuitCall {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Record<string, string>
  readonly body?: string
  /** Milliseconds for headers and body together. */
  readonly deadline: number
}

export interface IntuitAnswer {
  readonly status: number
  readonly headers: Headers
  /** null where the body is larger than the cap or broke off. */
  readonly text: string | null
  readonly intuitTid: string | null
}

type Fetch = typeof globalThis.fetch

/** Intuit's id of a call, from its answer's headers; null where there is none that looks like one. */
export function intuitTidOf(headers: Headers): string | null {
  const tid = headers.get('intuit_tid')
  return tid !== null && /^[\w.:-]{1,128}$/.test(tid) ? tid : null
}

/**
 * Runs `work` for at most `ms` milliseconds, and aborts its controller where it fails or is late; an answer that was read whole
 * leaves nothing to abort. It ends on time also when `work` ignores the signal.
 * @throws GatewayError of kind `timeout`
 */
export async function within<T>(ms: number, work: (controller: AbortController) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const late = (): GatewayError => new GatewayError('timeout', `Intuit did not answer within ${ms} ms.`)
  try {
    return await withinDeadline(work(controller), ms, late)
  } catch (error) {
    controller.abort()
    throw error
  }
}

/** 5xx, 408 and 429 say all there is to know: their body is welcome, but not needed. */
export const isIntuitsTrouble = (status: number): boolean => status >= 500 || status === 408 || status === 429

/**
 * Sends one call and reads its answer, whatever the status.
 * @throws GatewayError `timeout`, `network`, or `invalid_response` for a redirect
 */
export async function send(fetch: Fetch, call: IntuitCall): Promise<IntuitAnswer> {
  let head: Omit<IntuitAnswer, 'text'> | null = null
  try {
    return await within(call.deadline, async (controller) => {
      const response = await fetch(call.url, {
        method: call.method,
        headers: call.headers,
        body: call.body,
        redirect: 'manual',
        credentials: 'omit',
        signal: controller.signal,
      })
      head = { status: response.status, headers: response.headers, intuitTid: intuitTidOf(response.headers) }
      refuseRedirect(response)
      const text = await readCapped(response)
      // What is left of a body that is too large is not waited for.
      if (text === null) controller.abort()
      return { ...head, text }
    })
  } catch (error) {
    const answered = head as Omit<IntuitAnswer, 'text'> | null
    if (answered !== null && isIntuitsTrouble(answered.status)) return { ...answered, text: null }
    throw networkFailure(error)
  }
}

function refuseRedirect(response: Response): void {
  const { status } = response
  if (!response.redirected && status >= 200 && (status < 300 || status >= 400)) return
  throw new GatewayError('invalid_response', `Intuit's address answered with a redirect (${status}).`, {
    status,
    intuitTid: intuitTidOf(response.headers),
  })
}
