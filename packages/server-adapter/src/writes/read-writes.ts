// What one answer of Intuit's says was written. Pure.
import type { WrittenRecord } from '@mooring/contract'

/** A request of the host's, as far as it says what is written. */
export interface WriteRequest {
  readonly method: string
  /** With its query, below the company. */
  readonly path: string
  /** Its body as text; null where it could not be read twice. */
  readonly body: string | null
}

/** One write, without its contents. */
export type Written = Pick<WrittenRecord, 'entity' | 'entityId' | 'syncToken' | 'docNumber' | 'operation'>

type Fields = Readonly<Record<string, unknown>>

/** POSTs that write nothing: questions, and mail. */
const NO_WRITES: readonly RegExp[] = [
  /^\/query\/?$/i,
  /^\/cdc\/?$/i,
  /^\/reports?(?:\/|$)/i,
  /^\/[^/]+\/[^/]+\/(?:send|pdf)\/?$/i,
]

const BATCH = /^\/batch\/?$/i

const pathOf = ({ path }: WriteRequest): string => path.split('?', 1)[0] ?? ''

/** Whether a request may write at all: known before its answer. */
export const mayWrite = (request: Pick<WriteRequest, 'method' | 'path'>): boolean =>
  request.method.toUpperCase() === 'POST' &&
  !NO_WRITES.some((pattern) => pattern.test(request.path.split('?', 1)[0] ?? ''))

/** @param answer the text of an answer with status 200 @returns none where it has a fault, or no record */
export function writesIn(request: WriteRequest, answer: string): Written[] {
  const reply = objectIn(answer)
  if (reply === null || hasFault(reply)) return []
  const sent = request.body === null ? null : objectIn(request.body)
  if (BATCH.test(pathOf(request))) return batchIn(reply, sent)
  const uploads = listOf(reply.AttachableResponse)
  if (uploads.length > 0) return uploads.flatMap((upload) => recordIn(upload, 'create'))
  return recordIn(reply, operationOf(new URLSearchParams(request.path.split('?')[1] ?? ''), sent))
}

function objectIn(text: string): Fields | null {
  try {
    return fieldsOf(JSON.parse(text))
  } catch {
    return null
  }
}

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null

const listOf = (value: unknown): readonly Fields[] =>
  Array.isArray(value) ? value.map(fieldsOf).filter((item) => item !== null) : []

const hasFault = (reply: Fields): boolean => fieldsOf(reply.Fault ?? reply.fault) !== null

/** Items are matched by their id, since Intuit may answer them in another order. */
function batchIn(reply: Fields, sent: Fields | null): Written[] {
  const asked = new Map(listOf(sent?.BatchItemRequest).map((item) => [item.bId, item]))
  return listOf(reply.BatchItemResponse).flatMap((item) => {
    if (hasFault(item)) return []
    const order = asked.get(item.bId)
    const isVoid = typeof order?.optionsData === 'string' && /^void$/i.test(order.optionsData)
    return recordIn(item, isVoid ? 'void' : wordOf(order?.operation))
  })
}

type Operation = WrittenRecord['operation']

const OPERATIONS: readonly string[] = ['create', 'update', 'delete', 'void']

function wordOf(given: unknown): Operation | null {
  const word = typeof given === 'string' ? given.toLowerCase() : ''
  return OPERATIONS.includes(word) ? (word as Operation) : null
}

/** What the request asks for; null where only the record itself can say. */
function operationOf(query: URLSearchParams, sent: Fields | null): Operation | null {
  if (query.get('include')?.toLowerCase() === 'void') return 'void'
  const named = wordOf(query.get('operation'))
  if (named !== null || sent === null) return named
  const body = fieldsOf(Object.values(sent)[0])
  const isWrapped = Object.keys(sent).length === 1 && body !== null
  return (isWrapped ? body : sent).Id === undefined ? 'create' : 'update'
}

/** The one property of an answer that is a record: Intuit names it by its kind. */
function recordIn(reply: Fields, asked: Operation | null): Written[] {
  for (const [entity, value] of Object.entries(reply)) {
    const record = fieldsOf(value)
    const entityId = record && textOf(record.Id)
    if (!record || !entityId || !/^[A-Z]/.test(entity)) continue
    const syncToken = textOf(record.SyncToken)
    const isGone = record.status === 'Deleted'
    const operation = isGone ? 'delete' : (asked ?? (syncToken === '0' ? 'create' : 'update'))
    return [{ entity, entityId, syncToken, docNumber: textOf(record.DocNumber), operation }]
  }
  return []
}

const textOf = (value: unknown): string | null =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : null
