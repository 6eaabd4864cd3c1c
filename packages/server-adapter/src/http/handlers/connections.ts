// The routes of connections and attempts: rights, a parsed request, a call, a reply.
import type { Actor } from '@mooring/contract'
import type { Claims } from '../../claim/claim-attempt.ts'
import type { Identity } from '../../config/options.ts'
import type { Parts } from '../../config/parts.ts'
import { actorOf } from '../../service/access.ts'
import type { Attempts } from '../../service/attempts.ts'
import type { Connections } from '../../service/connections.ts'
import type { ReadinessService } from '../../service/readiness.ts'
import type { Support } from '../../service/support-bundle.ts'
import type { ConnectionRecord } from '../../stores/records.ts'
import { backlogOf } from '../../syncs/backlog.ts'
import { attemptCookie, takenBack } from '../attempt-cookie.ts'
import { isNamed } from '../etags.ts'
import { type HttpReply, json, jsonText } from '../exchange.ts'
import { createKeptLists } from '../kept-lists.ts'
import { parseBody, queryChoice, queryCursor, queryId, queryNumber } from '../parse-request.ts'
import type { CallerHandler } from '../router.ts'

export interface ConnectionServices {
  readonly attempts: Attempts
  readonly claims: Claims
  readonly connections: Connections
  readonly support: Support
  readonly readiness: ReadinessService
  readonly verify: (connectionId: string, actor: Actor | null) => Promise<ConnectionRecord>
}

/** Connections in one answer, and where nothing is asked. */
const LIST_LIMIT = 500

// Loaded with the first body: a host that only reads never loads the schemas.
const authorizeRequest = async () => (await import('@mooring/contract/schemas')).authorizeRequestSchema
const claimRequest = async () => (await import('@mooring/contract/schemas')).claimRequestSchema
const disconnectRequest = async () => (await import('@mooring/contract/schemas')).disconnectRequestSchema
const emptyRequest = async () => (await import('@mooring/contract/schemas')).emptyRequestSchema

export function createConnectionHandlers(
  parts: Pick<Parts, 'config' | 'store'>,
  services: ConnectionServices,
) {
  const { config } = parts
  const { attempts, claims, connections, readiness, support, verify } = services
  const listFor = createKeptLists(parts, connections.list)

  const list: CallerHandler = async (request, caller) => {
    const { text, etag, cursor } = await listFor(caller, {
      after: queryId(request, 'page'),
      limit: queryNumber(request, 'limit', { least: 1, most: LIST_LIMIT, standard: LIST_LIMIT }),
    })
    const headers = {
      'Cache-Control': 'private, no-cache',
      ETag: etag,
      Vary: 'Origin, Cookie, Authorization',
    }
    if (isNamed(etag, request.header('if-none-match'))) return { status: 304, headers, body: null }
    return jsonText(`${text.slice(0, -1)},"cursor":${JSON.stringify(cursor)}}`, 200, headers)
  }

  const authorize: CallerHandler = async (request, caller) => {
    const body = await parseBody(request, authorizeRequest)
    const started = await attempts.start(caller, body, request.header('origin') ?? null)
    const cookie = attemptCookie(config, started.attemptId, {
      secret: started.cookieSecret,
      lifeMs: started.lifeMs,
    })
    return json(started.reply, 201, { 'Set-Cookie': [cookie, ...takenBack(config, request)] })
  }

  const verifyNow: CallerHandler = async (request, caller, id) => {
    await parseBody(request, emptyRequest)
    await connections.row(caller.tenantId, id)
    return json(await connections.view(caller, await verify(id, actorOf(caller))))
  }

  const history: CallerHandler = async (request, caller, id) =>
    json(
      await connections.history(caller, id, {
        cursor: queryCursor(request),
        limit: queryNumber(request, 'limit', { least: 1, most: 200, standard: 50 }),
        by: queryChoice(request, 'by', ['people']),
      }),
    )

  return {
    listConnections: list,
    getConnection: reading(connections.get),
    authorize,
    getAttempt: reading(attempts.get),
    attemptSupport: reading(support.ofAttempt),
    claimAttempt: (async (request, caller, id) => {
      const { secret } = await parseBody(request, claimRequest)
      return json(await claims.claim(caller, id, secret))
    }) satisfies CallerHandler,
    cancelAttempt: acting(attempts.cancel),
    confirmCompany: acting(connections.confirm),
    verify: verifyNow,
    disconnect: (async (request, caller, id) => {
      const body = await parseBody(request, disconnectRequest)
      return json(await connections.disconnect(caller, id, body))
    }) satisfies CallerHandler,
    readiness: reading(readiness.of),
    disconnectImpact: reading(connections.impact),
    history,
    verifyHistory: reading(connections.verified),
    backlog: reading(backlogOf({ config, connections })),
    support: reading(support.ofConnection),
  }
}

const reading =
  (read: (caller: Identity, id: string) => Promise<unknown>): CallerHandler =>
  async (_request, caller, id): Promise<HttpReply> =>
    json(await read(caller, id))

const acting =
  (act: (caller: Identity, id: string) => Promise<unknown>): CallerHandler =>
  async (request, caller, id): Promise<HttpReply> => {
    await parseBody(request, emptyRequest)
    return json(await act(caller, id))
  }
