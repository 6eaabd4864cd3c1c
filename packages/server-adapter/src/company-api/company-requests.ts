// The host's own calls of the accounting API: a live token, Intuit's limits, one refresh on a 401.
import { REQUEST_DEADLINE_MS } from '../config/defaults.ts'
import type { CompanyRequestInit } from '../config/request-options.ts'
import type { Deps } from '../deps.ts'
import { idOf } from '../errors/id-of.ts'
import { ConnectionUnavailableError } from '../errors/mooring-error.ts'
import { discardBody } from '../gateway/read-body.ts'
import { canSendTwice } from '../gateway/request-body.ts'
import { readRetryAfter } from '../gateway/retry-after.ts'
import { SECOND } from '../platform/clock.ts'
import { unlessAborted, untilDeadline, withinDeadline } from '../platform/deadline.ts'
import type { RefreshCoordinator } from '../tokens/refresh-coordinator.ts'
import { isCompanyApiReason } from '../tokens/refresh-outcomes.ts'
import { createProbe } from './probe.ts'
import { recordReply } from './record-answer.ts'
import { createRequestDoubts, type RequestDoubts } from './request-doubts.ts'
import { checkTerms, tookTooLong } from './request-terms.ts'
import { createRequestThrottles, THROTTLE_PAUSE_MS } from './request-throttles.ts'
import type { GuardedRun, RunAccess } from './run-access.ts'
import { answerTo, type HostCall, type HostRequest, type RequestDeps } from './send-request.ts'
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
async function sitOut(deps: Deps, call: HostRequest, throttled: Response): Promise<void> {
  const asked = readRetryAfter(throttled.headers.get('retry-after'), deps.config.now())
  discardBody(throttled)
  const wait = asked === null ? THROTTLE_PAUSE_MS : asked * SECOND
  await unlessAborted(deps.pause(wait), call.init.signal)
}

/** A limit that outlasts its wait on several connections at once is the month's quota. */
async function noteThrottle(deps: RequestDeps, host: HostRequest, response: Response): Promise<void> {
  const { throttles, gateway } = deps
  if (!(await throttles.note(host))) return
  await deps.reads.spent()
  await recordReply(deps, host.connectionId, {
    reply: await gateway.faultOf(response),
    renewed: false,
    quota: true,
  })
}

async function learnFrom(
  deps: RequestDeps,
  host: HostRequest,
  response: Response,
  again: boolean,
): Promise<void> {
  const { doubts, throttles } = deps
  const { connectionId } = host
  if (response.status === 429) await noteThrottle(deps, host, response)
  if (response.ok) throttles.forget(connectionId)
  await doubts.consider(host, response, again)
}

const ask = (deps: RequestDeps, host: HostRequest, ms: number | null): Promise<Response> =>
  deps.telemetry.span('mooring.request', {}, async (set) => {
    try {
      const response = await askOnce(deps, host, ms)
      set({ 'http.response.status_code': response.status })
      return response
    } catch (error) {
      if (error instanceof ConnectionUnavailableError && error.reason !== null)
        set({ 'mooring.reason': error.reason })
      throw error
    }
  })

/** @param ms until it gives up, or delays the answer no longer for what it may learn from it; null: never */
async function askOnce(deps: RequestDeps, host: HostRequest, ms: number | null): Promise<Response> {
  const began = deps.elapsed()
  const { init } = host
  const call: HostCall = { ...host, isQueued: false }
  const answered =
    ms === null
      ? await answerTo(deps, call)
      : await untilDeadline({ ms, signal: init.signal, late: () => tookTooLong(call, ms) }, (signal) => {
          call.init = { ...init, signal }
          return answerTo(deps, call)
        })
  const { response, again } = answered
  deps.recorder.note(host, response)
  const learned = learnFrom(deps, host, response, again)
  if (ms === null) await learned
  else
    await withinDeadline(learned, Math.max(0, ms - (deps.elapsed() - began)), () => stillLearning).catch(
      rethrown,
    )
  return response
}

/** The answer of a run's call, or why there is no token for it now although no person is needed for one. */
const askInRun = (
  deps: RequestDeps,
  call: HostRequest,
  ms: number | null,
): Promise<Response | ConnectionUnavailableError> =>
  ask(deps, call, ms).catch((error: unknown) => {
    if (error instanceof ConnectionUnavailableError && error.action === 'wait') return error
    throw error
  })

async function requestInRun(
  deps: RequestDeps,
  call: HostRequest,
  ms: number | null,
  verdict: () => Promise<void>,
): Promise<Response> {
  const mayRepeat = canSendTwice(call.init.body)
  let isJudged = false
  for (let waits = 0; ; ) {
    const answer = await askInRun(deps, call, ms)
    if (answer instanceof ConnectionUnavailableError) {
      if (isJudged) throw answer
    } else {
      const isThrottled = answer.status === 429 && mayRepeat && waits++ < THROTTLE_WAITS
      if (isThrottled) {
        await sitOut(deps, call, answer)
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
  given: Deps,
  coordinator: Pick<RefreshCoordinator, 'getToken' | 'refresh'>,
  doubts: Pick<RequestDoubts, 'consider'> = createRequestDoubts(given, createProbe(given, coordinator)),
  recorder: Pick<WriteRecorder, 'note'> = noWriteLog,
): CompanyRequests {
  const throttles = createRequestThrottles(given)
  const deps: RequestDeps = { ...given, coordinator, doubts, recorder, throttles, paces: new Map() }
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
      return await ask(deps, call, deadlineMs)
    },
    forRun: ({ tenantId, connectionId, runId, purpose }) => ({
      request: async (path, asked, verdict) => {
        const { init, deadlineMs = null } = checkTerms(path, asked, fetch)
        const call = { tenantId, connectionId, runId, purpose, path, init }
        return await requestInRun(deps, call, deadlineMs, verdict)
      },
      askAgain: async (row) => {
        if (!isCompanyApiReason(row)) await coordinator.refresh(connectionId, { cause: 'repair' })
      },
    }),
  }
}

/** What is learned of an answer goes on after the answer was handed on. */
const stillLearning = new Error('Still learning.')
const rethrown = (error: unknown): void => {
  if (error !== stillLearning) throw error
}
