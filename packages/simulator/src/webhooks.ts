// Webhooks: signed notifications, repeated on Intuit's schedule until they are acknowledged.
import { createHmac } from 'node:crypto'
import type { Now } from './clock.ts'
import {
  isRecord,
  listOf,
  oneOf,
  optional,
  type Rule,
  readFields,
  realmId,
  text,
  webAddress,
} from './input.ts'

/** What happened to one record in one company. */
export interface WebhookEvent {
  realmId: string
  /** Entity, for example `Invoice`. */
  name: string
  /** The record's id. */
  id: string
  operation: 'Create' | 'Update' | 'Delete' | 'Merge' | 'Void' | 'Emailed'
  /** Of a merge: the id of the record that is gone. */
  deletedId?: string
  /** The record's ids in other systems of Intuit's; sent in the shape `cloudevents` alone. */
  alternativeIds?: readonly { id: string; namespace: string }[]
  /** RFC 3339; default now, on the virtual clock. */
  at?: string
  /** The CloudEvents id; default a new one. Twice the same is a duplicate. */
  eventId?: string
}

/** One notification to send. */
export interface WebhookOrder {
  url: string
  verifierToken: string
  /** `cloudevents`: an array (since 2026); `legacy`: `eventNotifications`. */
  shape: 'cloudevents' | 'legacy'
  events: readonly WebhookEvent[]
}

/** How sending goes: tried at once, then on Intuit's schedule until a 200 within 3 s. */
export interface WebhookDelivery {
  readonly id: string
  readonly state: 'acknowledged' | 'waiting'
  /** Times on the virtual clock, ms; `status` is null when no answer came in 3 s. */
  readonly attempts: readonly { readonly at: number; readonly status: number | null }[]
  readonly nextAttemptAt: number | null
}

/** The dependencies of the sender. */
export interface WebhookDeps {
  readonly now: Now
  readonly fetch: typeof fetch
  readonly id: () => string
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DEADLINE_MS = 3 * SECOND
/** Delays between attempts (Intuit's webhook documentation); the last one repeats. */
const DELAYS = [10 * SECOND, 20 * SECOND, 30 * SECOND, 5 * MINUTE, 20 * MINUTE, 2 * HOUR, 4 * HOUR, 6 * HOUR]
const VERBS = {
  Create: 'created',
  Update: 'updated',
  Delete: 'deleted',
  Merge: 'merged',
  Void: 'void',
  Emailed: 'emailed',
} as const

const eventRules: Readonly<Record<string, Rule>> = {
  realmId,
  name: text,
  id: text,
  operation: oneOf(Object.keys(VERBS)),
  deletedId: optional(text),
  alternativeIds: optional(
    listOf({
      expects: 'an id with its namespace',
      accepts: (value) => isRecord(value) && text.accepts(value.id) && text.accepts(value.namespace),
    }),
  ),
  at: optional(text),
  eventId: optional(text),
}
const anything: Rule = { expects: 'an event', accepts: () => true }
const orderRules: Readonly<Record<string, Rule>> = {
  url: webAddress,
  verifierToken: text,
  shape: oneOf(['cloudevents', 'legacy']),
  events: listOf(anything),
}

/**
 * Reads an order.
 * @throws {InputError} naming the field that is unknown or wrong.
 */
export function readWebhookOrder(input: unknown): WebhookOrder {
  const order = readFields<WebhookOrder>(input, orderRules, 'webhook')
  const events = order.events.map((event) => readFields<WebhookEvent>(event, eventRules, 'webhook event'))
  return { ...order, events }
}

interface Delivery {
  id: string
  order: WebhookOrder
  body: string
  attempts: { at: number; status: number | null }[]
  nextAttemptAt: number | null
  underWay: Promise<void> | null
}

/** Sends notifications and repeats those that were not acknowledged. */
export class WebhookSender {
  readonly #deps: WebhookDeps
  #deliveries: Delivery[] = []
  #watch: NodeJS.Timeout | undefined

  constructor(deps: WebhookDeps) {
    this.#deps = deps
  }

