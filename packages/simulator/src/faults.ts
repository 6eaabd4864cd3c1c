// Scripted faults: which request goes wrong, how, and how often.
import { ROUTE_NAMES, type RouteName } from './call.ts'
import {
  anyText,
  InputError,
  isRecord,
  numberWithin,
  oneOf,
  optional,
  type Rule,
  readFields,
  realmId,
  text,
} from './input.ts'

/** Which requests a fault hits. What is left out hits all. */
export interface FaultTarget {
  /** `any` hits every route but the control routes. */
  route: Exclude<RouteName, 'simulator' | 'unknown' | 'redirected'> | 'any'
  /** Only token requests of this grant type. */
  grant?: 'authorization_code' | 'refresh_token'
  /** Only requests about this company (on the token route: the company of the code or token). */
  realmId?: string
  /** How many requests it hits; left out: until it is lifted. */
  times?: number
}

/** How a request goes wrong. */
export type FaultKind =
  /** Works at once, answers after `ms` (real) milliseconds, or as soon as the fault is lifted. */
  | { kind: 'slow'; ms: number }
  /** Does nothing and never answers. */
  | { kind: 'silent' }
  /** Does nothing and drops the connection. */
  | { kind: 'reset' }
  /** Does its work (a refresh rotates), then drops the connection: the answer is lost. */
  | { kind: 'reset-after-rotation' }
  | { kind: 'html-503' }
  | { kind: 'xml-429' }
  /** A JSON 429 with `Retry-After` (default "60"; also a date or garbage). */
  | { kind: 'json-429'; retryAfter?: string }
  /** 401 with lower-case `fault`, code 3200. */
  | { kind: 'lower-case-401' }
  /** 200 with something that is no answer (default `html`). */
  | { kind: 'garbage-200'; body?: 'html' | 'truncated' | 'array' | 'empty' }
  /** 200 with an error in the body. */
  | { kind: 'error-200' }
  /** Does its work; the answer lacks `refresh_token`. */
  | { kind: 'missing-refresh-token' }
  /** 307 to `to` (default: a page of the simulator's own, on record as route `redirected`). */
  | { kind: 'redirect-307'; to?: string }
  /** 200 with a body of `megabytes` (default 200). */
  | { kind: 'huge-body'; megabytes?: number }
  /** Does its work and answers one byte every `ms` (real; default 1000). */
  | { kind: 'drip'; ms?: number }
  | { kind: 'invalid_grant' }
  | { kind: 'invalid_client' }
  /** On authorize: sends the person straight back with `error` (default `access_denied`). */
  | { kind: 'redirect-error'; error?: string }
  /** Exactly this answer. */
  | { kind: 'status'; status: number; body?: string; headers?: Record<string, string> }

/** A fault: what it hits and what happens. */
export type Fault = FaultTarget & FaultKind

/** A fault that is on, with how often it hit. */
export type ActiveFault = Fault & { readonly id: string; readonly hits: number }

const stringMap: Rule = {
  expects: 'an object of texts',
  accepts: (value) => isRecord(value) && Object.values(value).every((item) => typeof item === 'string'),
}

const milliseconds = numberWithin(0, 3_600_000)

const kinds: Readonly<Record<FaultKind['kind'], Readonly<Record<string, Rule>>>> = {
  slow: { ms: milliseconds },
  silent: {},
  reset: {},
  'reset-after-rotation': {},
  'html-503': {},
  'xml-429': {},
  'json-429': { retryAfter: optional(anyText) },
  'lower-case-401': {},
  'garbage-200': { body: optional(oneOf(['html', 'truncated', 'array', 'empty'])) },
  'error-200': {},
  'missing-refresh-token': {},
  'redirect-307': { to: optional(text) },
  'huge-body': { megabytes: optional(numberWithin(0, 10_000)) },
  drip: { ms: optional(milliseconds) },
  invalid_grant: {},
  invalid_client: {},
  'redirect-error': { error: optional(text) },
  status: { status: numberWithin(200, 599), body: optional(anyText), headers: optional(stringMap) },
}

const targetRules: Readonly<Record<string, Rule>> = {
  route: oneOf([
    'any',
    ...ROUTE_NAMES.filter((name) => !['simulator', 'unknown', 'redirected'].includes(name)),
  ]),
  grant: optional(oneOf(['authorization_code', 'refresh_token'])),
  realmId: optional(realmId),
  times: optional(numberWithin(1, 1_000_000)),
  kind: oneOf(Object.keys(kinds)),
}

const isKind = (value: unknown): value is FaultKind['kind'] =>
  typeof value === 'string' && Object.hasOwn(kinds, value)

/**
 * Reads a fault.
 * @throws {InputError} naming the field that is unknown or wrong.
 */
export function readFault(input: unknown): Fault {
  const kind = isRecord(input) ? input.kind : undefined
  if (isRecord(input) && !isKind(kind)) {
    throw new InputError(`fault: "kind" must be one of ${Object.keys(kinds).join(', ')}.`)
  }
  return readFields<Fault>(input, { ...targetRules, ...(isKind(kind) ? kinds[kind] : {}) }, 'fault')
}

/** What a request is about, as far as faults care. */
export interface FaultSubject {
  readonly route: RouteName
  readonly grant: string | null
  readonly realmId: string | null
}

/** A fault that was put on. One that has hit as often as it should is used up, and can still be lifted. */
interface Entry {
  readonly id: string
  readonly fault: Fault
  readonly lifting: AbortController
  hits: number
}

/** A fault that hits a request. */
export interface Hit {
  readonly fault: Fault
  /** Aborts when the fault is lifted: what waits because of it goes on. */
  readonly lifted: AbortSignal
}

const isUsedUp = ({ fault, hits }: Entry): boolean => fault.times !== undefined && hits >= fault.times

/** The faults that are on. */
export class FaultScript {
  #entries: Entry[] = []
  #count = 0

  /** Puts a fault on; later ones wait behind earlier ones. Returns what lifts it. */
  add(fault: Fault): () => void {
    this.#count += 1
    const entry = { id: `fault-${this.#count}`, fault, lifting: new AbortController(), hits: 0 }
    this.#entries.push(entry)
    return () => {
      this.#entries = this.#entries.filter((other) => other !== entry)
      entry.lifting.abort()
    }
  }

  clear(): void {
    const lifted = this.#entries
    this.#entries = []
    for (const { lifting } of lifted) lifting.abort()
  }

  list = (): ActiveFault[] =>
    this.#entries.filter((entry) => !isUsedUp(entry)).map(({ id, fault, hits }) => ({ ...fault, id, hits }))

  /** The first fault that hits this request, counted; null when all goes well. */
  take(subject: FaultSubject): Hit | null {
    const entry = this.#entries.find((one) => !isUsedUp(one) && hits(one.fault, subject))
    if (!entry) return null
    entry.hits += 1
    // A request may still wait because of a slow one, and hear that it was lifted.
    if (isUsedUp(entry) && entry.fault.kind !== 'slow') {
      this.#entries = this.#entries.filter((other) => other !== entry)
    }
    return { fault: entry.fault, lifted: entry.lifting.signal }
  }
}

function hits(fault: Fault, subject: FaultSubject): boolean {
  if (subject.route === 'simulator' || subject.route === 'redirected') return false
  if (fault.route !== 'any' && fault.route !== subject.route) return false
  if (fault.grant !== undefined && fault.grant !== subject.grant) return false
  return fault.realmId === undefined || fault.realmId === subject.realmId
}
