// The host's own calls of the accounting API: a live token, Intuit's limits, one refresh on a 401.
import { REQUEST_DEADLINE_MS } from '../config/defaults.ts'
import type { CompanyRequestInit } from '../config/request-options.ts'
import { idOf } from '../errors/id-of.ts'
import { ConnectionUnavailableError } from '../errors/mooring-error.ts'
import { discardBody } from '../gateway/read-body.ts'
import { canSendTwice } from '../gateway/request-body.ts'
import { readRetryAfter } from '../gateway/retry-after.ts'
import type { Parts } from '../parts.ts'
import { SECOND } from '../platform/clock.ts'
import { unlessAborted, untilDeadline, withinDeadline } from '../platform/deadline.ts'
import type { RefreshCoordinator } from '../tokens/refresh-coordinator.ts'
import { isSaidByCompany } from '../tokens/refresh-outcomes.ts'
import { createProbe } from './probe.ts'
import { recordReply } from './record-answer.ts'
import { createRequestDoubts, type RequestDoubts } from './request-doubts.ts'
import { checkTerms, tookTooLong } from './request-terms.ts'
import { createRequestThrottles, THROTTLE_PAUSE_MS } from './request-throttles.ts'
import type { GuardedRun, RunAccess } from './run-access.ts'
import { answerTo, type HostCall, type HostRequest, type RequestParts } from './send-request.ts'
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

/** Waits of one call in a run for a throttle to end, one after the other. */
const THROTTLE_WAITS = 10

/** Waits as long as Intuit asks. */
async function sitOut(parts: Parts, call: HostRequest, throttled: Response): Promise<void> {
  const asked = readRetryAfter(throttled.headers.get('retry-after'), parts.config.now())
  discardBody(throttled)
  const wait = asked === null ? THROTTLE_PAUSE_MS : asked * SECOND
  await unlessAborted(parts.pause(wait), call.init.signal)
}

/** A limit that outlasts its wait on several connections at once is the month's quota. */
async function noteThrottle(parts: RequestParts, host: HostRequest, response: Response): Promise<void> {
  const { throttles, gateway } = parts
  if (!(await throttles.note(host))) return
  await parts.reads.spent()
  await recordReply(parts, host.connectionId, {
    reply: await gateway.faultOf(response),
    renewed: false,
    quota: true,
  })
}

async function learnFrom(
  parts: RequestParts,
  host: HostRequest,
  response: Response,
  again: boolean,
): Promise<void> {
  const { doubts, throttles } = parts
  const { connectionId } = host
  if (response.status === 429) await noteThrottle(parts, host, response)
  if (response.ok) throttles.forget(connectionId)
  await doubts.consider(host, response, again)
}

const ask = (parts: RequestParts, host: HostRequest, ms: number | null): Promise<Response> =>
  parts.telemetry.span('mooring.request', {}, async (set) => {
    try {
      const response = await askOnce(parts, host, ms)
      set({ 'http.response.status_code': response.status })
      return response
    } catch (error) {
      if (error instanceof ConnectionUnavailableError && error.reason !== null)
        set({ 'mooring.reason': error.reason })
      throw error
    }
  })

/** @param ms until it gives up, or delays the answer no longer for what it may learn from it; null: never */
async function askOnce(parts: RequestParts, host: HostRequest, ms: number | null): Promise<Response> {
  const began = parts.elapsed()
  const { init } = host
  const call: HostCall = { ...host, isQueued: false }
  const answered =
    ms === null
      ? await answerTo(parts, call)
      : await untilDeadline({ ms, signal: init.signal, late: () => tookTooLong(call, ms) }, (signal) => {
          call.init = { ...init, signal }
          return answerTo(parts, call)
        })
  const { response, again } = answered
  parts.recorder.note(host, response)
  const learned = learnFrom(parts, host, response, again)
  if (ms === null) await learned
  else
    await withinDeadline(learned, Math.max(0, ms - (parts.elapsed() - began)), () => stillLearning).catch(
      rethrown,
    )
  return response
}

/** The answer of a run's call, or why there is no token for it now although no person is needed for one. */
const askInRun = (
  parts: RequestParts,
  call: HostRequest,
  ms: number | null,
): Promise<Response | ConnectionUnavailableError> =>
  ask(parts, call, ms).catch((error: unknown) => {
    if (error instanceof ConnectionUnavailableError && error.action === 'wait') return error
    throw error
  })

async function requestInRun(
  parts: RequestParts,
  call: HostRequest,
  ms: number | null,
  verdict: () => Promise<void>,
): Promise<Response> {
  const mayRepeat = canSendTwice(call.init.body)
  let isJudged = false
  for (let waits = 0; ; ) {
    const answer = await askInRun(parts, call, ms)
    if (answer instanceof ConnectionUnavailableError) {
      if (isJudged) throw answer
    } else {
      const isThrottled = answer.status === 429 && mayRepeat && waits++ < THROTTLE_WAITS
      if (isThrottled) {
        await sitOut(parts, call, answer)
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

export function createCompanyRequests(
  given: Parts,
  coordinator: Pick<RefreshCoordinator, 'getToken' | 'refresh'>,
  doubts: Pick<RequestDoubts, 'consider'> = createRequestDoubts(given, createProbe(given, coordinator)),
  recorder: Pick<WriteRecorder, 'note'> = noWriteLog,
): CompanyRequests {
  const throttles = createRequestThrottles(given)
  const parts: RequestParts = { ...given, coordinator, doubts, recorder, throttles, paces: new Map() }
  const { fetch } = given.config
  return {
    request: async (tenantId, connectionId, path, asked) => {
      const { init, deadlineMs = REQUEST_DEADLINE_MS } = checkTerms(path, asked, fetch)
      const call = {
        tenantId,
        connectionId: idOf(connectionId),
        runId: null,
        purpose: 'request',
        path,
        init,
      } as const
      return await ask(parts, call, deadlineMs)
    },
    forRun: ({ tenantId, connectionId, runId, purpose }) => ({
      request: async (path, asked, verdict) => {
        const { init, deadlineMs = null } = checkTerms(path, asked, fetch)
        const call = { tenantId, connectionId, runId, purpose, path, init }
        return await requestInRun(parts, call, deadlineMs, verdict)
      },
      askAgain: async (row) => {
        if (!isSaidByCompany(row)) await coordinator.refresh(connectionId, { cause: 'repair' })
      },
    }),
  }
}

/** What is learned of an answer goes on after the answer was handed on. */
const stillLearning = new Error('Still learning.')
const rethrown = (error: unknown): void => {
  if (error !== stillLearning) throw error
}
