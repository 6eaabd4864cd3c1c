// The adapter of the kit's tests: the one that hosts test with, through its handlers for msw, with a record of what was asked
// and answers that are missing, strange or late.
import type { Attempt, Connection, ConnectionList, DisconnectImpact, Link, Problem } from '@mooring/contract'
import { attemptFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import { createFakeAdapter, type FakeAdapter, mooringHandlers } from '@mooring/testing/msw'
import { fetchOf } from './fetch-of.ts'

export interface RecordedRequest {
  readonly method: string
  readonly path: string
  readonly body: Record<string, unknown>
  readonly headers: Headers
}

export interface TestAdapterOptions {
  readonly list?: ConnectionList
  readonly links?: readonly Link[]
  /** @default the host says nothing of it: there is no such route */
  readonly impact?: DisconnectImpact
}

const MOUNT = '/api/quickbooks'

const json = (body: unknown, status = 200, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': type } })

const problemAnswer = (problem: Problem) => json(problem, problem.status || 500, 'application/problem+json')

/** Tests run in a frame of their own site. */
const top = (window.top ?? window).location
/** Where a window goes in place of Intuit: a text, as the tests' own page would start its whole machinery there. */
const CHEAP_PAGE = new URL(import.meta.url).pathname

/** In this window a fragment of the page itself: going there leaves the test where it is. */
const authorizeUrl = (attemptId: string, mode: 'popup' | 'redirect') =>
  `${mode === 'popup' ? location.origin + CHEAP_PAGE : top.href.replace(/#.*/, '')}#at-intuit-${attemptId}`

/** The event streams of an adapter, counted. */
function countStreams(adapter: FakeAdapter) {
  const open = new Set<(frame: string) => void>()
  let opened = 0
  let isSilent = false
  return {
    /** How many were opened in all, and how many are open. */
    get opened() {
      return opened
    },
    get current() {
      return open.size
    },
    write(text: string): void {
      for (const listener of open) listener(text)
    },
    cut: () => adapter.endStreams(),
    /** Does it without a word on the streams. */
    silently<Done>(work: () => Done): Done {
      isSilent = true
      try {
        return work()
      } finally {
        isSilent = false
      }
    },
    listen(listener: (frame: string) => void, ended?: () => void): () => void {
      opened += 1
      open.add(listener)
      const forget = () => void open.delete(listener)
      const stop = adapter.listen(
        (frame) => isSilent || listener(frame),
        () => {
          forget()
          ended?.()
        },
      )
      return () => {
        forget()
        stop()
      }
    },
  }
}

/** No person decides at Intuit: `settle` ends an attempt. Its ids count from `att_1`. */
export class TestAdapter {
  readonly requests: RecordedRequest[] = []
  /** What claims an attempt, and what that makes of it. */
  readonly claims = new Map<string, { readonly secret: string; readonly change: Partial<Attempt> }>()
  offline = false
  /** What answers in a route's place, by method and path: a problem, or a body that is no JSON. */
  readonly instead = new Map<string, Problem | string>()
  /** What a route answers in place of its fixture; it is given the query. */
  readonly answers = new Map<string, (search: URLSearchParams) => unknown>()
  /** Resolved before a route answers, to delay it. */
  readonly delays = new Map<string, Promise<unknown>>()
  readonly #adapter: FakeAdapter
  readonly #fetch: typeof fetch
  readonly events: Omit<ReturnType<typeof countStreams>, 'silently' | 'listen'>
  readonly #silently: ReturnType<typeof countStreams>['silently']

  constructor({ list = connectionListFixture(), links = [], impact }: TestAdapterOptions = {}) {
    this.#adapter = createFakeAdapter({
      state: list,
      readings: { links, ...(impact && { impact }) },
      atIntuit: 'waits',
      authorizeUrl,
      newAttemptId: () => `att_${this.#adapter.attempts().length + 1}`,
    })
    if (!impact) this.#adapter.fail('disconnectImpact', 'not_found')
    const streams = countStreams(this.#adapter)
    this.events = streams
    this.#silently = streams.silently
    const { listen } = streams
    this.#fetch = fetchOf(mooringHandlers({ adapter: { ...this.#adapter, listen }, basePath: MOUNT }))
  }

  readonly fetch: typeof fetch = async (input, init = {}) => {
    const address = new URL(String(input), location.href)
    const path = address.pathname.replace(MOUNT, '')
    const method = init.method ?? 'GET'
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : {}
    this.requests.push({ method, path, body, headers: new Headers(init.headers) })
    if (this.offline) throw new TypeError('Failed to fetch')
    const name = `${method} ${path}`
    await this.delays.get(name)
    const answer = this.#instead(name, address.searchParams) ?? this.#claim(name, body)
    return answer ?? this.#fetch(address, init)
  }

  #instead(name: string, search: URLSearchParams): Response | undefined {
    const instead = this.instead.get(name)
    if (typeof instead === 'string')
      return new Response(instead, { headers: { 'content-type': 'text/html' } })
    if (instead) return problemAnswer(instead)
    const answer = this.answers.get(name)
    return answer && json(answer(search))
  }

  #claim(name: string, { secret }: Record<string, unknown>): Response | undefined {
    const id = /^POST \/attempts\/(.*)\/claim$/.exec(name)?.[1]
    const claim = id && this.claims.get(id)
    if (!claim) return undefined
    return claim.secret === secret
      ? json(this.settle(id, claim.change))
      : problemAnswer(problemFixture('state_invalid'))
  }

  get list(): ConnectionList {
    return this.#adapter.list()
  }

  /** Unannounced. */
  set list(list: ConnectionList) {
    this.#adapter.setList(list)
  }

  get attempts(): ReadonlyMap<string, Attempt> {
    return new Map(this.#adapter.attempts().map((attempt) => [attempt.id, attempt]))
  }

  connection(id: string): Connection | undefined {
    return this.list.connections.find((connection) => connection.id === id)
  }

  /** Stores a connection and announces it on the stream, as the adapter does with each change. */
  put(connection: Connection): Connection {
    return this.#adapter.put(connection)
  }

  /** Ends an attempt; what it brought must have been `put` before. Silent ones are not announced on the stream. */
  settle(id: string, change: Partial<Attempt>, isAnnounced = true): Attempt {
    const save = () =>
      this.#adapter.putAttempt({ ...(this.attempts.get(id) ?? attemptFixture({ id })), ...change })
    return isAnnounced ? save() : this.#silently(save)
  }

  /** What has become of them, unannounced. */
  set links(links: readonly Link[]) {
    this.#adapter.setReadings({ links })
  }

  /** The bodies that were posted to a route. */
  posted(path: string): Record<string, unknown>[] {
    return this.requests
      .filter((request) => request.method === 'POST' && request.path === path)
      .map(({ body }) => body)
  }
}
