// What the adapter answers, besides connections, attempts and problems.
import * as z from 'zod'
import { attemptSchema } from './attempt.ts'
import { connectionSchema } from './connection.ts'
import { eventTypeSchema, problemSchema, reasonSchema, statusSchema, timestampSchema } from './primitives.ts'

/** A person who has a permission, for people who lack it. */
export const personSchema = z.strictObject({
  displayName: z.string(),
  /** How to reach them, as the host says it: an address, a link, a team. */
  contact: z.string().optional(),
})

/** Rights whose holders a page names to people who lack them. */
export const askableSchema = z.enum(['connect', 'reauthorize', 'disconnect'])

/** What the host does with the data, in its own words. */
export const dataUseSchema = z.strictObject({
  /** What is read from QuickBooks: "invoices", "customers". */
  reads: z.array(z.string()),
  /** What is written to QuickBooks; empty where nothing is. */
  writes: z.array(z.string()),
  /** How long it is stored. */
  retention: z.string().optional(),
  policyUrl: z.string().optional(),
})

/** GET /connections */
export const connectionListSchema = z.strictObject({
  connections: z.array(connectionSchema),
  /** The caller's pending ones. */
  attempts: z.array(attemptSchema),
  can: z.strictObject({ connect: z.boolean() }),
  /** Who else may do what this caller may not. A right the caller has is left out; so is one for which no one could be named. */
  whoCan: z.partialRecord(askableSchema, z.array(personSchema)).optional(),
  /** Whom to ask for help, as the host says it; null where it does not. */
  support: z.strictObject({ contact: z.string() }).nullable(),
  /** null where the host does not say. */
  dataUse: dataUseSchema.nullable(),
  /** What `page` is for the connections that follow; null where these were the last. */
  nextPage: z.string().nullable(),
  /** Where the event stream goes on. */
  cursor: z.string(),
})

/** POST /connections/authorize */
export const authorizeReplySchema = z.strictObject({
  attemptId: z.string(),
  authorizeUrl: z.string(),
  /** One use, 60 seconds: for `/launch`. */
  ticket: z.string(),
  expiresAt: timestampSchema,
})

export const checkSchema = z.strictObject({
  id: z.string(),
  status: z.enum(['passed', 'failed', 'unknown']),
  title: z.string(),
  detail: z.string(),
  fix: z.string().nullable(),
  checkedAt: timestampSchema.nullable(),
})

export const readinessSchema = z.strictObject({
  /** Every check passed. */
  ready: z.boolean(),
  checks: z.array(checkSchema),
})

export const actorSchema = z.strictObject({
  userId: z.string(),
  displayName: z.string().nullable(),
  actingFor: z.record(z.string(), z.unknown()).optional(),
})

export const historyEntrySchema = z.strictObject({
  id: z.string(),
  at: timestampSchema,
  type: z.string(),
  actor: actorSchema.nullable(),
  outcome: z.enum(['succeeded', 'refused', 'failed']),
  code: z.string().nullable(),
  intuitTid: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  /** Hash of this entry and of the one before it. */
  hash: z.string(),
})

export const historyPageSchema = z.strictObject({
  /** Newest first. */
  entries: z.array(historyEntrySchema),
  nextCursor: z.string().nullable(),
})

/** GET /connections/:id/history/verify: whether each entry follows from the one before it. */
export const historyVerificationSchema = z.strictObject({
  valid: z.boolean(),
  /** How many are as they were written, from the first on. */
  entries: z.int(),
  /** The number of the first that is not, counted from 1; null where all are. */
  brokenAt: z.int().nullable(),
})

const healthCounts = {
  syncsSucceeded: z.int(),
  syncsFailed: z.int(),
  refreshFailures: z.int(),
  throttled: z.int(),
  webhooks: z.int(),
  webhookDelayMs: z.number().nullable(),
}
export const healthCountsSchema = z.strictObject(healthCounts)

