// A browser as far as HTTP goes: cookies, an origin, redirects followed by hand.
import type { Attempt, AuthorizeReply, Connection, ConnectionList, Problem } from '@mooring/contract'
import type { ScriptedPerson, SimulatorControl } from '@mooring/simulator'

export interface Answer<T = unknown> {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: T
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
    const attempt = await this.get<Attempt>(`/attempts/${started.attemptId}`)
    return { attempt: attempt.body, callback, callbackUrl }
  }

  /** Connects a company and confirms it. */
  async connect(control: SimulatorControl, person: ScriptedPerson): Promise<Connection> {
    const { attempt } = await this.goThrough(control, person)
    if (attempt.connectionId === null) throw new Error(`not connected: ${attempt.problem?.code}`)
    return (await this.post<Connection>(`/connections/${attempt.connectionId}/confirm-company`)).body
  }

  list = async () => (await this.get<ConnectionList>('/connections')).body
}
