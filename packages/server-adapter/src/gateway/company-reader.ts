// The accounting API: reading a company, and the host's own calls under it.
import { companyAddress } from './company-address.ts'
import { readCompanyInfo } from './company-reply.ts'
import type { Deadlines } from './deadlines.ts'
import { mayContainFault, parseFault } from './fault-parsing.ts'
import { type CompanyInfo, GatewayError, type IntuitGateway, type IntuitReply } from './intuit-gateway.ts'
import { networkFailure } from './network-failure.ts'
import { asPlatformResponse, type BodyLimits, readCapped } from './read-body.ts'
import { canSendTwice, isJsonText } from './request-body.ts'
import { intuitTidOf, send, within } from './transport.ts'

export interface CompanyReaderOptions {
  /** `…/v3/company` */
  readonly base: string
  readonly deadlines: Deadlines
  readonly fetch: typeof globalThis.fetch
  readonly now: () => number
}

/** The header of a token; refuses one that can't be in a header, since fetch would quote it in its error. */
function bearer(accessToken: string): string {
  if (/^[\x21-\x7e]+$/.test(accessToken)) return `Bearer ${accessToken}`
  throw new GatewayError('invalid_request', 'The access token has characters no token has.', {
    sent: false,
  })
}

async function readCompany(
  options: CompanyReaderOptions,
  realmId: string,
  accessToken: string,
): Promise<CompanyInfo> {
  const answer = await send(options.fetch, {
    url: companyAddress(options.base, realmId, `/companyinfo/${realmId}`),
    method: 'GET',
    headers: { authorization: bearer(accessToken), accept: 'application/json' },
    deadline: options.deadlines.company,
  })
  return readCompanyInfo(answer, options.now())
}

/** The host's headers, with what is ours put over them. */
function headersFor({ headers: given, body }: RequestInit, accessToken: string): Headers {
  const authorization = bearer(accessToken)
  const headers = new Headers(given)
  headers.delete('cookie')
  if (!headers.has('accept')) headers.set('accept', 'application/json')
  if (isJsonText(body) && !headers.has('content-type')) headers.set('content-type', 'application/json')
  headers.set('authorization', authorization)
  return headers
}

/** The platform's `fetch` takes a body that is read as it is sent only with this word. */
const streamed = (init: RequestInit): RequestInit & { duplex?: 'half' } =>
  canSendTwice(init.body) ? init : { duplex: 'half', ...init }

/** Rejects when the signal aborts, for a fetch that doesn't heed its signal. */
const abortOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })

async function request(options: CompanyReaderOptions, url: string, init: RequestInit): Promise<Response> {
  const deadline = AbortSignal.timeout(options.deadlines.request)
  const signal = init.signal ? AbortSignal.any([init.signal, deadline]) : deadline
  try {
    init.signal?.throwIfAborted()
    const answer = options.fetch(url, { ...streamed(init), redirect: 'manual', credentials: 'omit', signal })
    return asPlatformResponse(await Promise.race([answer, abortOf(signal)]))
  } catch (error) {
    // The host's own wish to stop is no failure of Intuit's.
    if (init.signal?.aborted) throw init.signal.reason
    if (deadline.aborted)
      throw new GatewayError('timeout', `Intuit did not answer within ${options.deadlines.request} ms.`)
    throw networkFailure(error)
  }
}

/** Of a success: a fault inside one is small, and a larger answer is not copied for it. */
const INSIDE_SUCCESS: BodyLimits = { most: 16 * 1024, goesOn: mayContainFault }
/** Ms: the host waits for its answer meanwhile. */
const INSIDE_SUCCESS_DEADLINE = 1_000

async function faultOf(response: Response, deadline: number): Promise<IntuitReply> {
  const { status, headers } = response
  const [limits, patience] = response.ok
    ? [INSIDE_SUCCESS, Math.min(INSIDE_SUCCESS_DEADLINE, deadline)]
    : [undefined, deadline]
  const text = await within(patience, async () => readCapped(response.clone(), limits)).catch(() => null)
  return { status, fault: parseFault(text), intuitTid: intuitTidOf(headers) }
}

/** The part of the gateway that talks to the accounting API. */
export function createCompanyReader(
  options: CompanyReaderOptions,
): Pick<IntuitGateway, 'readCompany' | 'request' | 'faultOf'> {
  return {
    readCompany: (realmId, accessToken) => readCompany(options, realmId, accessToken),
    async request(realmId, accessToken, path, init = {}) {
      const url = companyAddress(options.base, realmId, path)
      return request(options, url, { ...init, headers: headersFor(init, accessToken) })
    },
    faultOf: (response) => faultOf(response, options.deadlines.company),
  }
}
