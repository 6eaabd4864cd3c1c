// Hands an event to the host's address: one POST, signed; whether it was taken is all that counts.
import type { HostEvent } from '@mooring/contract'
import type { Config } from '../config/config.ts'
import { ENDPOINT_DEADLINE_MS } from '../config/defaults.ts'
import { signatureHeaders } from '../signatures/sign-event.ts'

/** Why an event was not taken. Without address, secret and the answer's body. */
class EndpointError extends Error {
  override readonly name = 'EndpointError'
}

/** The code of a network failure; undici puts it into the cause. */
function codeOf(error: unknown): string {
  const { cause } = (error ?? {}) as { cause?: unknown }
  const { code } = (cause ?? {}) as { code?: unknown }
  return typeof code === 'string' ? code : 'no answer'
}

/**
 * Resolves once the address has answered 2xx, within `ENDPOINT_DEADLINE_MS`. Redirects are not followed: a signed event is for one address.
 * @param fetch what sends it
 * @throws EndpointError
 */
export async function postEvent(
  event: HostEvent,
  { eventEndpoint, now }: Pick<Config, 'eventEndpoint' | 'now'>,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<void> {
  if (eventEndpoint === null) return
  const { url, keys } = eventEndpoint
  const body = JSON.stringify(event)
  const headers = {
    'content-type': 'application/json',
    ...signatureHeaders({ id: event.id, at: now(), body }, keys),
  }
  const signal = AbortSignal.timeout(ENDPOINT_DEADLINE_MS)
  let status: number
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal })
    status = answer.status
    await answer.body?.cancel()
  } catch (error) {
    throw new EndpointError(
      signal.aborted
        ? `The event endpoint did not answer within ${ENDPOINT_DEADLINE_MS} ms.`
        : `The event endpoint could not be reached (${codeOf(error)}).`,
    )
  }
  if (status >= 200 && status < 300) return
  const isRedirect = status >= 300 && status < 400
  throw new EndpointError(
    `The event endpoint answered ${status}${isRedirect ? ': redirects are not followed' : ''}.`,
  )
}
