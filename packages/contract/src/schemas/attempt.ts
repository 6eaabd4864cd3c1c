// An attempt to connect or re-authorize: the one truth about what happens at Intuit's window.
import * as z from 'zod'
import { problemSchema, timestampSchema } from './primitives.ts'

export const attemptStepSchema = z.enum(['started', 'returned', 'exchanged', 'verified', 'saved'])
export const attemptOutcomeSchema = z.enum([
  'pending',
  'connected',
  'reauthorized',
  'cancelled',
  'failed',
  'expired',
])

export const attemptSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['connect', 'reauthorize']),
  connectionId: z.string().nullable(),
  /** 30 minutes after the start. */
  expiresAt: timestampSchema,
  step: attemptStepSchema,
  outcome: attemptOutcomeSchema,
  problem: problemSchema.nullable(),
  /** The JSON (≤ 4 kB) the host asked to be handed back; only its starter sees it, others get null. */
  intent: z.json(),
})
