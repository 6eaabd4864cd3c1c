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
import { logError, problemReply, type Subject, toMooringError } from './problem-reply.ts'
import { type LimitSubject, type RateLimiter, rateLimited } from './rate-limits.ts'
import { closingNow, createTimelyBodies } from './timely-bodies.ts'

/** A route that needs to know who is asking. By the time it is called, they have the right that the contract's table names. */
export type CallerHandler = (
  request: HttpRequest,
  caller: Identity,
  id: string,
) => Promise<HttpReply | HttpStream>
/** A route that asks nobody who they are. */
export type OpenHandler = (request: HttpRequest, id: string) => Promise<HttpReply | HttpStream>

/** A route of the operators' board. */
export type OperatorHandler = (request: HttpRequest, operator: Operator, id: string) => Promise<HttpReply>

type RouteOf<Rule> = {
  [Name in RouteName]: (typeof ROUTES)[Name] extends { rule: Rule } ? Name : never
}[RouteName]
type OpenRoute = RouteOf<'open'>
type OperatorRoute = RouteOf<'operator'>

/** A handler for each route of the contract; without an event stream none for that, and without tokens for reports none for those. */
export interface Handlers {
  readonly callers: Record<Exclude<RouteName, OpenRoute | OperatorRoute | 'events'>, CallerHandler> & {
    readonly events?: CallerHandler
  }
  readonly open: Record<Exclude<OpenRoute, 'reportSync'>, OpenHandler> & { readonly reportSync?: OpenHandler }
  /** null where the host names no operators: then there are no such routes. */
  readonly operators: Record<OperatorRoute, OperatorHandler> | null
}

interface Match {
  readonly name: RouteName
  readonly id: string
}

const LIMIT_OF: Partial<Record<RouteName, keyof RateLimits>> = {
  authorize: 'authorize',
  verify: 'verify',
  boardRenew: 'verify',
}

/** Operators are limited together, under a name that no tenant can have. */
const OPERATORS = '\0operators'

/** POSTs that don't come from a page of the host's, or carry their own proof. */
const ANY_ORIGIN: readonly RouteName[] = ['webhooks', 'launch', 'startLink']

/** Pages that need no store: shown while everything else is turned away. */
const OUTLIVING: readonly RouteName[] = ['callbackDone', 'reconnect']

/** A route's path, cut once. */
interface KnownRoute {
  readonly name: RouteName
  readonly route: readonly string[]
}

const isParameter = (part: string): boolean => part.startsWith(':')

function matchPath(path: string, known: readonly KnownRoute[]): Match[] {
  const asked = path.replace(/\/$/, '').split('/')
  return known.flatMap(({ name, route }) => {
    if (route.length !== asked.length) return []
    const fits = route.every((part, index) => isParameter(part) || part === asked[index])
    if (!fits) return []
    const id = decoded(asked[route.findIndex(isParameter)] ?? '')
    return id === null ? [] : [{ name, id }]
  })
}

