// A connection as it goes over the wire.
import * as z from 'zod'
import {
  actionSchema,
  environmentSchema,
  isTableRow,
  problemSchema,
  progressSchema,
  reasonSchema,
  statusSchema,
  timestampSchema,
} from './primitives.ts'

/** Why a person disconnects. */
export const disconnectWhySchema = z.enum([
  'wrong_company',
  'different_company',
  'business_sold',
  'not_working',
  'other',
])

const syncSchema = z.strictObject({
  state: z.enum(['idle', 'running', 'paused', 'failed']),
  progress: progressSchema.nullable(),
  startedAt: timestampSchema.nullable(),
  lastSucceededAt: timestampSchema.nullable(),
  /** Since when a run or the set-up's import waits to go on; null while none is paused. */
  pausedAt: timestampSchema.nullable(),
  /** When what is paused goes on by itself, because a new month of reads begins; there only then. */
  pausedUntil: timestampSchema.optional(),
  /** Since when work was missed that this run, or the last one if it succeeded, makes up for; null where none was. */
  missedSince: timestampSchema.nullable(),
  error: problemSchema.nullable(),
})

const setupSchema = z.strictObject({
  state: z.enum(['none', 'importing', 'failed', 'configuration_required', 'done']),
  progress: progressSchema.nullable(),
  error: problemSchema.nullable(),
})

const disconnectSchema = z.strictObject({
  why: disconnectWhySchema.nullable(),
  /** Whether the host has deleted the data, where that was asked for: true once its handler of the event has resolved. */
  dataDeleted: z.boolean(),
  /**
   * What became of the refresh token at Intuit. `pending`: no try has an answer yet; `queued`: one failed, it is tried
   * again; `unconfirmed`: Intuit did not know it any more, or was not to be asked.
   */
  revoke: z.enum(['pending', 'done', 'queued', 'unconfirmed']),
})

const expirySchema = z.strictObject({
  /** The end of the rolling clock: about 100 days after the last refresh, as Intuit's answer says. */
  idleExpiresAt: timestampSchema.nullable(),
  /** The end of the hard clock: 5 years after consent. */
  hardExpiresAt: timestampSchema.nullable(),
  /** The nearest of the two and of the deadline of a campaign that asks for a new consent. */
  reauthorizeBy: timestampSchema.nullable(),
  /** Whole days until `reauthorizeBy`, rounded down. */
  daysLeft: z.int().nullable(),
})

const companyFields = {
  /** The last four digits of the realm id: what is shown of it. */
  realmIdLast4: z.string(),
  name: z.string().nullable(),
  country: z.string().nullable(),
}

/** The fields of a connection that are the same for every caller. */
const connectionFields = {
  /** Stays the same through every re-authorization; its company never changes. */
  id: z.string(),
  status: statusSchema,
  reason: reasonSchema.nullable(),
  usable: z.boolean(),
  action: actionSchema,
  environment: environmentSchema,
  authorizedBy: z
    .strictObject({
      userId: z.string(),
      displayName: z.string().nullable(),
      /** The address they use at Intuit; there only where the scopes include `openid` and `email`, and Intuit has verified it. */
      intuitEmail: z.string().optional(),
      /** The host has said that this person is gone: someone else should re-authorize in time. */
      left: z.literal(true).optional(),
    })
    .nullable(),
  connectedAt: timestampSchema.nullable(),
  confirmedAt: timestampSchema.nullable(),
  reauthorizedAt: timestampSchema.nullable(),
  disconnectedAt: timestampSchema.nullable(),
  expiry: expirySchema,
  /** What last showed that the connection works, and when. */
  proof: z
    .strictObject({ kind: z.enum(['company_read', 'token_refresh', 'sync', 'webhook']), at: timestampSchema })
    .nullable(),
  sync: syncSchema,
  setup: setupSchema,
  disconnect: disconnectSchema.nullable(),
  /** The connection that this one replaced, after a switch on purpose. */
  replaces: z.string().nullable(),
}

const tableRow = {
  check: (connection: { status: z.infer<typeof statusSchema>; reason: string | null }) =>
    isTableRow(connection.status, connection.reason),
  message: 'the table of statuses has no such reason for this status',
}

/** A connection as the host's server-side API gives it: without `can`, its realm id in full. */
export const hostConnectionSchema = z
  .strictObject({ ...connectionFields, company: z.strictObject({ realmId: z.string(), ...companyFields }) })
  .refine(tableRow.check, tableRow.message)

/** A connection as a person's browser gets it. */
export const connectionSchema = z
  .strictObject({
    ...connectionFields,
    company: z.strictObject({
      /** In full where the caller may audit, or has to confirm the company; else, and in support bundles, null. */
      realmId: z.string().nullable(),
      ...companyFields,
    }),
    /** What this caller may do, worked out on the server. */
    can: z.strictObject({
      reauthorize: z.boolean(),
      disconnect: z.boolean(),
      confirm: z.boolean(),
      audit: z.boolean(),
    }),
  })
  .refine(tableRow.check, tableRow.message)
