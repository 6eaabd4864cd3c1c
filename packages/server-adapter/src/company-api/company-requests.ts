// The host's own calls of the accounting API: a live token, Intuit's limits, one refresh on a 401.
import { REQUEST_DEADLINE_MS } from '../config/defaults.ts'
import type { CompanyRequestInit } from '../config/request-options.ts'
import { ConnectionUnavailableError, mooringError } from '../errors/mooring-error.ts'
import { GatewayError, type IntuitReply } from '../gateway/intuit-gateway.ts'
import { discardBody } from '../gateway/read-body.ts'
import { canSendTwice } from '../gateway/request-body.ts'
import { readRetryAfter } from '../gateway/retry-after.ts'
import type { Parts } from '../parts.ts'
import { SECOND } from '../platform/clock.ts'
import { unlessAborted, untilDeadline, withinDeadline } from '../platform/deadline.ts'
import type { ReadPurpose } from '../stores/reads.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'
import { recordFailure } from '../tokens/record-failure.ts'
import type { RefreshCoordinator } from '../tokens/refresh-coordinator.ts'
import { isSaidByCompany } from '../tokens/refresh-outcomes.ts'
import type { LiveToken } from '../tokens/token-cache.ts'
import { createProbe } from './probe.ts'
import { createRequestDoubts, type RequestDoubts } from './request-doubts.ts'
import { createRequestPace, type RequestPace } from './request-pace.ts'
import { checkTerms, tookTooLong } from './request-terms.ts'
import { createRequestThrottles, THROTTLE_PAUSE_MS } from './request-throttles.ts'
import type { GuardedRun, RunAccess } from './run-access.ts'
import { noWriteLog, type WriteRecorder } from './write-recorder.ts'

export interface CompanyRequests {
  /**
   * fetch under `/v3/company/{realmId}`; `path` begins with `/`. Answers within `REQUEST_DEADLINE_MS`, or `init.deadlineMs`.
   * @returns Intuit's answer, whatever its status
   * @throws NotFoundError, ConnectionUnavailableError, StoreUnavailableError, MooringError (`intuit_unavailable`;
   *   `rate_limited` where it waited in vain for its turn; `invalid_request` for a path that leaves the company, a query
   *   that would arrive changed, what `fetch` would not send); the reason of `init.signal`
   */
  request(tenantId: string, connectionId: string, path: string, init?: CompanyRequestInit): Promise<Response>
  /** The same for a guarded run, which has more patience. */
  forRun(run: GuardedRun): RunAccess
}

/** One call as the host made it. */
interface HostRequest {
  readonly tenantId: string
  readonly connectionId: string
  readonly path: string
  readonly init: RequestInit
  /** The run it belongs to; null outside one. */
  readonly runId: string | null
  readonly purpose: ReadPurpose
}

/** The same while it is made. */
interface HostCall extends HostRequest {
  init: RequestInit
  /** Whether it still waits for its turn among the company's requests. */
  isQueued: boolean
}

/** An answer, and the token it was asked with. */
interface Sent {
  readonly response: Response
  readonly token: LiveToken
}

/** Waits of one call in a run for a throttle to end, one after the other. */
const THROTTLE_WAITS = 10

