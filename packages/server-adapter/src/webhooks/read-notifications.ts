// From a webhook's bytes to what happened in which company: CloudEvents and the shape before them. Pure.
import { parseRealmId, type RealmId } from '@mooring/contract'
import { toTimestamp } from '../platform/clock.ts'
import { sha256 } from '../platform/ids.ts'
import type { WebhookEntity } from '../stores/webhook-records.ts'
import { parseEventType } from './cloud-event-type.ts'

/** One event of a webhook. */
export interface Notification {
  /** The same for the same event, however often it is sent. */
  readonly key: string
  readonly realmId: RealmId
  readonly entity: WebhookEntity
  /** From the change to its arrival, ms; null where it isn't said when the change was. */
  readonly delayMs: number | null
}

/** What a webhook contains. */
export interface Notifications {
  readonly events: readonly Notification[]
  /** Events that don't say which company they are of. */
  readonly unreadable: number
}

type Fields = Readonly<Record<string, unknown>>

const MOST_LETTERS = 200
/** One event's other ids that are handed on. */
const MOST_OTHER_IDS = 20
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const wordOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, MOST_LETTERS) : ''

/** @returns null where it is not JSON, or of neither shape */
export function readNotifications(bytes: Buffer, receivedAt: number): Notifications | null {
  const body = parse(bytes)
  if (Array.isArray(body)) return gather(body.map((event) => cloudEvent(event, receivedAt)))
  if (!isFields(body)) return null
  if (body.specversion !== undefined) return gather([cloudEvent(body, receivedAt)])
  if (!Array.isArray(body.eventNotifications)) return null
  return gather(body.eventNotifications.flatMap((company) => oldEvents(company, receivedAt)))
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

const gather = (read: readonly (Notification | null)[]): Notifications => {
  const events = read.filter((event) => event !== null)
  return { events, unreadable: read.length - events.length }
}

function cloudEvent(event: unknown, receivedAt: number): Notification | null {
  if (!isFields(event)) return null
  const realmId = parseRealmId(wordOf(event.intuitaccountid))
  const id = wordOf(event.id)
  // An event that names no id is known by all it says.
  const identity = id === '' ? ['event', event] : ['id', wordOf(event.source), id]
  const said = isFields(event.data) ? event.data : {}
  const entity = {
    ...parseEventType(wordOf(event.type)),
    id: wordOf(event.intuitentityid),
    ...otherIds({ ...event, ...said }),
  }
  return notification({ identity, realmId, entity, time: event.time }, receivedAt)
}

function oldEvents(company: unknown, receivedAt: number): (Notification | null)[] {
  if (!isFields(company) || !isFields(company.dataChangeEvent)) return [null]
  const realmId = parseRealmId(wordOf(company.realmId))
  return listOf(company.dataChangeEvent.entities).map((entity) => oldEvent(entity, realmId, receivedAt))
}

function oldEvent(event: unknown, realmId: RealmId | null, receivedAt: number): Notification | null {
  if (!isFields(event)) return null
  const words = { name: wordOf(event.name), id: wordOf(event.id), operation: wordOf(event.operation) }
  const entity = { ...words, ...otherIds(event) }
  const identity = ['entity', realmId, event]
  return notification({ identity, realmId, entity, time: event.lastUpdated }, receivedAt)
}

/**
 * Ids besides the record's own. CloudEvents spell them `deletedid` and `alternative_ids`, in `data` or as attributes of the
 * event, the shape before them `deletedId` (Intuit's webhook documentation); a field is known by its letters.
 */
function otherIds(said: Fields): Pick<WebhookEntity, 'deletedId' | 'alternativeIds'> {
  const field = (letters: string): unknown =>
    Object.entries(said).find(([name]) => name.replaceAll('_', '').toLowerCase() === letters)?.[1]
  const deletedId = wordOf(field('deletedid'))
  const alternativeIds = listOf(field('alternativeids')).slice(0, MOST_OTHER_IDS).flatMap(alternativeId)
  return {
    ...(deletedId === '' ? {} : { deletedId }),
    ...(alternativeIds.length === 0 ? {} : { alternativeIds }),
  }
}

function alternativeId(given: unknown): NonNullable<WebhookEntity['alternativeIds']> {
  const { id: said, namespace: space } = isFields(given) ? given : { id: given }
  const id = wordOf(said)
  const namespace = wordOf(space)
  return id === '' ? [] : [{ id, ...(namespace === '' ? {} : { namespace }) }]
}

interface Read {
  /** What makes it the same event when it is sent again. */
  readonly identity: readonly unknown[]
  readonly realmId: RealmId | null
  readonly entity: Omit<WebhookEntity, 'at'>
  readonly time: unknown
}

function notification({ identity, realmId, entity, time }: Read, receivedAt: number): Notification | null {
  if (realmId === null) return null
  const said = wordOf(time)
  const changedAt = Date.parse(said)
  const isKnown = !Number.isNaN(changedAt)
  const at = UTC.test(said) && isKnown ? said : toTimestamp(isKnown ? changedAt : receivedAt)
  return {
    key: sha256(JSON.stringify(identity)),
    realmId,
    entity: { ...entity, at },
    delayMs: isKnown ? Math.max(0, receivedAt - changedAt) : null,
  }
}
