// What the operators' board reads and does, across all tenants.
import * as z from 'zod'
import { connectionSchema } from './connection.ts'
import { eventTypeSchema, timestampSchema } from './primitives.ts'
import {
  historyEntrySchema,
  operationsHealthSchema,
  readinessSchema,
  supportBundleSchema,
} from './replies.ts'

/** A person of the host's own staff, as the host's `operators` names them. */
export const operatorSchema = z.strictObject({ id: z.string(), displayName: z.string().nullable() })

/** Whether the adapter lives, and whether its work gets done. */
export const operationsStatusSchema = z.strictObject({
  live: z.boolean(),
  /** False while store or keys can't be used, or due work has waited for longer than `readyAfterMs`. */
  ready: z.boolean(),
  checks: z.strictObject({
    store: z.enum(['ok', 'failed']),
    /** The encryption keys. */
    vault: z.enum(['ok', 'failed']),
    jobs: z.strictObject({ lastRoundAt: timestampSchema.nullable(), overdueMs: z.number().nullable() }),
    eventBacklog: z.int().nullable(),
    intuit: z.strictObject({ lastAnswerAt: timestampSchema.nullable() }),
  }),
})

/** GET /operations/board */
export const boardOverviewSchema = z.strictObject({
  operator: operatorSchema,
  status: operationsStatusSchema,
  /** null while the store can't be read. */
  health: operationsHealthSchema.nullable(),
})

/** A connection of any tenant, as an operator sees it: the realm id masked, `can` all false. */
export const boardConnectionSchema = connectionSchema.safeExtend({ tenantId: z.string() })

/** GET /operations/board/connections */
export const boardConnectionPageSchema = z.strictObject({
  /** At most 50; fewer, or none, where the filter had to read many. */
  connections: z.array(boardConnectionSchema),
  /** `cursor` of the page that goes on; null where all were read. */
  nextCursor: z.string().nullable(),
  /** How many connections were read for this page. */
  looked: z.int(),
})

/** GET /operations/board/connections/:id/explain: why a connection is as it is. */
export const explanationSchema = supportBundleSchema.extend({
  tenantId: z.string(),
  readiness: readinessSchema,
  /** Refreshes and what became of them, newest first. */
  refreshes: z.array(historyEntrySchema),
  /** A refresh that was begun and whose answer is unknown; null where there is none. */
  openRefresh: z.strictObject({ startedAt: timestampSchema }).nullable(),
  /** What happened, newest first. */
  events: z.array(historyEntrySchema),
  /** The first event that the host has not taken yet; null where it has taken all. */
  delivery: z
    .strictObject({
      eventId: z.string(),
      type: z.string(),
      tries: z.int(),
      nextTryAt: timestampSchema,
      stalledSince: timestampSchema.nullable(),
    })
    .nullable(),
})

/** A webhook that Intuit had signed. */
export const webhookDeliverySchema = z.strictObject({
  id: z.string(),
  arrivedAt: timestampSchema,
  /** `waiting`: not worked on yet; `worked_on`: its events are with their connections; `parked`: given up, see `why`. */
  state: z.enum(['waiting', 'worked_on', 'parked']),
  workedOnAt: timestampSchema.nullable(),
  parkedAt: timestampSchema.nullable(),
  tries: z.int(),
  why: z.string().nullable(),
  events: z.int(),
  connections: z.array(z.strictObject({ connectionId: z.string(), tenantId: z.string(), events: z.int() })),
})

/** GET /operations/board/webhooks */
export const webhookLogPageSchema = z.strictObject({
  /** The newest first. */
  deliveries: z.array(webhookDeliverySchema),
  nextCursor: z.string().nullable(),
  /** Hours of the last week in which webhooks were refused because no verifier token fits, the newest first. */
  refused: z.array(z.strictObject({ hour: timestampSchema, count: z.int() })),
})

/** GET /operations/board/quota: the month's reads of companies, as Mooring counts them. */
export const quotaUseSchema = z.strictObject({
  /** `2026-11`, by UTC. */
  month: z.string(),
  used: z.int(),
  /** null: no limit is known. */
  readsPerMonth: z.int().nullable(),
  /** Reads of the whole month, if it goes on as before; null until three whole days were counted. */
  foreseen: z.int().nullable(),
  /** `near`: the part at which the operator is warned is reached. `over`: the reads are used up, or Intuit says so. */
  state: z.enum(['ok', 'near', 'over']),
  /** When Intuit last said that the plan is spent; null where it has not, or has answered reads since. */
  spentAt: timestampSchema.nullable(),
  /** Until when guarded runs and set-up imports are paused; null: they are not. */
  pausedUntil: timestampSchema.nullable(),
  /** When the next month begins. */
  resetsAt: timestampSchema,
  byPurpose: z.strictObject({
    request: z.int(),
    run: z.int(),
    setup: z.int(),
    take_back: z.int(),
    verify: z.int(),
    probe: z.int(),
    connect: z.int(),
  }),
  /** The 20 with most reads; forgotten tenants' are in the sums alone. */
  tenants: z.strictObject({
    rows: z.array(z.strictObject({ tenantId: z.string(), reads: z.int() })),
    nextCursor: z.string().nullable(),
  }),
  connections: z.strictObject({
    rows: z.array(z.strictObject({ connectionId: z.string(), tenantId: z.string(), reads: z.int() })),
    nextCursor: z.string().nullable(),
  }),
})

/** A queue of events that is stalled: its first event has failed too often. */
export const stalledQueueSchema = z.strictObject({
  /** null: the queue of events that belong to no connection; its id in a path is `operations`. */
  connectionId: z.string().nullable(),
  tenantId: z.string().nullable(),
  eventId: z.string(),
  type: eventTypeSchema,
  tries: z.int(),
  stalledSince: timestampSchema,
})

/** GET /operations/board/queues; also the answer when a queue is retried or its event is skipped. */
export const stalledQueuesSchema = z.strictObject({ queues: z.array(stalledQueueSchema) })

/** Everyone of a selection has to authorize anew by a day. */
export const campaignSchema = z.strictObject({
  id: z.string(),
  why: z.enum(['scopes', 'keys', 'hard_expiry', 'other']),
  text: z.string().nullable(),
  deadline: timestampSchema,
  select: z.strictObject({
    connectedBefore: timestampSchema.optional(),
    missingScope: z.string().optional(),
    hardExpiryBefore: timestampSchema.optional(),
  }),
  perDay: z.int().nullable(),
  startedAt: timestampSchema,
  endedAt: timestampSchema.nullable(),
})

/** GET /operations/board/campaigns, the newest first */
export const campaignListSchema = z.strictObject({ campaigns: z.array(campaignSchema) })

/** GET /operations/board/campaigns/:id */
export const campaignProgressSchema = z.strictObject({
  id: z.string(),
  /** `waiting` + `asked` + `done` + `gone`. */
  selected: z.int(),
  waiting: z.int(),
  /** Asked and not done yet. */
  asked: z.int(),
  done: z.int(),
  /** Disconnected meanwhile. */
  gone: z.int(),
  ended: z.boolean(),
  byDay: z.array(z.strictObject({ date: z.string(), asked: z.int(), done: z.int() })),
})
