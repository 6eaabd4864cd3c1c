// The host's own calls of the accounting API: a live token, Intuit's limits, one refresh on a 401.
import type { Parts } from '../config/parts.ts'
import { appendHistory } from '../events/save-connection.ts'
import { noteRefresh, noteRefusal, quietLog } from '../failures/incident.ts'
import { GatewayError, type IntuitReply } from '../gateway/intuit-gateway.ts'
import { discardBody } from '../gateway/read-body.ts'
import { readRetryAfter } from '../gateway/retry-after.ts'
import { dayOf, MINUTE, SECOND } from '../platform/clock.ts'
import { recordFailure } from '../refresh/record-failure.ts'
import type { LiveToken, RefreshCoordinator } from '../refresh/refresh-coordinator.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Ledgers } from '../stores/store.ts'
import { mooringError } from './mooring-error.ts'
import { createProbe } from './probe.ts'
import { createRequestDoubts, type RequestDoubts } from './request-doubts.ts'
import { createRequestPace, type RequestPace } from './request-pace.ts'

export interface CompanyRequests {
  /**
   * fetch under `/v3/company/{realmId}`; `path` begins with `/`.
   * @returns Intuit's answer, whatever its status
   * @throws NotFoundError, ConnectionUnavailableError, StoreUnavailableError, MooringError (`intuit_unavailable`;
   *   `invalid_request` for a path that leaves the company); the reason of `init.signal`
   */
  request(tenantId: string, connectionId: string, path: string, init?: RequestInit): Promise<Response>
}

/** One call as the host made it. */
interface HostCall {
  readonly tenantId: string
  readonly connectionId: string
  readonly path: string
  readonly init: RequestInit
}

/** An answer, and the token it was asked with. */
interface Sent {
  readonly response: Response
  readonly token: LiveToken
}

/** After a 429 without Retry-After (Intuit: "wait 60 seconds"). */
const THROTTLE_PAUSE_MS = MINUTE
/** Throttles of one connection are kept in the history at most once in this time. */
const THROTTLE_NOTE_MS = MINUTE

/** A body that is read once can't be sent twice. */
const canRepeat = ({ body }: RequestInit): boolean =>
  body === undefined || body === null || !(body instanceof ReadableStream)

/** Waits, or rejects with the signal's reason. */
async function pauseOrAbort(pause: Promise<void>, signal: AbortSignal | null): Promise<void> {
  if (signal === null) return pause
  let leave: (() => void) | undefined
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
  })
  try {
    await Promise.race([pause, aborted])
  } finally {
    if (leave) signal.removeEventListener('abort', leave)
  }
}