  /** Sends one notification; resolves after the first attempt, acknowledged or not. */
  async send(order: WebhookOrder): Promise<WebhookDelivery> {
    const delivery: Delivery = {
      id: this.#deps.id(),
      order,
      body: JSON.stringify(order.shape === 'legacy' ? this.#legacy(order) : this.#cloudEvents(order)),
      attempts: [],
      nextAttemptAt: this.#deps.now(),
      underWay: null,
    }
    this.#deliveries.push(delivery)
    await this.#attempt(delivery)
    this.#watchClock()
    return show(delivery)
  }

  list = (): WebhookDelivery[] => this.#deliveries.map(show)

  /** Attempts everything that is due; resolves when all of it was answered or timed out. */
  async runDue(): Promise<void> {
    const now = this.#deps.now()
    const due = this.#deliveries.filter(({ nextAttemptAt }) => nextAttemptAt !== null && nextAttemptAt <= now)
    await Promise.all(due.map((delivery) => this.#attempt(delivery)))
    this.#watchClock()
  }

  /** Forgets everything, also what waits. */
  clear(): void {
    for (const delivery of this.#deliveries) delivery.nextAttemptAt = null
    this.#deliveries = []
    this.#watchClock()
  }

  #attempt(delivery: Delivery): Promise<void> {
    delivery.underWay ??= this.#post(delivery).finally(() => {
      delivery.underWay = null
    })
    return delivery.underWay
  }

  async #post(delivery: Delivery): Promise<void> {
    const at = this.#deps.now()
    const status = await this.#statusOf(delivery)
    delivery.attempts.push({ at, status })
    const delay = DELAYS[Math.min(delivery.attempts.length, DELAYS.length) - 1] ?? 0
    if (delivery.nextAttemptAt !== null) delivery.nextAttemptAt = status === 200 ? null : at + delay
  }

  async #statusOf({ order, body, id }: Delivery): Promise<number | null> {
    try {
      const response = await this.#deps.fetch(order.url, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.timeout(DEADLINE_MS),
        headers: {
          'content-type': 'application/json',
          'intuit-signature': createHmac('sha256', order.verifierToken).update(body).digest('base64'),
          'intuit-created-time': new Date(this.#deps.now()).toISOString(),
          'intuit-t-id': `1-${id}`,
          'intuit-notification-schema-version': '1.0',
        },
        body,
      })
      await response.body?.cancel()
      return response.status
    } catch {
      return null
    }
  }

  /** Checks every second while anything waits: the clock may be set by the caller. */
  #watchClock(): void {
    const waiting = this.#deliveries.some(({ nextAttemptAt }) => nextAttemptAt !== null)
    if (!waiting) {
      clearInterval(this.#watch)
      this.#watch = undefined
    } else this.#watch ??= setInterval(() => void this.runDue(), SECOND).unref()
  }

  #cloudEvents({ events }: WebhookOrder) {
    return events.map((event) => ({
      specversion: '1.0',
      id: event.eventId ?? this.#deps.id(),
      source: 'intuit.simulator',
      type: `qbo.${event.name.toLowerCase()}.${VERBS[event.operation]}.v1`,
      datacontenttype: 'application/json',
      time: this.#timeOf(event),
      intuitentityid: event.id,
      intuitaccountid: event.realmId,
      data: {
        ...(event.deletedId === undefined ? {} : { deletedid: event.deletedId }),
        ...(event.alternativeIds === undefined ? {} : { alternative_ids: event.alternativeIds }),
      },
    }))
  }

  #legacy({ events }: WebhookOrder) {
    const realms = [...new Set(events.map((event) => event.realmId))]
    const eventNotifications = realms.map((realm) => ({
      realmId: realm,
      dataChangeEvent: {
        entities: events
          .filter((event) => event.realmId === realm)
          .map((event) => ({
            name: event.name,
            id: event.id,
            operation: event.operation,
            lastUpdated: this.#timeOf(event),
            ...(event.deletedId === undefined ? {} : { deletedId: event.deletedId }),
          })),
      },
    }))
    return { eventNotifications }
  }

  #timeOf = (event: WebhookEvent): string => event.at ?? new Date(this.#deps.now()).toISOString()
}

const show = ({ id, attempts, nextAttemptAt }: Delivery): WebhookDelivery => ({
  id,
  state: nextAttemptAt === null ? 'acknowledged' : 'waiting',
  attempts: attempts.map((attempt) => ({ ...attempt })),
  nextAttemptAt,
})
