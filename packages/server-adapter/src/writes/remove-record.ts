// Removes one record from the company's books, if no one but us has changed it.
import type { LeftWhy } from '@mooring/contract'
import type { RunTools } from '../config/options.ts'
import type { Deps } from '../deps.ts'
import { MooringError, mooringError } from '../errors/mooring-error.ts'
import { DIAGNOSTIC_FAULTS } from '../failures/classify-failure.ts'
import type { IntuitReply } from '../gateway/intuit-gateway.ts'
import { discardBody } from '../gateway/read-body.ts'
import { SECOND } from '../platform/clock.ts'
import type { Removal } from './plan-take-back.ts'
import { pathFor, type Way, waysFor } from './removal.ts'

/** What a removal needs. */
export interface RemovalTools {
  readonly deps: Pick<Deps, 'gateway' | 'pause'>
  readonly request: RunTools['request']
  /** The same for every try of the same removal: Intuit answers a repeated `requestid` with its first answer. */
  readonly requestId: string
  /** QuickBooks may have been asked before, by a process that ended, or without an answer. */
  readonly wasAsked: boolean
}

/** Calls of one removal whose answer got lost, and the pause after each, ms. */
const TRIES = 3
const PAUSE_MS = 2 * SECOND

/** Intuit's codes (developer.intuit.com, Error codes): the version is old · there is no such record · the path has no such operation. */
const STALE = '5010'
const NOT_FOUND = '610'
const UNSUPPORTED = '500'

type Verdict = 'removed' | LeftWhy

/** A call, and whether an earlier try of it may have been carried out. */
interface Called {
  readonly reply: IntuitReply
  readonly response: Response
  readonly mayBeDone: boolean
}

/** @throws SyncPausedError where a person is needed; MooringError `intuit_unavailable` where Intuit does not answer */
export async function removeRecord(removal: Removal, tools: RemovalTools): Promise<Verdict> {
  for (const way of waysFor(removal.write.entity)) {
    const verdict = way === 'inactive' ? await deactivate(removal, tools) : await remove(removal, tools, way)
    if (verdict !== 'unsupported') return verdict
  }
  return 'refused_by_quickbooks'
}

async function remove(
  { write, syncToken }: Removal,
  tools: RemovalTools,
  way: Exclude<Way, 'inactive'>,
): Promise<Verdict | 'unsupported'> {
  const query = `operation=${way}&requestid=${tools.requestId}-${way}`
  const body = JSON.stringify({ Id: write.entityId, SyncToken: syncToken })
  const called = await post(tools, `${pathFor(write.entity)}?${query}`, body)
  discardBody(called.response)
  return verdictOf(called)
}

/** The whole record is sent back, since some lists take no sparse update. */
async function deactivate(
  { write, syncToken }: Removal,
  tools: RemovalTools,
): Promise<Verdict | 'unsupported'> {
  const path = pathFor(write.entity)
  const found = await patiently(tools, `${path}/${encodeURIComponent(write.entityId)}`, {})
  if (found.reply.fault !== null || !found.response.ok) {
    discardBody(found.response)
    return verdictOf(found)
  }
  const record = await recordOf(found.response, write.entity)
  if (record?.Active === false) return tools.wasAsked ? 'removed' : 'already_gone'
  if (record === null || record.SyncToken !== syncToken) return 'changed_since'
  const body = JSON.stringify({ ...record, Active: false, sparse: true })
  const called = await post(tools, `${path}?requestid=${tools.requestId}-inactive`, body)
  discardBody(called.response)
  return verdictOf(called)
}

async function recordOf(response: Response, entity: string): Promise<Record<string, unknown> | null> {
  const body: unknown = await response.json().catch(() => null)
  const record = body && (body as Record<string, unknown>)[entity]
  return typeof record === 'object' && record !== null ? (record as Record<string, unknown>) : null
}

const post = (tools: RemovalTools, path: string, body: string): Promise<Called> =>
  patiently(tools, path, { method: 'POST', headers: { 'content-type': 'application/json' }, body })

/** Asks until there is an answer that says something; the run itself waits out throttles and doubts. */
async function patiently(tools: RemovalTools, path: string, init: RequestInit): Promise<Called> {
  const { gateway, pause } = tools.deps
  for (let tries = 1; ; tries++) {
    const answer = await tools.request(path, init).catch(unlessLost)
    if (answer instanceof Response) {
      const reply = await gateway.faultOf(answer)
      if (isSaid(reply, tries)) return { reply, response: answer, mayBeDone: tools.wasAsked || tries > 1 }
      discardBody(answer)
    }
    if (tries === TRIES) throw answer instanceof Error ? answer : silent()
    await pause(PAUSE_MS * tries)
  }
}

/** A fault that speaks of the connection says nothing of the record, unless the connection turns out to be well. */
function isSaid({ status, fault }: IntuitReply, tries: number): boolean {
  if (status >= 500 || status === 429 || status === 401) return false
  return tries === TRIES || fault === null || !DIAGNOSTIC_FAULTS.includes(fault.code)
}

/** What says nothing about whether it was done: anything else is thrown on. */
function unlessLost(error: unknown): MooringError {
  if (error instanceof MooringError && error.code === 'intuit_unavailable') return error
  throw error
}

const silent = () => mooringError('intuit_unavailable', 'QuickBooks did not answer. Try again in a moment.')

function verdictOf({ reply, response, mayBeDone }: Called): Verdict | 'unsupported' {
  const code = reply.fault?.code ?? null
  if (response.ok && code === null) return 'removed'
  if (code === NOT_FOUND) return mayBeDone ? 'removed' : 'already_gone'
  if (code === STALE) return 'changed_since'
  return code === UNSUPPORTED ? 'unsupported' : 'refused_by_quickbooks'
}
