// A small adapter inside the browser: the contract's routes on a state that a test can turn.
import {
  type Attempt,
  type Code,
  type Connection,
  type ConnectionList,
  type DisconnectImpact,
  type Link,
  type LinkRequest,
  type Problem,
  ROUTES,
  type SupportBundle,
} from '@mooring/contract'
import {
  attemptFixture,
  connectionFixture,
  connectionListFixture,
  FIXTURE_NOW,
  healthFixture,
  historyPageFixture,
  historyVerificationFixture,
  linkReplyFixture,
  problemFixture,
  readinessFixture,
  takeBackFixture,
  writesPageFixture,
} from '@mooring/contract/fixtures'
import { EventFeed } from './event-feed.ts'

export interface RecordedRequest {
  readonly method: string
  readonly path: string
  readonly body: Record<string, unknown>
  readonly headers: Headers
}

export interface FakeOptions {
  readonly list?: ConnectionList
  readonly links?: readonly Link[]
  readonly impact?: DisconnectImpact
}

type Handler = (id: string, body: Record<string, unknown>) => unknown

const json = (body: unknown, status = 200, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': type } })

/** Tests run in a frame of their own site. */
const top = (window.top ?? window).location
/** Where a window goes in place of Intuit: a text, as the tests' own page would start its whole machinery there. */
const CHEAP_PAGE = new URL(import.meta.url).pathname

export class FakeAdapter {
  list: ConnectionList
  links: readonly Link[]
  impact: DisconnectImpact | undefined
  readonly requests: RecordedRequest[] = []
  readonly events = new EventFeed()
  readonly attempts = new Map<string, Attempt>()
  /** What claims an attempt, and what that makes of it. */
  readonly claims = new Map<string, { readonly secret: string; readonly change: Partial<Attempt> }>()
  offline = false
  /** What answers in a route's place: a problem, or a body that is no JSON. */
  readonly instead = new Map<string, Problem | string>()
  /** What a route answers in place of its fixture; it is given what stands after the path. */
  readonly answers = new Map<string, (search: URLSearchParams) => unknown>()
  /** Resolved before a route answers, to hold it back. */
  readonly held = new Map<string, Promise<unknown>>()

  constructor({ list = connectionListFixture(), links = [], impact }: FakeOptions = {}) {
    this.list = list
    this.links = links
    this.impact = impact
    for (const attempt of list.attempts) this.attempts.set(attempt.id, attempt)
  }

  readonly fetch: typeof fetch = async (input, init = {}) => {
    const { pathname, searchParams } = new URL(String(input), location.href)
    const path = pathname.replace('/api/quickbooks', '')
    const method = init.method ?? 'GET'
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : {}
    this.requests.push({ method, path, body, headers: new Headers(init.headers) })
    if (this.offline) throw new TypeError('Failed to fetch')
    const name = `${method} ${path}`
    await this.held.get(name)
    const instead = this.instead.get(name)
    if (typeof instead === 'string')
      return new Response(instead, { headers: { 'content-type': 'text/html' } })
    if (instead) return json(instead, instead.status || 500, 'application/problem+json')
    const answer = this.answers.get(name)
    if (answer) return json(answer(searchParams))
    if (path === ROUTES.events.path) return this.events.open(init.signal ?? undefined)
    return this.#answer(method, path, body)
  }

  #answer(method: string, path: string, body: Record<string, unknown>): Response {
    for (const [route, handler] of Object.entries(this.#handlers())) {
      const [wanted, pattern = ''] = route.split(' ')
      const found = new RegExp(`^${pattern.replace(':id', '([^/]+)')}$`).exec(path)
      if (wanted !== method || !found) continue
      const reply = handler(decodeURIComponent(found[1] ?? ''), body)
      if (reply instanceof Response) return reply
      return reply === undefined
        ? this.#problem('not_found')
        : json(reply, method === 'POST' && /\/(authorize|links)$/.test(path) ? 201 : 200)
    }
    return this.#problem('not_found')
  }

  #problem(code: Code): Response {
    const problem = problemFixture(code)
    return json(problem, problem.status, 'application/problem+json')
  }

  #handlers(): Record<string, Handler> {
    const { listConnections, getConnection, authorize, getAttempt, cancelAttempt, confirmCompany } = ROUTES
    return {
      [`GET ${listConnections.path}`]: () => this.list,
      [`POST ${authorize.path}`]: (_, body) => this.#authorize(body),
      [`GET ${getConnection.path}`]: (id) => this.connection(id),
      [`GET ${getAttempt.path}`]: (id) => this.attempts.get(id),
      [`POST ${ROUTES.claimAttempt.path}`]: (id, { secret }) => {
        const claim = this.claims.get(id)
        if (!claim) return undefined
        return claim.secret === secret ? this.settle(id, claim.change) : this.#problem('state_invalid')
      },
      [`POST ${cancelAttempt.path}`]: (id) => this.#cancel(id),
      [`POST ${confirmCompany.path}`]: (id) => this.#confirm(id),
      [`POST ${ROUTES.verify.path}`]: (id) => this.connection(id),
      [`POST ${ROUTES.disconnect.path}`]: (id) => this.#disconnect(id),
      [`GET ${ROUTES.disconnectImpact.path}`]: () => this.impact,
      [`GET ${ROUTES.readiness.path}`]: () => readinessFixture(),
      [`GET ${ROUTES.history.path}`]: () => historyPageFixture(),
      [`GET ${ROUTES.backlog.path}`]: () => ({ backlog: null }),
      [`GET ${ROUTES.verifyHistory.path}`]: () => historyVerificationFixture(),
      [`GET ${ROUTES.listWrites.path}`]: () => writesPageFixture(),
      [`GET ${ROUTES.lastTakeBack.path}`]: () => ({ takeBack: null }),
      [`POST ${ROUTES.takeBack.path}`]: (id, { dryRun }) => {
        const { removed, left } = takeBackFixture()
        return dryRun ? { removed, left } : this.connection(id)?.sync
      },
      [`GET ${ROUTES.health.path}`]: () => healthFixture(),
      [`POST ${ROUTES.completeSetup.path}`]: (id) =>
        this.put({ ...this.#need(id), setup: { state: 'done', progress: null, error: null } }),
      [`POST ${ROUTES.retrySetup.path}`]: (id) =>
        this.put({ ...this.#need(id), setup: { state: 'importing', progress: null, error: null } }),
      [`GET ${ROUTES.listLinks.path}`]: () => ({ links: this.links }),
      [`POST ${ROUTES.createLink.path}`]: (_, body) => this.#createLink(body),
      [`POST ${ROUTES.revokeLink.path}`]: (id) => this.moveLink(id, 'revoked'),
      [`GET ${ROUTES.support.path}`]: (id) => this.#bundle({ connection: this.connection(id) }),
      [`GET ${ROUTES.attemptSupport.path}`]: (id) =>
        this.#bundle({
          attempts: [
            {
              id,
              stages: [{ step: 'returned', at: FIXTURE_NOW }],
              problem: this.attempts.get(id)?.problem ?? null,
            },
          ],
        }),
    }
  }

  #createLink(body: LinkRequest) {
    const reply = linkReplyFixture(body)
    this.links = [reply.link, ...this.links]
    return reply
  }

  /** What becomes of a link. */
  moveLink(id: string, state: Link['state']): Link | undefined {
    this.links = this.links.map((link) => (link.id === id ? { ...link, state } : link))
    return this.links.find((link) => link.id === id)
  }

  #bundle(about: Partial<SupportBundle>): Partial<SupportBundle> {
    return { reference: 'ref_4F7K2M', generatedAt: FIXTURE_NOW, attempts: [], ...about }
  }

  connection(id: string): Connection | undefined {
    return this.list.connections.find((connection) => connection.id === id)
  }

  #need(id: string): Connection {
    const connection = this.connection(id)
    if (!connection) throw new Error(`There is no connection ${id} in this test.`)
    return connection
  }

  /** Stores a connection and tells the stream, as the adapter does with each change. */
  put(connection: Connection): Connection {
    const others = this.list.connections.filter(({ id }) => id !== connection.id)
    const gone = connection.status === 'disconnected' && connection.confirmedAt === null
    this.list = { ...this.list, connections: gone ? others : [...others, connection] }
    this.events.push('connection', connection)
    return connection
  }

  #authorize(body: Record<string, unknown>) {
    const connectionId = typeof body.connectionId === 'string' ? body.connectionId : null
    const kind = connectionId ? 'reauthorize' : 'connect'
    const attempt = attemptFixture({ id: `att_${this.attempts.size + 1}`, kind, connectionId })
    this.attempts.set(attempt.id, attempt)
    return {
      attemptId: attempt.id,
      // In this window a fragment of the page itself: going there leaves the test where it is.
      authorizeUrl: `${body.mode === 'popup' ? location.origin + CHEAP_PAGE : top.href.replace(/#.*/, '')}#at-intuit-${attempt.id}`,
      ticket: 'ticket',
      expiresAt: attempt.expiresAt,
    }
  }

  /** The connection whose place it takes ends with it. */
  #confirm(id: string): Connection {
    const { company, replaces } = this.#need(id)
    const old = replaces === null ? undefined : this.connection(replaces)
    if (old && old.status !== 'disconnected') this.#disconnect(old.id)
    return this.put({ ...this.#need(id), ...connectionFixture(), id, company, replaces })
  }

  #disconnect(id: string): Connection {
    const before = this.#need(id)
    const after = connectionFixture('disconnected', 'by_user', {
      ...{ id, company: before.company, confirmedAt: before.confirmedAt },
      disconnect: { why: null, dataDeleted: false, revoke: 'done', ...before.disconnect },
    })
    return this.put(after)
  }

  /** Ends an attempt; what it brought must have been `put` before. Silent ones are not told to the stream. */
  settle(id: string, change: Partial<Attempt>, told = true): Attempt {
    const attempt = { ...(this.attempts.get(id) ?? attemptFixture({ id })), ...change }
    this.attempts.set(id, attempt)
    if (told) this.events.push('attempt', attempt)
    return attempt
  }

  /** What came back from Intuit to renew a connection is finished. */
  #cancel(id: string): Attempt | undefined {
    const attempt = this.attempts.get(id)
    if (attempt?.kind === 'reauthorize' && attempt.step !== 'started') return attempt
    return this.settle(id, { outcome: 'cancelled' })
  }

  /** The bodies that were posted to a route. */
  posted(path: string): Record<string, unknown>[] {
    return this.requests
      .filter((request) => request.method === 'POST' && request.path === path)
      .map(({ body }) => body)
  }
}
