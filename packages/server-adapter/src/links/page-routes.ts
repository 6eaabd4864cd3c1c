// The routes of someone who was sent a link: its page, its button, and the page they come back to.

import type { Deps } from '../deps.ts'
import { type MooringError, mooringError } from '../errors/mooring-error.ts'
import { attemptCookie, attemptSecrets, takenBack } from '../http/attempt-cookie.ts'
import type { HttpReply, HttpRequest } from '../http/http-types.ts'
import { logError, toMooringError } from '../http/problem-reply.ts'
import { type RateLimiter, rateLimited } from '../http/rate-limits.ts'
import type { OpenHandler } from '../http/router.ts'
import { findFinished } from './finished-link.ts'
import { donePage, endedPage, openPage, type Reading, refusedPage, unknownPage } from './link-pages.ts'
import { type EndedLink, findLink, type OpenLink, startLink, workspaceOf } from './open-link.ts'
import { chooseWords } from './words/choose-words.ts'

/** A page sends it by submitting a form alone: a script elsewhere can't send JSON unasked, nor read what comes back. */
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i
const FORM_LIMIT = 4096

/** No host's id of a tenant contains it: no one's calls are counted with those of links. */
const COUNTED = '\0link'

export function createLinkPageHandlers(deps: Deps, limiter: RateLimiter) {
  const { config } = deps

  const readingOf = (request: HttpRequest): Reading => ({
    config,
    words: chooseWords(request.header('accept-language')),
  })

  /** Its reader is no developer: a failure is a page, too. */
  const paged =
    (handle: (request: HttpRequest, reading: Reading, token: string) => Promise<HttpReply>): OpenHandler =>
    async (request, token) => {
      const reading = readingOf(request)
      try {
        return await handle(request, reading, token)
      } catch (error) {
        const known = toMooringError(error)
        logError(config.logger, error, known)
        return refusedPage(reading, { status: known.problem.status, code: known.code })
      }
    }

  /** Counted per link, and together for addresses that are no link: a flood of one link does not limit another. */
  function limited(kind: 'authorize' | 'other', id: string, reading: Reading): HttpReply | null {
    const tenantId = `${COUNTED} ${id}`
    const reached = limiter.take(kind, { tenantId, userId: id, connectionId: id })
    if (reached === null) return null
    const { problem } = rateLimited()
    const headers = { 'Retry-After': String(reached.retryAfter) }
    return refusedPage(reading, { status: problem.status, code: problem.code, headers })
  }

  /** The link, where it is open and not asked for too often; else the page that says so. */
  async function admit(
    token: string,
    kind: 'authorize' | 'other',
    reading: Reading,
  ): Promise<{ open: OpenLink } | { page: HttpReply }> {
    const found = await findLink(deps, token)
    const tooOften = limited(kind, idOf(found), reading)
    if (tooOften !== null) return { page: tooOften }
    if (found === null) return { page: unknownPage(reading) }
    return 'ended' in found ? { page: endedPage(reading, found.ended) } : { open: found }
  }

  const open = paged(async (_request, reading, token) => {
    const admitted = await admit(token, 'other', reading)
    if ('page' in admitted) return admitted.page
    const workspace = await workspaceOf(config, admitted.open.link.tenantId)
    return openPage(reading, admitted.open, { token, workspace, formTo: await formTargets(deps) })
  })

  const start = paged(async (request, reading, token) => {
    checkForm(request, config.redirectOrigin)
    await request.readBody(FORM_LIMIT)
    const admitted = await admit(token, 'authorize', reading)
    if ('page' in admitted) return admitted.page
    const started = await startLink(deps, admitted.open)
    if ('ended' in started) return endedPage(reading, started.ended)
    const { attemptId, cookieSecret: secret, lifeMs, reply } = started
    const cookie = attemptCookie(config, attemptId, { secret, lifeMs })
    return {
      status: 303,
      headers: {
        Location: reply.authorizeUrl,
        'Set-Cookie': [cookie, ...takenBack(config, request)],
      },
      body: null,
    }
  })

  const done = paged(async (request, reading) => {
    const finished = await findFinished(deps, attemptSecrets(config, request))
    const workspace = finished === null ? null : await workspaceOf(config, finished.attempt.tenantId)
    return donePage(reading, finished, workspace)
  })

  return { openLink: open, startLink: start, linkDone: done }
}

const idOf = (found: OpenLink | EndedLink | null): string => {
  if (found === null) return 'none'
  return 'ended' in found ? found.id : found.link.id
}

/**
 * Where the page's button may lead: browsers check its redirect against it, too. QuickBooks' own sign-in is on other hosts of the
 * same domain.
 */
async function formTargets({ config, gateway }: Pick<Deps, 'config' | 'gateway'>): Promise<string> {
  const { origin } = new URL(await gateway.authorizeUrl('none'))
  return config.intuitOrigin === null ? `'self' ${origin} https://*.intuit.com` : `'self' ${origin}`
}

/** @throws MooringError `unsupported_media_type`, `origin_not_allowed`: only the button of the link's own page starts anything */
function checkForm(request: HttpRequest, ownOrigin: string): void {
  if (!FORM_TYPE.test(request.header('content-type') ?? ''))
    throw mooringError('unsupported_media_type', 'A link is followed by the button of its page.')
  const origin = request.header('origin')
  const site = request.header('sec-fetch-site')
  // The page names no referrer, so that its own button sends the origin "null".
  const isOwn = origin === undefined || origin === 'null' || origin === ownOrigin
  const isAllowed = site === undefined ? origin === ownOrigin : site === 'same-origin' && isOwn
  if (!isAllowed) throw notFromItsPage()
}

const notFromItsPage = (): MooringError =>
  mooringError('origin_not_allowed', 'A link is followed by the button of its own page.')
