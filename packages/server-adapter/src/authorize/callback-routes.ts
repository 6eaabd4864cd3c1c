// The callback, its last page, and the launch page: where Intuit and a browser meet the adapter.

import { CLAIM_FIELD, type Code } from '@mooring/contract'
import { ATTEMPT_LIFE_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { type MooringError, mooringError } from '../errors/mooring-error.ts'
import { attemptCookie, attemptSecret } from '../http/attempt-cookie.ts'
import { type HttpReply, type HttpRequest, redirect } from '../http/http-types.ts'
import { donePage, problemPage } from '../http/pages/callback-done.ts'
import { page } from '../http/pages/page.ts'
import { logError, type Subject, toMooringError } from '../http/problem-reply.ts'
import type { Log } from '../platform/logger.ts'
import type { AttemptRecord } from '../stores/records.ts'
import { launchAttempt } from './attempts.ts'
import { type Arrived, arrive, type CallbackArrival, type CallbackResult, type Refused } from './callback.ts'
import type { GrantDeps } from './exchange-grant.ts'
import { returnAddress, withClaim } from './return-to.ts'

const once = (query: URLSearchParams, name: string): string | null => {
  const values = query.getAll(name)
  return values.length === 1 ? (values[0] ?? null) : null
}

const TICKET_BODY_LIMIT = 4096

/** A page can send it by submitting a form alone: a script elsewhere can't read what comes back, nor send JSON unasked. */
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i

/** How browsers of several makes say that no one has asked for this page yet. */
const PREFETCH_HEADERS = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']

const donePath = ({ config }: Pick<Deps, 'config'>): string => `${config.publicPath}/callback/done`

/** A secret goes into the fragment alone: no server, no log and no referrer ever has it. */
function address(deps: Deps, { attempt, secret }: Arrived): string {
  const { config } = deps
  if (attempt.linkId !== null) return `${config.publicPath}/link/done`
  if (attempt.mode === 'popup') {
    return `${donePath(deps)}?attempt=${attempt.id}${secret === null ? '' : `#${fragmentOf(deps, attempt, secret)}`}`
  }
  const back = returnAddress(attempt.returnTo, config, { attempt: attempt.id, outcome: attempt.outcome })
  return secret === null ? back : withClaim(back, secret)
}

/** With the origin of the page that started it, which a list of allowed origins need not name. */
function fragmentOf({ config }: Deps, { ticketOrigin }: AttemptRecord, secret: string): string {
  const fields = new URLSearchParams({ [CLAIM_FIELD]: secret })
  if (ticketOrigin !== null && config.isAllowedOrigin(ticketOrigin)) fields.set('from', ticketOrigin)
  return fields.toString()
}

const arriveMeasured = (deps: GrantDeps, arrival: CallbackArrival): Promise<CallbackResult> =>
  deps.telemetry.span('mooring.callback', {}, async (set) => {
    const result = await arrive(deps, arrival)
    set(
      'attempt' in result
        ? { 'mooring.outcome': result.attempt.outcome }
        : { 'mooring.outcome': 'refused', 'mooring.reason': result.problem },
    )
    return result
  })

/** Always a redirect, so that code, state and realm stay in no page, no history entry and no referrer. */
async function callback(deps: GrantDeps, request: HttpRequest): Promise<HttpReply> {
  const { config } = deps
  if (PREFETCH_HEADERS.some((name) => /prefetch|prerender|preview/i.test(request.header(name) ?? ''))) {
    throw mooringError('method_not_allowed', 'This address is not for prefetching.')
  }
  const { query } = request
  try {
    const result = await arriveMeasured(deps, {
      state: once(query, 'state'),
      code: once(query, 'code'),
      realmId: once(query, 'realmId'),
      error: once(query, 'error') ?? (query.has('error') ? 'unreadable' : null),
      cookieOf: (attemptId) => attemptSecret(config, request, attemptId),
      identify: request.identify,
    })
    if ('attempt' in result) return redirect(address(deps, result))
    logRefused(config.logger, result)
    return redirect(`${donePath(deps)}?problem=${result.problem}`)
  } catch (error) {
    const failure = toMooringError(error)
    logError(config.logger, error, failure)
    return redirect(`${donePath(deps)}?problem=${shownCode(failure)}`)
  }
}

async function callbackDone({ config }: Deps, request: HttpRequest): Promise<HttpReply> {
  const problem = request.query.get('problem')
  return problem === null
    ? donePage(config.knownOrigins, config.connectionsPage)
    : problemPage(problem, config.connectionsPage)
}

/** Starts Intuit's pages from a first-party window, where a cookie set by fetch would not come back. */
async function launch(deps: Deps, request: HttpRequest): Promise<HttpReply> {
  const { config } = deps
  const origin = request.header('origin')
  if (origin === undefined || !config.isAllowedOrigin(origin)) {
    throw mooringError(
      'origin_not_allowed',
      'This page is not allowed to do that. Its origin is not on the list.',
    )
  }
  const isForm = FORM_TYPE.test(request.header('content-type') ?? '')
  const ticket = isForm ? ticketOf(await request.readBody(TICKET_BODY_LIMIT)) : ''
  const { record, authorizeUrl, cookieSecret } = await launchAttempt(deps, ticket, origin)
  // The address contains the state, so it is in the header alone: no page that is shown has it.
  const shown = page(
    'Opening QuickBooks',
    '<h1>Opening QuickBooks…</h1><p>If nothing happens, close this window and start again.</p>',
  )
  return {
    ...shown,
    headers: {
      ...shown.headers,
      Refresh: `0; url=${authorizeUrl}`,
      'Set-Cookie': attemptCookie(config, record.id, { secret: cookieSecret, lifeMs: ATTEMPT_LIFE_MS }),
    },
  }
}

export const createCallbackHandlers = (deps: GrantDeps) => ({
  callback: (request: HttpRequest) => callback(deps, request),
  callbackDone: (request: HttpRequest) => callbackDone(deps, request),
  launch: (request: HttpRequest) => launch(deps, request),
})

/** A store that no second try reaches is a product that is not set up. */
const shownCode = ({ code, retryable }: MooringError): Code =>
  code === 'store_unavailable' && !retryable ? 'app_misconfigured' : code

function logRefused(logger: Log, { problem, of, error }: Refused): void {
  const subject: Subject =
    of === undefined ? {} : { attemptId: of.id, connectionId: of.connectionId, tenantId: of.tenantId }
  if (error === undefined) logger.warn({ ...subject, code: problem }, 'A callback was refused')
  else logError(logger, error, toMooringError(error), subject)
}

function ticketOf(body: Awaited<ReturnType<HttpRequest['readBody']>>): string {
  if (body.kind === 'raw') return once(new URLSearchParams(body.bytes.toString('utf8')), 'ticket') ?? ''
  const ticket = (body.value as { ticket?: unknown } | null)?.ticket
  return typeof ticket === 'string' ? ticket : ''
}
