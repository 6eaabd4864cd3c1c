// A company connected through a host's own app, as a person and a browser do it, without either.
import type { Attempt, AuthorizeReply, Connection, Problem } from '@mooring/contract'
import { openAppClient } from './app-client.ts'
import type { TestApp } from './test-app.ts'

/**
 * Who is signed in at your product: request headers, as `{ cookie }` or `{ authorization }`, or a `Cookie` header as text. The id
 * of a user of the simulator (a text without "=") says who is signed in at Intuit instead.
 */
export type TestPerson = string | Readonly<Record<string, string>>

/** What is used of `@mooring/simulator`. */
interface Simulator {
  readonly control: {
    authorize(authorizeUrl: string, person: { user: string; company: string }): Promise<string>
    state(): {
      readonly users: readonly { readonly id: string; readonly adminOf: readonly string[] }[]
      readonly companies: readonly { readonly realmId: string; readonly name: string }[]
    }
  }
}

export interface ConnectCompanyOptions {
  /** The Intuit that your app is plugged in with, of `startIntuitSimulator()`. */
  simulator: Simulator
  /** Who does it. @default no headers, for an `identify` that needs none */
  as?: TestPerson
  /** Name or realm id of a company of the simulator's. @default its first one */
  company?: string
  /** Where the adapter is mounted. @default '/api/quickbooks' */
  mount?: string
  /** Whether the person says "Yes, use this company". @default true */
  confirm?: boolean
}

const PATIENCE_MS = 15_000
const BETWEEN_MS = 50

/**
 * Connects a company and resolves with its connection, as the person gets it. The app needs to listen nowhere.
 * @param app an Express app or another `(req, res)` listener, a node server, an app or a function from `Request` to `Response`, or the origin of one that listens
 * @throws Error with the problem's code and sentence where a step is refused, and where there is no such company or person
 */
export async function connectCompany(app: TestApp, options: ConnectCompanyOptions): Promise<Connection> {
  const { simulator, company, mount = '/api/quickbooks', confirm = true } = options
  const person = personOf(options.as, simulator, company)
  await using client = await openAppClient(app)
  const call = async <Reply>(
    path: string,
    init: { body?: object; cookie?: string } = {},
  ): Promise<Called<Reply>> => {
    const response = await client.fetch(mount.replace(/\/+$/, '') + path, requestOf(person.headers, init))
    return readReply<Reply>(path, response)
  }

  const started = await call<AuthorizeReply>('/connections/authorize', { body: { mode: 'redirect' } })
  const back = new URL(await simulator.control.authorize(started.reply.authorizeUrl, person.atIntuit))
  const callback = back.pathname + back.search
  await client.fetch(callback, requestOf(person.headers, { cookie: started.cookie }))
  const attempt = await ended((id) => call<Attempt>(`/attempts/${id}`), started.reply.attemptId)
  if (attempt.connectionId === null || attempt.problem !== null) throw failed('The authorization', attempt)
  const path = `/connections/${encodeURIComponent(attempt.connectionId)}`
  const { reply: connection } = await call<Connection>(path)
  if (!confirm || connection.status !== 'awaiting_confirmation') return connection
  return (await call<Connection>(`${path}/confirm-company`, { body: {} })).reply
}

interface Called<Reply> {
  readonly reply: Reply
  /** What the answer sets, as the next request's `Cookie`. */
  readonly cookie: string
}

function requestOf(
  headers: Readonly<Record<string, string>>,
  init: { body?: object; cookie?: string },
): RequestInit {
  const all = new Headers(headers)
  const cookie = [all.get('cookie'), init.cookie].filter(Boolean).join('; ')
  if (cookie) all.set('cookie', cookie)
  const request: RequestInit = { headers: all, redirect: 'manual' }
  if (init.body === undefined) return request
  all.set('content-type', 'application/json')
  return { ...request, method: 'POST', body: JSON.stringify(init.body) }
}

async function readReply<Reply>(path: string, response: Response): Promise<Called<Reply>> {
  const text = await response.text()
  const json = (): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      return null
    }
  }
  const body = json()
  if (!response.ok || body === null) throw refused(path, response.status, body as Problem | null)
  const cookie = response.headers.getSetCookie().map((one) => one.split(';')[0])
  return { reply: body as Reply, cookie: cookie.join('; ') }
}

function refused(path: string, status: number, problem: Problem | null): Error {
  if (problem?.code) return new Error(`${path} answered ${status} ${problem.code}: ${problem.detail}`)
  return new Error(
    `${path} answered ${status}, and not as the adapter does. Is it mounted there? Say where by \`mount\`.`,
  )
}

const failed = (what: string, { outcome, problem }: Attempt): Error =>
  new Error(`${what} ended as "${outcome}"${problem ? `: ${problem.code}: ${problem.detail}` : '.'}`)

/** A company that can't be read yet leaves an attempt pending: it is asked for again. */
async function ended(ask: (id: string) => Promise<Called<Attempt>>, id: string): Promise<Attempt> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    const { reply } = await ask(id)
    if (reply.outcome !== 'pending') return reply
    if (performance.now() > until)
      throw failed(`The authorization still waits after ${PATIENCE_MS / 1000} s and`, reply)
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS))
  }
}

interface Person {
  readonly headers: Readonly<Record<string, string>>
  readonly atIntuit: { user: string; company: string }
}

function personOf(as: TestPerson = {}, { control }: Simulator, company: string | undefined): Person {
  const { users, companies } = control.state()
  const isText = typeof as === 'string'
  const named = isText && !as.includes('=') ? as : null
  const headers = isText ? (named === null ? { cookie: as } : {}) : as
  const chosen = companies.find(
    ({ name, realmId }) => company === undefined || company === name || company === realmId,
  )
  if (!chosen)
    throw new Error(
      `The simulator has no company "${company}". It has: ${companies.map(({ name }) => name).join(', ')}.`,
    )
  const user = users.find(({ id, adminOf }) =>
    named === null ? adminOf.includes(chosen.realmId) : id === named,
  )
  if (!user) {
    const known = users.map(({ id }) => id).join(', ')
    throw new Error(
      named === null
        ? `${chosen.name} has no admin in the simulator: give it one by control.setAdmin().`
        : `The simulator has no user "${named}". It has: ${known}. Your product's session is given as { cookie } or { authorization }.`,
    )
  }
  return { headers, atIntuit: { user: user.id, company: chosen.realmId } }
}