/** The matches of paths without a parameter. */
function literalMatches(known: readonly KnownRoute[]): ReadonlyMap<string, readonly Match[]> {
  const matches = new Map<string, Match[]>()
  for (const { name, route } of known) {
    if (route.some(isParameter)) continue
    const path = route.join('/')
    matches.set(path, [...(matches.get(path) ?? []), { name, id: '' }])
  }
  return matches
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

/** A literal path rules out one with an id, whatever the method: `/connections/authorize` is no connection. */
function literalOnly(matches: Match[]): Match[] {
  const literal = matches.filter(({ id }) => id === '')
  return literal.length > 0 ? literal : matches
}

/** Asked by load balancers, some of them with HEAD, which answers as GET does, without a body (RFC 9110, 9.3.2). */
const WITH_HEAD: readonly RouteName[] = ['operationsLive', 'operationsReady']

const methodsOf = (name: RouteName): readonly string[] =>
  WITH_HEAD.includes(name) ? [ROUTES[name].method, 'HEAD'] : [ROUTES[name].method]

function withoutBody(reply: HttpReply | HttpStream): HttpReply | HttpStream {
  if ('stream' in reply) return reply
  const length = { 'Content-Length': String(Buffer.byteLength(reply.body ?? '')) }
  return { ...reply, headers: { ...reply.headers, ...length }, body: null }
}

/** What a request turns out to be about, for the log. */
interface Known {
  subject: Subject
}

/** What is no id is left out: whatever a caller wrote in its place would be in the log. */
function subjectOf({ tenantId }: Identity, name: RouteName, id: string): Subject {
  const { path } = ROUTES[name]
  if (path.startsWith('/connections/:id') && isId('con', id)) return { tenantId, connectionId: id }
  return path.startsWith('/attempts/:id') && isId('att', id) ? { tenantId, attemptId: id } : { tenantId }
}

export function createRouter(config: Config, limiter: RateLimiter, handlers: Handlers) {
  const openHandlers: Partial<Record<RouteName, OpenHandler>> = handlers.open
  const callerHandlers: Partial<Record<RouteName, CallerHandler>> = handlers.callers
  const operatorHandlers: Partial<Record<RouteName, OperatorHandler>> = handlers.operators ?? {}
  const routes = (Object.keys(ROUTES) as RouteName[])
    .filter((name) => [callerHandlers, openHandlers, operatorHandlers].some((known) => known[name]))
    .map((name) => ({ name, route: ROUTES[name].path.split('/') }))

  const bodies = createTimelyBodies()
  const underWay = new Set<Promise<unknown>>()
  let closing = false

  const literals = literalMatches(routes)

  const matchesOf = (path: string): readonly Match[] =>
    literals.get(path) ?? literalOnly(matchPath(path, routes))

  async function route(request: HttpRequest, known: Known): Promise<HttpReply | HttpStream> {
    const matches = matchesOf(request.path)
    if (matches.length === 0) throw new NotFoundError('address')
    if (request.method === 'OPTIONS' && request.header('access-control-request-method') !== undefined) {
      return preflight(request, config)
    }
    const match = matches.find(({ name }) => methodsOf(name).includes(request.method))
    if (match === undefined) throw methodNotAllowed()
    if (request.method === 'POST' && !ANY_ORIGIN.includes(match.name)) checkOrigin(request, config)
    if (closing && !OUTLIVING.includes(match.name)) return turnedAway(match)
    return await call(request.method === 'POST' ? bodies.of(request) : request, match, known)
  }

  /** Nothing is used up: the same callback, or the same request, can come again. */
  function turnedAway({ name }: Match): HttpReply {
    if (name === 'callback') return redirect(`${config.publicPath}/callback/done?problem=store_unavailable`)
    throw closingNow()
  }

  async function call(
    request: HttpRequest,
    { name, id }: Match,
    known: Known,
  ): Promise<HttpReply | HttpStream> {
    const open = openHandlers[name]
    if (open !== undefined) return await open(request, id)
    if (operatorHandlers[name] !== undefined) return await callOperator(request, { name, id })
    const handler = callerHandlers[name]
    if (handler === undefined) throw new NotFoundError('address')
    const caller = await requireIdentity(request.identify)
    known.subject = subjectOf(caller, name, id)
    const { tenantId, userId } = caller
    const refused = limited(name, { tenantId, userId, connectionId: id })
    if (refused !== null) return refused
    const { permission, also }: Route = ROUTES[name]
    if (permission !== null) need(caller, permission)
    if (also !== undefined) need(caller, also)
    return await handler(request, caller, id)
  }

  async function callOperator(request: HttpRequest, { name, id }: Match): Promise<HttpReply> {
    const operator = await requireOperator(request.operator)
    const refused = limited(name, { tenantId: OPERATORS, userId: operator.id, connectionId: id })
    if (refused !== null) return refused
    const handler = operatorHandlers[name]
    if (handler === undefined) throw new NotFoundError('address')
    return await handler(request, operator, id)
  }

  /** Counts the call. @returns the refusal, or null */
  function limited(name: RouteName, subject: LimitSubject): HttpReply | null {
    const reached = limiter.take(LIMIT_OF[name] ?? 'other', subject)
    return reached && problemReply(rateLimited(), { 'Retry-After': String(reached.retryAfter) })
  }

  function allowOf(path: string): string {
    return [...new Set(matchesOf(path).flatMap(({ name }) => methodsOf(name)))].join(', ')
  }

  /** Answers every request; never throws. */
  async function answer(request: HttpRequest): Promise<HttpReply | HttpStream> {
    const cors = corsHeaders(request, config)
    const known: Known = { subject: {} }
    try {
      const reply = await route(request, known)
      return withSecureHeaders(request.method === 'HEAD' ? withoutBody(reply) : reply, cors)
    } catch (error) {
      const told = toMooringError(error)
      logError(config.logger, error, told, known.subject)
      const allow: Record<string, string> =
        told.code === 'method_not_allowed' ? { Allow: allowOf(request.path) } : {}
      const problem = problemReply(told, allow)
      return withSecureHeaders(request.method === 'HEAD' ? withoutBody(problem) : problem, cors)
    }
  }

  return {
    answer: (request: HttpRequest) => {
      const answering = answer(request).finally(() => underWay.delete(answering))
      underWay.add(answering)
      return answering
    },
    /** Lets nobody in any more, and waits for those who are: a callback has a grant in its hands. */
    close: async (): Promise<void> => {
      closing = true
      const hurry = setTimeout(bodies.end, BODY_CLOSE_WAIT_MS)
      const done = Promise.allSettled([...underWay]).then(() => {})
      await withinDeadline(done, CLOSE_WAIT_MS, stillBusy).catch(() => {
        config.logger.warn({ requests: underWay.size }, 'Closed while requests were under way')
      })
      clearTimeout(hurry)
    },
  }
}

const stillBusy = () => new Error('Requests are still under way')

const methodNotAllowed = () =>
  mooringError('method_not_allowed', 'That method is not possible at this address.')
