// What was written to QuickBooks, and taking it back.
import * as z from 'zod'
import { timestampSchema } from './primitives.ts'

const writtenFields = {
  id: z.string(),
  /** Intuit's name of the record's kind, for example `Invoice`. */
  entity: z.string(),
  /** The record's id at Intuit. */
  entityId: z.string(),
  /** Its version after this write; null where there is none, as of a deleted one. */
  syncToken: z.string().nullable(),
  /** The number that people know it by; null where it has none. */
  docNumber: z.string().nullable(),
  operation: z.enum(['create', 'update', 'delete', 'void']),
  /** When QuickBooks answered. */
  at: timestampSchema,
  /** The guarded run or import that wrote it; null for a request outside one. */
  runId: z.string().nullable(),
}

/** One write, without its contents. */
export const writtenRecordSchema = z.strictObject(writtenFields)

/** GET /connections/:id/writes */
export const writesPageSchema = z.strictObject({
  /** Newest first. */
  writes: z.array(writtenRecordSchema),
  nextCursor: z.string().nullable(),
})

/** Why a record was left as it is. */
export const leftWhySchema = z.enum([
  'changed_since',
  'updated_not_created',
  'already_gone',
  'refused_by_quickbooks',
])

export const leftRecordSchema = z.strictObject({ ...writtenFields, why: leftWhySchema })

/** What taking back came to; of a dry run, what would be tried. Newest first. */
export const takeBackResultSchema = z.strictObject({
  removed: z.array(writtenRecordSchema),
  left: z.array(leftRecordSchema),
})

/** POST /connections/:id/writes/take-back */
export const takeBackRequestSchema = z.strictObject({
  /** Only says what would be done. */
  dryRun: z.boolean().optional(),
  /** RFC 3339: only what was written from then on. */
  since: z.iso.datetime({ offset: true }).optional(),
  /** Only what this run wrote. */
  runId: z.string().min(1).max(100).optional(),
})

/** The last taking back of a connection, while it goes on and afterwards. */
export const takeBackSchema = z.strictObject({
  id: z.string(),
  /** `waiting`: until the connection works, or for its next try; it goes on by itself. `ended`: given up. */
  state: z.enum(['running', 'waiting', 'done', 'ended']),
  startedAt: timestampSchema,
  endedAt: timestampSchema.nullable(),
  since: timestampSchema.nullable(),
  runId: z.string().nullable(),
  /** Records that are to be removed, and how many of them were tried. */
  total: z.int(),
  completed: z.int(),
  ...takeBackResultSchema.shape,
})

/** GET /connections/:id/writes/take-back */
export const lastTakeBackSchema = z.strictObject({
  /** null where nothing was ever taken back. */
  takeBack: takeBackSchema.nullable(),
})
