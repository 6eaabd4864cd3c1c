// POST /operations/syncs: what a worker in another language reports of its run, and what it is answered.
import * as z from 'zod'
import { isShallow, jsonBytes } from './bounded-json.ts'
import { timestampSchema } from './primitives.ts'

/** The most a checkpoint may weigh, as JSON, in bytes. */
export const CHECKPOINT_LIMIT = 16 * 1024

const checkpointSchema = z
  .unknown()
  .refine(isShallow, { error: 'is nested too deeply', abort: true })
  .pipe(z.json().refine((value) => jsonBytes(value) <= CHECKPOINT_LIMIT, 'is larger than 16 kB as JSON'))

const subject = {
  // As long as the host's own may be.
  tenantId: z.string().min(1).max(255),
  connectionId: z.string().min(1).max(100),
}
const ofRun = { ...subject, runId: z.string().min(1).max(100) }

/** How far a run is; without it the report is a sign of life. */
const reportedProgressSchema = z.strictObject({
  completed: z.number().min(0),
  total: z.number().min(0).nullable().optional(),
  label: z.string().min(1).max(200),
})

/**
 * One report. `begin` asks for the run, `progress` says how far it is (or only that it goes on), `done` and `failed` end it.
 * `checkpoint`: any JSON that the next run of this connection is handed as `resumeFrom`; left out, the last one stays.
 */
export const syncReportSchema = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('begin'), ...subject }),
  z.strictObject({
    step: z.literal('progress'),
    ...ofRun,
    progress: reportedProgressSchema.optional(),
    checkpoint: checkpointSchema.optional(),
  }),
  z.strictObject({ step: z.literal('done'), ...ofRun }),
  z.strictObject({
    step: z.literal('failed'),
    ...ofRun,
    /** A sentence for people, in their language: shown as it is. Default: that the sync stopped because of an error in the app. */
    sentence: z.string().trim().min(1).max(500).optional(),
    checkpoint: checkpointSchema.optional(),
  }),
])

export const syncReportReplySchema = z.strictObject({
  runId: z.string(),
  state: z.enum(['running', 'succeeded', 'failed']),
  /** While it runs: the next report has to come by then, or the run is taken for lost. Else null. */
  reportBy: timestampSchema.nullable(),
  /** To `begin`: the last checkpoint of the run before. Else null. */
  resumeFrom: z.json(),
})
