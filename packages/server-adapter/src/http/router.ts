// From a request to its handler: path, method, origin, identity, limits; and from any error to its problem.
import { type Operator, ROUTES, type Route, type RouteName } from '@mooring/contract'
import { need, requireIdentity } from '../access/access.ts'
import { requireOperator } from '../access/operator.ts'
import type { Config } from '../config/config.ts'
import { BODY_CLOSE_WAIT_MS, CLOSE_WAIT_MS } from '../config/defaults.ts'
import type { Identity, RateLimits } from '../config/options.ts'
import { mooringError, NotFoundError } from '../errors/mooring-error.ts'
import { withinDeadline } from '../platform/deadline.ts'
import { isId } from '../platform/ids.ts'
import { checkOrigin, corsHeaders, preflight } from './browser-origin.ts'
import {
  type HttpReply,
  type HttpRequest,
  type HttpStream,
  redirect,
  withSecureHeaders,
} from './http-types.ts'
import { allowedMethods, type Match, methodsOf, pathMatcher } from './match-route.ts'
import { logError, problemReply, type Subject, toMooringError } from './problem-reply.ts'
import { type LimitSubject, type RateLimiter, rateLimited } from './rate-limits.ts'
import { closingNow, createTimelyBodies, type TimelyBodies } from './timely-bodies.ts'

/** A route that needs to know who asks. By the time it is called, the caller has the right that the contract's table names. */
export type CallerHandler = (
  request: HttpRequest,
  caller: Identity,
  id: string,
) => Promise<HttpReply | HttpStream>
/** A route for which `identify` is not asked. */
export type OpenHandler = (request: HttpRequest, id: string) => Promise<HttpReply | HttpStream>

/** A route of the operators' board. By the time it is called, the host has said who the operator is. */
export type OperatorHandler = (request: HttpRequest, operator: Operator, id: string) => Promise<HttpReply>

type RouteOf<Rule> = {
  [Name in RouteName]: (typeof ROUTES)[Name] extends { rule: Rule } ? Name : never
}[RouteName]
type OpenRoute = RouteOf<'open'>
type OperatorRoute = RouteOf<'operator'>

/** A handler for each route of the contract. Without an event stream there is none for `events`; without tokens for reports, none for `reportSync`. */
export interface Handlers {
  readonly callers: Record<Exclude<RouteName, OpenRoute | OperatorRoute | 'events'>, CallerHandler> & {
    readonly events?: CallerHandler
  }
  readonly open: Record<Exclude<OpenRoute, 'reportSync'>, OpenHandler> & { readonly reportSync?: OpenHandler }
  /** null where the host names no operators: then there are no such routes. */
  readonly operators: Record<OperatorRoute, OperatorHandler> | null
}

const LIMIT_OF: Partial<Record<RouteName, keyof RateLimits>> = {
  authorize: 'authorize',
  verify: 'verify',
  boardRenew: 'verify',
}

/** Operators are limited together, under a name that no tenant can have. */
const OPERATORS = '\0operators'

/** POSTs that do not come from a page of the host's, or carry their own proof. */
const ANY_ORIGIN: readonly RouteName[] = ['webhooks', 'launch', 'startLink']

/** Pages that need no store: served while every other request is refused. */
const OUTLIVING: readonly RouteName[] = ['callbackDone', 'reconnect']

/** What an answer is made with. */
interface Routing {
  readonly config: Config
  readonly limiter: RateLimiter
  readonly callers: Partial<Record<RouteName, CallerHandler>>
  readonly open: Partial<Record<RouteName, OpenHandler>>
  readonly operators: Partial<Record<RouteName, OperatorHandler>>
  /** The routes of a path. */
  readonly matchesOf: (path: string) => readonly Match[]
  readonly bodies: TimelyBodies
  readonly isClosing: () => boolean
}

export class Router {
  readonly #routing: Routing
  readonly #underWay = new Set<Promise<unknown>>()
  #isClosing = false

  constructor(config: Config, limiter: RateLimiter, { callers, open, operators }: Handlers) {
    const handlers: Pick<Routing, 'callers' | 'open' | 'operators'> = {
      callers,
      open,
      operators: operators ?? {},
    }
    const names = Object.keys(ROUTES) as RouteName[]
    const handled = names.filter((name) => Object.values(handlers).some((known) => known[name] !== undefined))
    const isClosing = () => this.#isClosing
    const [matchesOf, bodies] = [pathMatcher(handled), createTimelyBodies()]
    this.#routing = { config, limiter, ...handlers, matchesOf, bodies, isClosing }
  }

