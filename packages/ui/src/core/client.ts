// The only file that fetches: JSON in and out, and every failure a problem.
import type { Problem } from '@mooring/contract'
import { browserProblem, ProblemError } from './problem-error.ts'

/** Headers for each call: a value, or a function (which may be async) asked before each call. */
export type HeadersSource = HeadersInit | (() => HeadersInit | Promise<HeadersInit>)

/** What the client needs from its provider; read anew at each call. */
export interface ClientOptions {
  readonly basePath: string
  readonly fetch?: typeof fetch
  readonly headers?: HeadersSource
  /** Words for what only a browser can know. */
  readonly words: { readonly offline: string; readonly unreadable: string }
}

/** Calls to the adapter. Every rejection is a `ProblemError`, but the abort of a stream. */
export interface Client {
  /** @param fields which the reply must have: what answers instead of the adapter may send JSON, too */
  get<Reply>(path: string, ...fields: readonly string[]): Promise<Reply>
  post<Reply>(path: string, body?: unknown): Promise<Reply>
  /** The answer as it comes, for streams; no deadline. */
  open(path: string, init: RequestInit): Promise<Response>
}

/** A call that takes longer (ms) has failed; the adapter's own deadlines at Intuit are shorter. */
const DEADLINE_MS = 40_000

const hasFields = <Body>(body: unknown, ...fields: readonly string[]): body is Body =>
  typeof body === 'object' && body !== null && fields.every((field) => field in body)

/** Rejects at the signal: the host's own headers and fetch may know nothing of it. */
const aborted = (signal?: AbortSignal | null): Promise<never> =>
  new Promise((_, reject) => signal?.addEventListener('abort', reject))

/** @param read gives the options in force, so that the client itself stays the same */
export function createClient(read: () => ClientOptions): Client {
  async function open(path: string, init: RequestInit): Promise<Response> {
    const { basePath, fetch: hostFetch = fetch, headers, words } = read()
    const ask = async () => {
      const own = typeof headers === 'function' ? await headers() : headers
      // Where a host's tests run there may be no `Headers`: they are asked for only where it gives some.
      const all = { ...init.headers, ...(own && Object.fromEntries(new Headers(own))) }
      return hostFetch(basePath + path, { credentials: 'include', ...init, headers: all })
    }
    try {
      return await Promise.race([ask(), aborted(init.signal)])
    } catch {
      throw new ProblemError(browserProblem('offline', words.offline))
    }
  }

  async function call<Reply>(path: string, init: RequestInit, ...fields: readonly string[]): Promise<Reply> {
    const reply = await open(path, { signal: AbortSignal.timeout(DEADLINE_MS), ...init })
    // An HTML page of a proxy, a cut answer, another's JSON: that is not the adapter's.
    const body: unknown = await reply.json().catch(() => null)
    if (reply.ok && hasFields<Reply>(body, ...fields)) return body
    throw new ProblemError(
      hasFields<Problem>(body, 'code', 'detail')
        ? body
        : browserProblem('internal', read().words.unreadable, reply.status),
    )
  }

  return {
    open,
    get: (path, ...fields) => call(path, { headers: { accept: 'application/json' } }, ...fields),
    post: (path, body = {}) =>
      call(path, {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  }
}