export function createCompanyRequests(
  parts: Parts,
  coordinator: Pick<RefreshCoordinator, 'getToken' | 'refresh'>,
  doubts: Pick<RequestDoubts, 'consider'> = createRequestDoubts(parts, createProbe(parts, coordinator)),
): CompanyRequests {
  const { config, gateway, store } = parts
  const paces = new Map<string, RequestPace>()
  const throttledAt = new Map<string, number>()
  let throttles = quietLog

  function paceOf(connectionId: string): RequestPace {
    const pace = paces.get(connectionId) ?? createRequestPace(parts.pause)
    paces.set(connectionId, pace)
    return pace
  }

  async function send({ tenantId, connectionId, path, init }: HostCall): Promise<Sent> {
    const waited = await paceOf(connectionId).turn(init.signal ?? null)
    if (waited) config.logger.debug({ connectionId }, "Waited for Intuit's limit of requests per company.")
    const token = await coordinator.getToken(tenantId, connectionId)
    try {
      const response = await gateway.request(token.realmId, token.accessToken, path, init)
      return { response, token }
    } catch (error) {
      throw error instanceof GatewayError ? unreachable(error) : error
    }
  }

  /** Once more with another token where Intuit refused this one; the refusal itself where a refresh brought none. */
  async function renewed(call: HostCall, refused: Sent): Promise<Sent & { again: boolean }> {
    const { connectionId, tenantId } = call
    const { generation } = refused.token
    await coordinator.refresh(connectionId, { cause: 'rejected', rejectedGeneration: generation })
    const next = await coordinator.getToken(tenantId, connectionId)
    if (next.generation === generation || !canRepeat(call.init)) return { ...refused, again: false }
    discardBody(refused.response)
    return { ...(await send(call)), again: true }
  }

  /** Waits as long as Intuit asks, and tries once more. */
  async function patient(call: HostCall, throttled: Response): Promise<Response> {
    await noteThrottle(call.connectionId)
    const asked = readRetryAfter(throttled.headers.get('retry-after'), config.now())
    const wait = asked === null ? THROTTLE_PAUSE_MS : asked * SECOND
    await pauseOrAbort(parts.pause(wait), call.init.signal ?? null)
    discardBody(throttled)
    const { response } = await send(call)
    if (response.status === 429) {
      await noteThrottle(call.connectionId)
      await noteQuota(call.connectionId, await gateway.faultOf(response))
    }
    return response
  }

  async function noteThrottle(connectionId: string): Promise<void> {
    const now = config.now()
    const last = throttledAt.get(connectionId)
    const isNoted = last !== undefined && now - last < THROTTLE_NOTE_MS
    if (!isNoted) {
      throttledAt.set(connectionId, now)
      config.logger.warn({ connectionId }, 'Intuit throttles this company: waiting.')
    }
    await keep(connectionId, async (ledgers, record) => {
      await ledgers.health.count(record, dayOf(now), { throttled: 1 })
      if (isNoted) return
      const note = { type: 'request.throttled', outcome: 'failed', code: 'rate_limited' } as const
      await appendHistory(ledgers, record, [note], { at: now, actor: null })
    })
  }

  /** A limit that outlasts its wait on several connections at once is the month's quota. */
  async function noteQuota(connectionId: string, reply: IntuitReply): Promise<void> {
    throttles = noteRefusal(throttles, connectionId, config.now())
    if (throttles.since !== null) await recordReply(connectionId, { reply, renewed: false, quota: true })
  }

  /** Writes about a connection; a store that is away must not take the host's answer with it. */
  async function keep(
    connectionId: string,
    work: (ledgers: Ledgers, record: ConnectionRecord) => Promise<unknown>,
  ): Promise<void> {
    try {
      await store.write(async (ledgers) => {
        const record = await ledgers.connections.get(connectionId)
        if (record !== null && record.status !== 'disconnected') await work(ledgers, record)
      })
    } catch (error) {
      config.logger.error(
        { connectionId, error: String(error) },
        'An answer of Intuit could not be recorded.',
      )
    }
  }

  const recordReply = (
    connectionId: string,
    { reply, renewed, quota = false }: { reply: IntuitReply; renewed: boolean; quota?: boolean },
  ) =>
    keep(connectionId, async (ledgers, record) => {
      const error = failureOf(reply)
      const failedCall = { call: 'request', error, type: 'request.refused', actor: null } as const
      await recordFailure(parts, ledgers, record, { ...failedCall, renewed, quota })
    })

  async function request(tenantId: string, connectionId: string, path: string, init: RequestInit = {}) {
    const call = { tenantId, connectionId, path, init }
    const first = await send(call)
    const second = first.response.status === 401 ? await renewed(call, first) : { ...first, again: false }
    const throttled = second.response.status === 429 && canRepeat(init)
    const response = throttled ? await patient(call, second.response) : second.response
    if (response.ok) throttles = noteRefresh(throttles, connectionId)
    await doubts.consider(connectionId, response, second.again)
    return response
  }

  return { request }
}

const failureOf = ({ status, fault, intuitTid }: IntuitReply): GatewayError => {
  const kind = status === 401 ? 'unauthorized' : status === 429 ? 'throttled' : 'forbidden'
  return new GatewayError(kind, 'Intuit refused a request.', { status, fault, intuitTid })
}

const unreachable = (error: GatewayError) =>
  error.kind === 'invalid_request'
    ? mooringError('invalid_request', error.message)
    : mooringError('intuit_unavailable', 'QuickBooks did not answer. Try again in a moment.', {
        ...(error.intuitTid === null ? {} : { intuitTid: error.intuitTid }),
      })