  /** Answers every request; never throws. */
  answer(request: HttpRequest): Promise<HttpReply | HttpStream> {
    const answering = answer(this.#routing, request).finally(() => this.#underWay.delete(answering))
    this.#underWay.add(answering)
    return answering
  }

  /** Refuses new requests, and waits for those under way: a callback may have received a grant that is not stored yet. */
  async close(): Promise<void> {
    this.#isClosing = true
    const hurry = setTimeout(this.#routing.bodies.end, BODY_CLOSE_WAIT_MS)
    const done = Promise.allSettled([...this.#underWay]).then(() => {})
    await withinDeadline(done, CLOSE_WAIT_MS, stillBusy).catch(() => {
      const requests = this.#underWay.size
      this.#routing.config.logger.warn({ requests }, 'Closed while requests were under way')
    })
    clearTimeout(hurry)
  }
}

const stillBusy = () => new Error('Requests are still under way')

/** What a request turns out to be about, for the log. */
interface Known {
  subject: Subject
}

async function answer(routing: Routing, request: HttpRequest): Promise<HttpReply | HttpStream> {
  const { config, matchesOf } = routing
  const cors = corsHeaders(request, config)
  const known: Known = { subject: {} }
  try {
    return finished(await route(routing, request, known), request, cors)
  } catch (error) {
    const failure = toMooringError(error)
    logError(config.logger, error, failure, known.subject)
    const allow: HttpReply['headers'] =
      failure.code === 'method_not_allowed' ? { Allow: allowedMethods(matchesOf(request.path)) } : {}
    return finished(problemReply(failure, allow), request, cors)
  }
}

const finished = (
  reply: HttpReply | HttpStream,
  { method }: HttpRequest,
  cors: Record<string, string>,
): HttpReply | HttpStream => withSecureHeaders(method === 'HEAD' ? withoutBody(reply) : reply, cors)

function withoutBody(reply: HttpReply | HttpStream): HttpReply | HttpStream {
  if ('stream' in reply) return reply
  const length = { 'Content-Length': String(Buffer.byteLength(reply.body ?? '')) }
  return { ...reply, headers: { ...reply.headers, ...length }, body: null }
}

async function route(routing: Routing, request: HttpRequest, known: Known): Promise<HttpReply | HttpStream> {
  const { bodies, config, isClosing, matchesOf } = routing
  const matches = matchesOf(request.path)
  if (matches.length === 0) throw new NotFoundError('address')
  if (request.method === 'OPTIONS' && request.header('access-control-request-method') !== undefined) {
    return preflight(request, config)
  }
  const match = matches.find(({ name }) => methodsOf(name).includes(request.method))
  if (match === undefined) throw methodNotAllowed()
  if (request.method === 'POST' && !ANY_ORIGIN.includes(match.name)) checkOrigin(request, config)
  if (isClosing() && !OUTLIVING.includes(match.name)) return refuseWhileClosing(config, match)
  return await call(routing, request.method === 'POST' ? bodies.of(request) : request, match, known)
}

const methodNotAllowed = () =>
  mooringError('method_not_allowed', 'That method is not possible at this address.')

/** Nothing is used up: the same callback, or the same request, can come again. */
function refuseWhileClosing({ publicPath }: Config, { name }: Match): HttpReply {
  if (name === 'callback') return redirect(`${publicPath}/callback/done?problem=store_unavailable`)
  throw closingNow()
}

async function call(
  routing: Routing,
  request: HttpRequest,
  match: Match,
  known: Known,
): Promise<HttpReply | HttpStream> {
  const { name, id } = match
  const open = routing.open[name]
  if (open !== undefined) return await open(request, id)
  const forOperator = routing.operators[name]
  if (forOperator !== undefined) return await callForOperator(routing, request, match, forOperator)
  const forCaller = routing.callers[name]
  if (forCaller === undefined) throw new NotFoundError('address')
  const caller = await requireIdentity(request.identify)
  known.subject = subjectOf(caller, match)
  const { tenantId, userId } = caller
  const refused = overLimit(routing, name, { tenantId, userId, connectionId: id })
  if (refused !== null) return refused
  needRights(caller, ROUTES[name])
  return await forCaller(request, caller, id)
}

async function callForOperator(
  routing: Routing,
  request: HttpRequest,
  { name, id }: Match,
  handler: OperatorHandler,
): Promise<HttpReply> {
  const operator = await requireOperator(request.operator)
  const refused = overLimit(routing, name, { tenantId: OPERATORS, userId: operator.id, connectionId: id })
  return refused ?? (await handler(request, operator, id))
}

/** The rights that the contract's table of routes names. */
function needRights(caller: Identity, { permission, also }: Route): void {
  if (permission !== null) need(caller, permission)
  if (also !== undefined) need(caller, also)
}

/** Counts the call. @returns the refusal, or null */
function overLimit({ limiter }: Routing, name: RouteName, subject: LimitSubject): HttpReply | null {
  const reached = limiter.take(LIMIT_OF[name] ?? 'other', subject)
  return reached && problemReply(rateLimited(), { 'Retry-After': String(reached.retryAfter) })
}

/** A malformed id is left out: what a caller wrote instead of one would be in the log. */
function subjectOf({ tenantId }: Identity, { name, id }: Match): Subject {
  const { path } = ROUTES[name]
  if (path.startsWith('/connections/:id') && isId('con', id)) return { tenantId, connectionId: id }
  return path.startsWith('/attempts/:id') && isId('att', id) ? { tenantId, attemptId: id } : { tenantId }
}
