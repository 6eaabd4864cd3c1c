// A browser as far as HTTP goes: cookies, an origin, redirects followed by hand.
import {
  type Attempt,
  type AuthorizeReply,
  CLAIM_FIELD,
  type Connection,
  type ConnectionList,
  type Problem,
} from '@mooring/contract'
import type { ScriptedPerson, SimulatorControl } from '@mooring/simulator'

export interface Answer<T = unknown> {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: T
}

/** What a callback handed the browser that came back, in the fragment of where it leads; null where nothing. */
export function secretOf(callback: Pick<Answer, 'headers'>): string | null {
  const { hash } = new URL(callback.headers.get('location') ?? '', 'http://localhost')
  return new RegExp(`[#?&]${CLAIM_FIELD}=([0-9a-f]+)`).exec(hash)?.[1] ?? null
}

export class Browser {
  readonly cookies = new Map<string, string>()
  readonly origin: string

  constructor(origin: string, session: string | null) {
    this.origin = origin
    if (session !== null) this.cookies.set('session', encodeURIComponent(session))
  }

  async send<T = unknown>(
    method: string,
    path: string,
    init: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const address = path.startsWith('http') ? path : `${this.origin}/api/quickbooks${path}`
    const writes: Record<string, string> =
      method === 'POST' ? { origin: this.origin, 'sec-fetch-site': 'same-origin' } : {}
    const typed: Record<string, string> =
      init.body === undefined ? {} : { 'content-type': 'application/json' }
    const response = await fetch(address, {
      method,
      redirect: 'manual',
      headers: { cookie: this.cookieHeader(), ...writes, ...typed, ...init.headers },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    })
    for (const cookie of response.headers.getSetCookie()) this.store(cookie)
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson && text !== '' ? JSON.parse(text) : null) as T,
    }
  }

  get = async <T = unknown>(path: string, headers: Record<string, string> = {}) =>
    await this.send<T>('GET', path, { headers })
  post = async <T = unknown>(path: string, body?: unknown, headers: Record<string, string> = {}) =>
    await this.send<T>('POST', path, { body, headers })

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  private store(cookie: string): void {
    const [pair = ''] = cookie.split(';')
    const index = pair.indexOf('=')
    if (/; Max-Age=0(;|$)/.test(cookie)) this.cookies.delete(pair.slice(0, index))
    else this.cookies.set(pair.slice(0, index), pair.slice(index + 1))
  }

  /** Starts an attempt; fails the test where it is refused. */
  async authorize(body: Record<string, unknown> = { mode: 'popup' }): Promise<AuthorizeReply> {
    const answer = await this.post<AuthorizeReply & Problem>('/connections/authorize', {
      mode: 'popup',
      ...body,
    })
    if (answer.status !== 201) throw new Error(`authorize answered ${answer.status} ${answer.body?.code}`)
    return answer.body
  }

  /** The whole way through Intuit and back. */
  async goThrough(
    control: SimulatorControl,
    person: ScriptedPerson,
    body: Record<string, unknown> = {},
  ): Promise<{ attempt: Attempt; callback: Answer; callbackUrl: string }> {
    const started = await this.authorize(body)
    const callbackUrl = await control.authorize(started.authorizeUrl, person)
    const callback = await this.get(callbackUrl)
    await this.claim(started.attemptId, callback)
    const attempt = await this.get<Attempt>(`/attempts/${started.attemptId}`)
    return { attempt: attempt.body, callback, callbackUrl }
  }

  /** What the page of a host does whose callback sees no one; nothing where that saw the starter's session. */
  async claim(attemptId: string, callback: Answer): Promise<void> {
    const secret = secretOf(callback)
    if (secret !== null) await this.post(`/attempts/${attemptId}/claim`, { secret })
  }

  /** Connects a company and confirms it. */
  async connect(control: SimulatorControl, person: ScriptedPerson): Promise<Connection> {
    const { attempt } = await this.goThrough(control, person)
    if (attempt.connectionId === null) throw new Error(`not connected: ${attempt.problem?.code}`)
    return (await this.post<Connection>(`/connections/${attempt.connectionId}/confirm-company`)).body
  }

  /** What says who asks, for a call that is made without this class. */
  signed(): Record<string, string> {
    return { cookie: this.cookieHeader() }
  }

  list = async () => (await this.get<ConnectionList>('/connections')).body
}

/** A page that signs each of its calls, as with a bearer token: no session is seen where the browser itself goes. */
export class BearerBrowser extends Browser {
  readonly person: string

  constructor(origin: string, person: string) {
    super(origin, null)
    this.person = person
  }

  override signed(): Record<string, string> {
    return { ...super.signed(), authorization: `Bearer ${this.person}` }
  }

  override async send<T = unknown>(
    method: string,
    path: string,
    init: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const isCall = !path.startsWith('http') && !path.startsWith('/callback')
    const { authorization = '' } = this.signed()
    const headers = isCall ? { authorization, ...init.headers } : init.headers
    return await super.send<T>(method, path, { ...init, ...(headers && { headers }) })
  }
}
