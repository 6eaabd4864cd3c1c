// The record: every request on Intuit's paths, with secrets replaced by fingerprints.
import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { bearerToken, bodyFields, type Call, clientCredentials, type RouteName, textField } from './call.ts'
import type { Now } from './clock.ts'
import type { GrantRepository } from './grants.ts'
import { isRecord } from './input.ts'

/** One request on record. No value of a token, code, state, password or client secret is in it. */
export interface RecordedRequest {
  /** Counts from 1. */
  readonly number: number
  readonly route: RouteName
  /** When it came, in ms since the epoch, on the virtual clock. */
  readonly at: number
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** `authorization` is cut to its scheme, `cookie` and `referer` are left out. */
  readonly headers: Readonly<Record<string, string>>
  /** Parsed body; tokens and codes are fingerprints such as `rt#3`. */
  readonly body: Readonly<Record<string, unknown>>
  /** The client id of Basic credentials, or of the body beside its secret. */
  readonly clientId: string | null
  /** The fingerprint of a bearer token. */
  readonly bearer: string | null
  readonly realmId: string | null
  /** The grant whose token, code or bearer token was sent. */
  readonly grantId: string | null
  /** The kind of the scripted fault that hit it. */
  fault: string | null
  /** Null while unanswered, and for good when the connection was dropped without an answer. */
  status: number | null
  readonly intuitTid: string
  /** Real milliseconds until the answer was out or the connection gone; null while under way. */
  durationMs: number | null
  /** Positions of beginning and end in the order of all beginnings and ends: two requests overlap when one begins before the other ended. */
  readonly order: { readonly began: number; ended: number | null }
}

/** Which requests to list. */
export interface RequestFilter {
  route?: RouteName
  realmId?: string
}

/** The dependencies of the record. */
export interface RecordDeps {
  readonly now: Now
  /** Real milliseconds from any origin, never jumping. */
  readonly elapsed: () => number
  readonly grants: () => GrantRepository
}

const MOST_REQUESTS = 10_000
const SECRET_FIELDS = ['token', 'refresh_token', 'access_token', 'code', 'state', 'password', 'client_secret']

/** A short, stable substitute for a secret the repository does not know. */
const digest = (value: string): string => createHash('sha256').update(value).digest('hex').slice(0, 8)

/** The last 10,000 requests; those on control routes are not among them. */
export class RequestRecord {
  readonly #deps: RecordDeps
  #requests: RecordedRequest[] = []
  #count = 0
  #order = 0

  constructor(deps: RecordDeps) {
    this.#deps = deps
  }

  /** Takes a request in; `ended` is called once its answer is out or its connection gone. */
  begin(call: Call, intuitTid: string): { entry: RecordedRequest; ended: (status: number | null) => void } {
    const began = this.#deps.elapsed()
    const entry = this.#entry(call, intuitTid)
    this.#requests.push(entry)
    if (this.#requests.length > MOST_REQUESTS) this.#requests.shift()
    const ended = (status: number | null): void => {
      entry.status = status
      entry.durationMs = this.#deps.elapsed() - began
      entry.order.ended = ++this.#order
    }
    return { entry, ended }
  }

  list(filter: RequestFilter = {}): RecordedRequest[] {
    const wanted = this.#requests.filter(
      (entry) =>
        (filter.route === undefined || entry.route === filter.route) &&
        (filter.realmId === undefined || entry.realmId === filter.realmId),
    )
    return structuredClone(wanted)
  }

  clear(): void {
    this.#requests = []
  }

  #entry(call: Call, intuitTid: string): RecordedRequest {
    const bearer = bearerToken(call.headers)
    const subject = this.subjectOf(call)
    return {
      number: ++this.#count,
      route: call.route,
      at: this.#deps.now(),
      method: call.method,
      path: call.path,
      query: this.#redactFields(Object.fromEntries(call.query)) as Record<string, string>,
      headers: this.#redactHeaders(call.headers),
      body: this.#redactFields(bodyFields(call)),
      clientId: clientCredentials(call)[0]?.id ?? null,
      bearer: bearer && this.#fingerprint(bearer),
      realmId: subject.realmId,
      grantId: subject.grantId,
      fault: null,
      status: null,
      intuitTid,
      durationMs: null,
      order: { began: ++this.#order, ended: null },
    }
  }

  /** What a request is about: its company, grant type and grant. */
  subjectOf(call: Call): { realmId: string | null; grant: string | null; grantId: string | null } {
    const ledger = this.#deps.grants()
    const fields = bodyFields(call)
    const value = ['refresh_token', 'token', 'code'].map((name) => textField(fields, name)).find(Boolean)
    const token = ledger.find(value ?? bearerToken(call.headers) ?? '')
    return {
      realmId: call.params.realmId ?? (value === undefined ? null : ledger.realmOf(value)),
      grant: textField(fields, 'grant_type') || null,
      grantId: token?.grantId ?? null,
    }
  }

  #fingerprint = (value: string): string =>
    this.#deps.grants().find(value)?.fingerprint ?? `unknown#${digest(value)}`

  #redactFields(fields: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, this.#redact(name, value)]),
    )
  }

  #redact(name: string, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#redact(name, item))
    if (isRecord(value)) return this.#redactFields(value)
    if (typeof value !== 'string') return value
    if (value !== '' && SECRET_FIELDS.includes(name)) return this.#fingerprint(value)
    return this.#deps.grants().find(value)?.fingerprint ?? value
  }

  #redactHeaders(headers: IncomingHttpHeaders): Record<string, string> {
    const shown: Record<string, string> = {}
    for (const [name, value] of Object.entries(headers)) {
      if (value === undefined || name === 'cookie' || name === 'referer') continue
      const whole = Array.isArray(value) ? value.join(', ') : value
      shown[name] = name === 'authorization' ? (whole.split(' ', 1)[0] ?? '') : whole
    }
    return shown
  }
}
