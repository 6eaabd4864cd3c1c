// The rows of a query, page by page.

import type { QueryOptions } from '../config/request-options.ts'
import { connectionStateOf, isUsable } from '../connection/connection-lifecycle.ts'
import type { Deps } from '../deps.ts'
import { type MooringError, mooringError } from '../errors/mooring-error.ts'
import { unavailableIn } from '../tokens/unavailable.ts'
import type { CompanyRequests } from './company-requests.ts'

/** What is asked for: whose, and what. */
export interface Query {
  readonly tenantId: string
  readonly connectionId: string
  /** In Intuit's query language, not encoded, without STARTPOSITION and MAXRESULTS. */
  readonly statement: string
  readonly options: QueryOptions
}

/** Rows in one answer, at most (Intuit's page on data queries). */
const PAGE_MOST = 1_000
/** Intuit's own words are cut to this length. */
const WORDS_MOST = 200

const wrong = (detail: string) => mooringError('invalid_request', detail)

/** Checks a query that is read page by page. @throws MooringError `invalid_request` */
function checkQuery({ statement, options }: Query): void {
  const { pageSize = PAGE_MOST } = options
  if (typeof statement !== 'string' || statement.trim() === '')
    throw wrong('A query is text: write it with sql`…`, which quotes its values.')
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > PAGE_MOST)
    throw wrong(`pageSize is a whole number from 1 to ${PAGE_MOST}.`)
  if (!statement.isWellFormed())
    throw wrong('The query has half a character (a lone surrogate): a text in it was cut or read wrongly.')
  const words = statement.replace(/'(?:\\.|[^'\\])*'/g, "''")
  if (/\b(?:startposition|maxresults)\b/i.test(words))
    throw wrong(
      'Leave STARTPOSITION and MAXRESULTS out: all rows are read, so many at once as pageSize says.',
    )
  if (/^\s*select\s+count\s*\(/i.test(words))
    throw wrong("A count has no rows: ask for it by request('/query?query=' + encodeURIComponent(sql`…`)).")
}

/** The rows in an answer: whatever list it has, since each entity's has its own name. null where it is a refusal. */
function rowsIn(body: unknown): unknown[] | null {
  if (typeof body !== 'object' || body === null || !('QueryResponse' in body)) return null
  const { QueryResponse: found } = body
  if (typeof found !== 'object' || found === null || 'Fault' in body || 'fault' in body) return null
  return Object.values(found).find(Array.isArray) ?? []
}

const unreadable = (details: { readonly intuitTid?: string } = {}) =>
  mooringError(
    'intuit_unavailable',
    'The answer of QuickBooks was not whole. Try again in a moment.',
    details,
  )

/** @returns reads the rows of a query, one page after the other, as they are asked for */
export function createQueries({ config, gateway, store }: Deps, requests: Pick<CompanyRequests, 'request'>) {
  /** Why an answer has no rows: what is wrong with the connection, or else with the query. */
  async function refusal({ connectionId }: Query, response: Response): Promise<MooringError> {
    const { status, fault, intuitTid } = await gateway.faultOf(response)
    const details = intuitTid === null ? {} : { intuitTid }
    const row = await store.read(({ connections }) => connections.get(connectionId))
    const now = config.now()
    const connectionState = row === null ? null : connectionStateOf(row, now, config.warnBeforeDays)
    const isInDoubt = connectionState?.status === 'checking' && status === 401
    if (
      row !== null &&
      connectionState !== null &&
      (isInDoubt || !isUsable(connectionState, row.accessExpiresAt, now))
    )
      return unavailableIn(connectionState)
    if (status === 429)
      return mooringError(
        'rate_limited',
        'QuickBooks asks to be read more slowly. Try again in a minute.',
        details,
      )
    if (status < 400 && fault === null) return unreadable(details)
    if ([401, 408].includes(status) || status >= 500)
      return mooringError(
        'intuit_unavailable',
        'QuickBooks could not answer the query. Try again in a moment.',
        details,
      )
    const code = fault?.code ? `, code ${fault.code}` : ''
    const words = fault?.message ? `: ${fault.message.slice(0, WORDS_MOST)}` : '.'
    return mooringError('invalid_request', `QuickBooks refused the query (${status}${code})${words}`, details)
  }

  async function page(query: Query, start: number, size: number): Promise<unknown[]> {
    const { tenantId, connectionId, statement, options } = query
    const { deadlineMs, signal } = options
    const whole = `${statement.trim()} STARTPOSITION ${start} MAXRESULTS ${size}`
    const terms = { ...(deadlineMs === undefined ? {} : { deadlineMs }), ...(signal ? { signal } : {}) }
    const path = `/query?query=${encodeURIComponent(whole)}`
    const response = await requests.request(tenantId, connectionId, path, terms)
    if (!response.ok) throw await refusal(query, response)
    const text = await response.text().catch((error: unknown) => {
      throw signal?.aborted ? error : unreadable()
    })
    const rows = rowsIn(parsed(text))
    if (rows === null) throw await refusal(query, new Response(text, response))
    return rows
  }

  return async function* rowsOf(query: Query): AsyncGenerator<unknown, void, undefined> {
    checkQuery(query)
    const { pageSize = PAGE_MOST } = query.options
    for (let start = 1; ; start += pageSize) {
      const rows = await page(query, start, pageSize)
      yield* rows
      if (rows.length < pageSize) return
    }
  }
}

/** @throws MooringError where it is no JSON */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable()
  }
}