export function createCompanyRequests(
  parts: Parts,
  coordinator: Pick<RefreshCoordinator, 'getToken' | 'refresh'>,
  doubts: Pick<RequestDoubts, 'consider'> = createRequestDoubts(parts, createProbe(parts, coordinator)),
  writes: Pick<WriteRecorder, 'note'> = noWriteLog,
): CompanyRequests {
  const { config, gateway, store, telemetry } = parts
  const paces = new Map<string, RequestPace>()

  function paceOf(connectionId: string): RequestPace {
    const pace = paces.get(connectionId) ?? createRequestPace(parts.pause)
    paces.set(connectionId, pace)
    return pace
  }

  async function send(call: HostCall): Promise<Sent> {
    const { tenantId, connectionId, path, init, purpose } = call
    call.isQueued = true
    // Once few reads are left, people's come first.
    const yields = isBackground(purpose) && parts.reads.state() !== 'ok'
    const waited = await paceOf(connectionId).turn(init.signal ?? null, yields)
    call.isQueued = false
    if (waited)
      config.logger.debug({ connectionId, tenantId }, "Waited for Intuit's limit of requests per company.")
    const token = await coordinator.getToken(tenantId, connectionId)
    try {
      const response = await gateway.request(token.realmId, token.accessToken, path, init, {
        tenantId,
        connectionId,
        purpose,
      })
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
    if (!canSendTwice(call.init.body)) return { ...refused, again: false }
    const next = await coordinator.getToken(tenantId, connectionId)
    if (next.generation === generation) return { ...refused, again: false }
    discardBody(refused.response)
    return { ...(await send(call)), again: true }
  }

  /** Waits as long as Intuit asks. */
  async function sitOut(call: HostRequest, throttled: Response): Promise<void> {
    const asked = readRetryAfter(throttled.headers.get('retry-after'), config.now())
    discardBody(throttled)
    const wait = asked === null ? THROTTLE_PAUSE_MS : asked * SECOND
    await unlessAborted(parts.pause(wait), call.init.signal)
  }

  /** Writes about a connection; a store that is away must not take the host's answer with it. */
  async function keep(
    connectionId: string,
    work: (tx: Repositories, record: ConnectionRecord) => Promise<unknown>,
  ): Promise<void> {
    let tenantId: string | null = null
    try {
      await store.write(async (tx) => {
        const record = await tx.connections.get(connectionId)
        tenantId = record?.tenantId ?? null
        if (record !== null && record.status !== 'disconnected') await work(tx, record)
      })
    } catch (error) {
      config.logger.error(
        { connectionId, tenantId, error: String(error) },
        'An answer of Intuit could not be recorded.',
      )
    }
  }

  const throttles = createRequestThrottles(parts, keep)

  /** A limit that outlasts its wait on several connections at once is the month's quota. */
  async function noteThrottle(host: HostRequest, response: Response): Promise<void> {
    if (!(await throttles.note(host))) return
    await parts.reads.spent()
    await recordReply(host.connectionId, {
      reply: await gateway.faultOf(response),
      renewed: false,
      quota: true,
    })
  }

  const recordReply = (
    connectionId: string,
    { reply, renewed, quota = false }: { reply: IntuitReply; renewed: boolean; quota?: boolean },
  ) =>
    keep(connectionId, async (tx, record) => {
      const error = failureOf(reply)
      const failedCall = { call: 'request', error, type: 'request.refused', actor: null } as const
      await recordFailure(parts, tx, record, { ...failedCall, renewed, quota })
    })

  /** The answer, a refreshed token's where the first was refused. */
  async function answerTo(call: HostCall): Promise<Sent & { again: boolean }> {
    const first = await send(call)
    return first.response.status === 401 ? await renewed(call, first) : { ...first, again: false }
  }

  async function learnFrom(host: HostRequest, response: Response, again: boolean): Promise<void> {
    const { connectionId } = host
    if (response.status === 429) await noteThrottle(host, response)
    if (response.ok) throttles.forget(connectionId)
    await doubts.consider(host, response, again)
  }

  const ask = (host: HostRequest, ms: number | null): Promise<Response> =>
    telemetry.span('mooring.request', {}, async (set) => {
      try {
        const response = await askOnce(host, ms)
        set({ 'http.response.status_code': response.status })
        return response
      } catch (error) {
        if (error instanceof ConnectionUnavailableError && error.reason !== null)
          set({ 'mooring.reason': error.reason })
        throw error
      }
    })

  /** @param ms until it gives up, or keeps the answer back no longer for what it may learn from it; null: never */
  async function askOnce(host: HostRequest, ms: number | null): Promise<Response> {
    const began = parts.elapsed()
    const { init } = host
    const call: HostCall = { ...host, isQueued: false }
    const answered =
      ms === null
        ? await answerTo(call)
        : await untilDeadline({ ms, signal: init.signal, late: () => tookTooLong(call, ms) }, (signal) => {
            call.init = { ...init, signal }
            return answerTo(call)
          })
    const { response, again } = answered
    writes.note(host, response)
    const learned = learnFrom(host, response, again)
    if (ms === null) await learned
    else
      await withinDeadline(learned, Math.max(0, ms - (parts.elapsed() - began)), () => stillLearning).catch(
        rethrown,
      )
    return response
  }

  /** The answer of a run's call, or why there is no token for it now although nobody is needed for one. */
  const askInRun = (call: HostRequest, ms: number | null): Promise<Response | ConnectionUnavailableError> =>
    ask(call, ms).catch((error: unknown) => {
      if (error instanceof ConnectionUnavailableError && error.action === 'wait') return error
      throw error
    })

  async function requestInRun(
    call: HostRequest,
    ms: number | null,
    verdict: () => Promise<void>,
  ): Promise<Response> {
    const mayRepeat = canSendTwice(call.init.body)
    let isJudged = false
    for (let waits = 0; ; ) {
      const answer = await askInRun(call, ms)
      if (answer instanceof ConnectionUnavailableError) {
        if (isJudged) throw answer
      } else {
        const isThrottled = answer.status === 429 && mayRepeat && waits++ < THROTTLE_WAITS
        if (isThrottled) {
          await sitOut(call, answer)
          continue
        }
        // Refused once more although all is well: that is the answer.
        if (answer.status !== 401 || isJudged) return answer
      }
      isJudged = true
      await unlessAborted(verdict(), call.init.signal)
      if (answer instanceof ConnectionUnavailableError) continue
      if (!mayRepeat) return answer
      discardBody(answer)
    }
  }

  return {
    request: async (tenantId, connectionId, path, given) => {
      const { init, deadlineMs = REQUEST_DEADLINE_MS } = checkTerms(path, given, config.fetch)
      return await ask({ tenantId, connectionId, runId: null, purpose: 'request', path, init }, deadlineMs)
    },
    forRun: ({ tenantId, connectionId, runId, purpose }) => ({
      request: async (path, given, verdict) => {
        const { init, deadlineMs = null } = checkTerms(path, given, config.fetch)
        return await requestInRun({ tenantId, connectionId, runId, purpose, path, init }, deadlineMs, verdict)
      },
      askAgain: async (row) => {
        if (!isSaidByCompany(row)) await coordinator.refresh(connectionId, { cause: 'repair' })
      },
    }),
  }
}

const isBackground = (purpose: ReadPurpose): boolean => purpose === 'run' || purpose === 'setup'

/** What is learned of an answer goes on after the answer was handed on. */
const stillLearning = new Error('Still learning.')
const rethrown = (error: unknown): void => {
  if (error !== stillLearning) throw error
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
