// What an operator sees of webhooks: each one that Intuit signed, and how many were refused.

import type { Deps } from '../deps.ts'
import { mooringError } from '../errors/mooring-error.ts'
import { DAY, toTimestamp, toTimestampOrNull } from '../platform/clock.ts'
import { isId } from '../platform/ids.ts'
import type { LoggedWebhook } from '../stores/webhook-records.ts'

const PAGE = 50
/** Refusals of the last week are shown. */
const REFUSALS_SHOWN_MS = 7 * DAY

/** A webhook that Intuit had signed. Times in RFC 3339. */
export interface WebhookDelivery {
  readonly id: string
  readonly arrivedAt: string
  /** `waiting`: not worked on yet; `worked_on`: its events are with their connections; `parked`: given up, see `why`. */
  readonly state: 'waiting' | 'worked_on' | 'parked'
  readonly workedOnAt: string | null
  readonly parkedAt: string | null
  /** How often working on it failed. */
  readonly tries: number
  /** Why it is parked, or why its last try failed: `unreadable`, or a code and the reference of the log's line. */
  readonly why: string | null
  /** How many events it brought. */
  readonly events: number
  /** Whose they are: none where no connection has the company. */
  readonly connections: readonly {
    readonly connectionId: string
    readonly tenantId: string
    readonly events: number
  }[]
}

/** A page of the log, the newest first. */
export interface WebhookLogPage {
  readonly deliveries: readonly WebhookDelivery[]
  readonly nextCursor: string | null
  /** Hours of the last week in which webhooks were refused because they had no signature that fits a verifier token, the newest first. */
  readonly refused: readonly { readonly hour: string; readonly count: number }[]
}

export interface WebhookLogFilter {
  readonly connectionId?: string
  /** `nextCursor` of the page before. */
  readonly cursor?: string
}

const stateOf = ({ workedAt, parkedAt }: LoggedWebhook): WebhookDelivery['state'] => {
  if (workedAt !== null) return 'worked_on'
  return parkedAt === null ? 'waiting' : 'parked'
}

const viewOf = (logged: LoggedWebhook): WebhookDelivery => ({
  id: logged.id,
  arrivedAt: toTimestamp(logged.receivedAt),
  state: stateOf(logged),
  workedOnAt: toTimestampOrNull(logged.workedAt),
  parkedAt: toTimestampOrNull(logged.parkedAt),
  tries: logged.tries,
  why: logged.why,
  events: logged.events,
  connections: logged.connections,
})

function checked({ connectionId, cursor }: WebhookLogFilter): { connectionId?: string; before?: number } {
  const faults: { path: string; message: string }[] = []
  if (connectionId !== undefined && !(typeof connectionId === 'string' && isId('con', connectionId)))
    faults.push({ path: 'connectionId', message: 'is not an id of a connection' })
  if (cursor !== undefined && !(typeof cursor === 'string' && /^[1-9]\d{0,14}$/.test(cursor)))
    faults.push({ path: 'cursor', message: 'is not one this page gave' })
  if (faults.length > 0) throw mooringError('invalid_request', 'There is no such page.', { fields: faults })
  return {
    ...(connectionId === undefined ? {} : { connectionId }),
    ...(cursor === undefined ? {} : { before: Number(cursor) }),
  }
}

/** @throws MooringError `invalid_request` */
export async function webhookLogPage(
  { config, store }: Pick<Deps, 'config' | 'store'>,
  filter: WebhookLogFilter,
): Promise<WebhookLogPage> {
  const asked = { ...checked(filter), limit: PAGE + 1 }
  return await store.read(async ({ webhookLog }) => {
    const logged = await webhookLog.page(asked)
    const shown = logged.slice(0, PAGE)
    const refused = await webhookLog.refusals(config.now() - REFUSALS_SHOWN_MS)
    return {
      deliveries: shown.map(viewOf),
      nextCursor: logged.length > PAGE ? String(shown.at(-1)?.position) : null,
      refused: refused.map(({ hour, count }) => ({ hour: toTimestamp(hour), count })),
    }
  })
}
