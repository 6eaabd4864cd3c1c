// Reading a company: what is used of an answer of /companyinfo, and what a refusal means.
import { displayText } from '../platform/display-text.ts'
import { parseFault } from './fault-parsing.ts'
import { readObject } from './grant-reply.ts'
import {
  type CompanyInfo,
  GatewayError,
  type GatewayFailureKind,
  type IntuitFault,
  type IntuitReply,
} from './intuit-gateway.ts'
import { readRetryAfter } from './retry-after.ts'
import { type IntuitAnswer, isIntuitsTrouble } from './transport.ts'

/** Code points read of a company's name; of its country and subscription. */
const MAX_NAME = 255
const MAX_WORD = 60

/** What a fault means where the status doesn't say: in a 200, or a 400. */
const FAULT_KINDS = new Map<string | null, GatewayFailureKind>([
  ['3200', 'unauthorized'],
  ['100', 'unauthorized'],
  ['3100', 'forbidden'],
  ['120', 'forbidden'],
  ['130', 'forbidden'],
  ['140', 'forbidden'],
  ['150', 'forbidden'],
  ['6190', 'forbidden'],
  ['7001', 'forbidden'],
  ['3001', 'throttled'],
])

/** Intuit's word for a failure of its own. */
const SYSTEM_FAULT = 'SystemFault'

function kindOf(status: number, fault: IntuitFault | null): GatewayFailureKind {
  if (status === 429 || fault?.code === '3001') return 'throttled'
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  if (isIntuitsTrouble(status)) return 'unavailable'
  return (
    FAULT_KINDS.get(fault?.code ?? null) ?? (fault?.type === SYSTEM_FAULT ? 'unavailable' : 'other_error')
  )
}

function subscriptionOf(pairs: unknown): string | null {
  if (!Array.isArray(pairs)) return null
  const pair: unknown = pairs.find((entry) => entry?.Name === 'SubscriptionStatus')
  return displayText((pair as { Value?: unknown } | undefined)?.Value, MAX_WORD)
}

/**
 * The failure an answer of the accounting API stands for; null where it is a success (2xx and no fault inside).
 * @param retryAfter seconds
 */
function failureOfReply(reply: IntuitReply, retryAfter: number | null): GatewayError | null {
  const { status, fault, intuitTid } = reply
  if (status < 300 && fault === null) return null
  const code = fault?.code ? `, code ${fault.code}` : ''
  return new GatewayError(kindOf(status, fault), `Intuit refused the call. Status ${status}${code}.`, {
    status,
    fault,
    intuitTid,
    retryAfter,
  })
}

/**
 * The company in an answer: of all it has only name, country and subscription
 * (not its addresses and tax numbers).
 * @param now milliseconds since the epoch
 * @throws GatewayError for a refusal, a fault inside a 200, and an answer without a company
 */
export function readCompanyInfo(answer: IntuitAnswer, now: number): CompanyInfo {
  const { status, intuitTid } = answer
  const reply = { status, fault: parseFault(answer.text), intuitTid }
  const failure = failureOfReply(reply, readRetryAfter(answer.headers.get('retry-after'), now))
  if (failure !== null) throw failure
  const info = readObject(answer.text)?.CompanyInfo
  if (typeof info !== 'object' || info === null || Array.isArray(info))
    throw new GatewayError('invalid_response', "Intuit's answer has no company.", { status, intuitTid })
  const { CompanyName, Country, NameValue } = info as Record<string, unknown>
  return {
    name: displayText(CompanyName, MAX_NAME),
    country: displayText(Country, MAX_WORD),
    subscriptionStatus: subscriptionOf(NameValue),
    intuitTid,
  }
}
