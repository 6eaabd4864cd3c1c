// What each kind of fault makes of an answer.
import type { Call } from './call.ts'
import type { Fault, FaultKind } from './faults.ts'
import {
  authenticationFault,
  oauthError,
  serviceFault,
  throttleFault,
  unavailablePage,
} from './intuit-errors.ts'
import { empty, json, type Reply, redirect } from './reply.ts'

/** What a fault may use: the time, the simulator's own origin, and the real work. */
export interface FaultDeps {
  readonly now: number
  readonly origin: string
  readonly call: Call
  readonly work: (call: Call) => Promise<Reply>
  /** Aborts when the fault is lifted. */
  readonly lifted: AbortSignal
}

const GARBAGE = {
  html: '<!doctype html><html><body><h1>Be right back</h1></body></html>',
  truncated: '{"token_type":"bearer","access_to',
  array: '[]',
  empty: '',
} as const

type Answers = {
  [K in FaultKind['kind']]: (fault: Extract<Fault, { kind: K }>, deps: FaultDeps) => Reply | Promise<Reply>
}

const answers: Answers = {
  slow: async (fault, deps) => ({
    ...(await deps.work(deps.call)),
    delivery: { how: 'late', ms: fault.ms, lifted: deps.lifted },
  }),
  silent: () => ({ ...empty(200), delivery: { how: 'silence' } }),
  reset: () => ({ ...empty(200), delivery: { how: 'reset' } }),
  'reset-after-rotation': async (_fault, deps) => ({
    ...(await deps.work({ ...deps.call, rotate: true })),
    delivery: { how: 'reset' },
  }),
  'html-503': () => unavailablePage(),
  'xml-429': (_fault, deps) => throttleFault(deps.now),
  'json-429': (fault) =>
    json(429, { error: 'too_many_requests' }, { 'retry-after': fault.retryAfter ?? '60' }),
  'lower-case-401': (_fault, deps) => authenticationFault(deps.now, 'Token revoked'),
  'garbage-200': (fault) => garbage(fault.body ?? 'html'),
  'error-200': (_fault, deps) => error200(deps),
  'missing-refresh-token': async (_fault, deps) => withoutRefreshToken(await deps.work(deps.call)),
  'redirect-307': (fault, deps) => redirect(307, fault.to ?? `${deps.origin}/simulator/redirected`),
  'huge-body': (fault) => ({
    ...json(200, ''),
    delivery: { how: 'flood', bytes: (fault.megabytes ?? 200) * 1_000_000 },
  }),
  drip: async (fault, deps) => ({
    ...(await deps.work(deps.call)),
    delivery: { how: 'drip', ms: fault.ms ?? 1000 },
  }),
  invalid_grant: () => oauthError(400, 'invalid_grant', 'Incorrect or invalid refresh token'),
  invalid_client: () => oauthError(401, 'invalid_client'),
  'redirect-error': (fault, deps) => redirectError(fault.error ?? 'access_denied', deps),
  status: (fault) => ({ status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? '' }),
}

/** The answer of a request that a fault hit. */
export async function faultReply<K extends FaultKind['kind']>(
  fault: Extract<Fault, { kind: K }>,
  deps: FaultDeps,
): Promise<Reply> {
  const answer: Answers[K] = answers[fault.kind as K]
  return await answer(fault, deps)
}

function garbage(body: keyof typeof GARBAGE): Reply {
  const type = body === 'html' ? 'text/html' : 'application/json;charset=UTF-8'
  return { status: 200, headers: { 'content-type': type }, body: GARBAGE[body] }
}

function error200({ call, now }: FaultDeps): Reply {
  if (call.route === 'token' || call.route === 'revoke') return json(200, { error: 'invalid_grant' })
  const fault = serviceFault(now, {
    status: 200,
    code: '10000',
    message: 'An application error has occurred while processing your request',
    detail: 'System Failure Error',
    type: 'SystemFault',
  })
  return fault
}

function withoutRefreshToken(reply: Reply): Reply {
  if (reply.status !== 200) return reply
  const fields: Record<string, unknown> = { ...JSON.parse(reply.body) }
  delete fields.refresh_token
  return { ...reply, body: JSON.stringify(fields) }
}

function redirectError(error: string, { call }: FaultDeps): Reply {
  const target = URL.parse(call.query.get('redirect_uri') ?? '')
  if (!target) return oauthError(400, error)
  target.searchParams.set('error', error)
  target.searchParams.set('state', call.query.get('state') ?? '')
  return redirect(302, target.href)
}
