// One call of the accounting API: its turn among the company's, a live token, one refresh on a 401.

import type { Deps } from '../deps.ts'
import { mooringError } from '../errors/mooring-error.ts'
import { GatewayError } from '../gateway/intuit-gateway.ts'
import { discardBody } from '../gateway/read-body.ts'
import { canSendTwice } from '../gateway/request-body.ts'
import type { ReadPurpose } from '../stores/reads.ts'
import type { RefreshCoordinator } from '../tokens/refresh-coordinator.ts'
import type { LiveToken } from '../tokens/token-cache.ts'
import type { RequestDoubts } from './request-doubts.ts'
import { createRequestPace, type RequestPace } from './request-pace.ts'
import type { RequestThrottles } from './request-throttles.ts'
import type { WriteRecorder } from './write-recorder.ts'

/** What requests need of this process. */
export interface RequestDeps extends Deps {
  readonly coordinator: Pick<RefreshCoordinator, 'getToken' | 'refresh'>
  readonly doubts: Pick<RequestDoubts, 'consider'>
  readonly recorder: Pick<WriteRecorder, 'note'>
  readonly throttles: RequestThrottles
  /** By connection. */
  readonly paces: Map<string, RequestPace>
}

/** One call as the host made it. */
export interface HostRequest {
  readonly tenantId: string
  readonly connectionId: string
  readonly path: string
  readonly init: RequestInit
  /** The run it belongs to; null outside one. */
  readonly runId: string | null
  readonly purpose: ReadPurpose
}

/** The same while it is made. */
export interface HostCall extends HostRequest {
  init: RequestInit
  /** Whether it still waits for its turn among the company's requests. */
  isQueued: boolean
}

/** An answer, and the token it was asked with. */
export interface Sent {
  readonly response: Response
  readonly token: LiveToken
}

function paceOf(deps: RequestDeps, connectionId: string): RequestPace {
  const { paces } = deps
  const pace = paces.get(connectionId) ?? createRequestPace(deps.pause)
  paces.set(connectionId, pace)
  return pace
}

async function send(deps: RequestDeps, call: HostCall): Promise<Sent> {
  const { coordinator, config, gateway } = deps
  const { tenantId, connectionId, path, init, purpose } = call
  call.isQueued = true
  // Once few reads are left, people's come first.
  const yields = isBackground(purpose) && deps.reads.state() !== 'ok'
  const waited = await paceOf(deps, connectionId).turn(init.signal ?? null, yields)
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
async function renewed(deps: RequestDeps, call: HostCall, refused: Sent): Promise<Sent & { again: boolean }> {
  const { coordinator } = deps
  const { connectionId, tenantId } = call
  const { generation } = refused.token
  await coordinator.refresh(connectionId, { cause: 'rejected', rejectedGeneration: generation })
  if (!canSendTwice(call.init.body)) return { ...refused, again: false }
  const next = await coordinator.getToken(tenantId, connectionId)
  if (next.generation === generation) return { ...refused, again: false }
  discardBody(refused.response)
  return { ...(await send(deps, call)), again: true }
}

/** The answer, a refreshed token's where the first was refused. */
export async function answerTo(deps: RequestDeps, call: HostCall): Promise<Sent & { again: boolean }> {
  const first = await send(deps, call)
  return first.response.status === 401 ? await renewed(deps, call, first) : { ...first, again: false }
}

const isBackground = (purpose: ReadPurpose): boolean => purpose === 'run' || purpose === 'setup'

const unreachable = (error: GatewayError) =>
  error.kind === 'invalid_request'
    ? mooringError('invalid_request', error.message)
    : mooringError('intuit_unavailable', 'QuickBooks did not answer. Try again in a moment.', {
        ...(error.intuitTid === null ? {} : { intuitTid: error.intuitTid }),
      })