export const healthSchema = z.strictObject({
  days: z.array(
    z.strictObject({
      date: z.string(),
      state: z.enum(['good', 'degraded', 'down', 'none']),
      ...healthCounts,
    }),
  ),
  totals: healthCountsSchema,
})

export const disconnectImpactSchema = z.strictObject({
  stops: z.array(z.string()),
  keeps: z.array(z.string()),
  deletes: z.array(z.string()),
  canDeleteData: z.boolean(),
})

export const supportBundleSchema = z.strictObject({
  reference: z.string(),
  generatedAt: timestampSchema,
  versions: z.record(z.string(), z.unknown()),
  connection: connectionSchema.nullable(),
  attempts: z.array(
    z.strictObject({
      id: z.string(),
      stages: z.array(z.strictObject({ step: z.string(), at: timestampSchema })),
      problem: problemSchema.nullable(),
    }),
  ),
  intuitTids: z.array(z.string()),
  history: z.array(historyEntrySchema),
  contact: z.string().nullable(),
  /** The app's name inside QuickBooks, where the host says it. */
  listingName: z.string().optional(),
  /** There where it is about a connection. */
  scopes: z
    .strictObject({
      /** What a consent is asked for now. */
      asked: z.array(z.string()),
      /** What the last consent covered; null where it is not known, as of tokens that were taken over. */
      granted: z.array(z.string()).nullable(),
    })
    .optional(),
})

/** Work of the host's that waits, by its own count. */
export const backlogSchema = z.strictObject({
  count: z.int(),
  /** What is counted, in the host's words: "invoices". */
  label: z.string(),
})

/** GET /connections/:id/backlog: null where nothing waits, or the host does not say. */
export const backlogReplySchema = z.strictObject({ backlog: backlogSchema.nullable() })

/** Background work: when its last round here ended, and for how long what is due has waited (ms; 0 below a minute). */
const jobsSchema = z.strictObject({ lastRoundAt: timestampSchema.nullable(), overdueMs: z.number() })

export const operationsHealthSchema = z.strictObject({
  connections: z.record(statusSchema, z.int()),
  reasons: z.partialRecord(reasonSchema, z.int()),
  refreshFailures24h: z.int(),
  throttled24h: z.int(),
  webhookDelayMs: z.strictObject({ p50: z.number(), p99: z.number() }).nullable(),
  eventBacklog: z.int(),
  stalled: z.int(),
  incident: z.strictObject({ since: timestampSchema, code: z.string() }).nullable(),
  clockGapMs: z.number(),
  jobs: jobsSchema,
})

/** What happened to one record of a company's: the `entities` of `webhook.received`. */
export const webhookEntitySchema = z.strictObject({
  /** Intuit's name of the record's kind, for example `Invoice`. */
  name: z.string(),
  /** The record's id; of a merge, the one that remains. */
  id: z.string(),
  /** `Create`, `Update`, `Delete`, `Merge`, `Void` or `Emailed`; a word that is not known stays as it came. */
  operation: z.string(),
  at: timestampSchema,
  /** Of a merge: the id of the record that was merged into this one and is gone. There only where Intuit sends it. */
  deletedId: z.string().optional(),
  /** Ids of the same record in other systems of Intuit's, such as payroll. There only where Intuit sends them. */
  alternativeIds: z.array(z.strictObject({ id: z.string(), namespace: z.string().optional() })).optional(),
})

/** What a host's `onEvent` gets. */
export const hostEventSchema = z.strictObject({
  id: z.string(),
  type: eventTypeSchema,
  at: timestampSchema,
  /** null for `operations.incident`. */
  tenantId: z.string().nullable(),
  connectionId: z.string().nullable(),
  /** Grows by one with each event of a connection. */
  sequence: z.int(),
  actor: actorSchema.nullable(),
  data: z.record(z.string(), z.unknown()),
})
