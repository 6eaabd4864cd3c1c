// What callers send. Unknown fields are refused.
import * as z from 'zod'
import { isShallow, JSON_DEPTH, jsonBytes } from './bounded-json.ts'
import { disconnectWhySchema } from './connection.ts'

/** The most an intent may weigh, as JSON, in bytes. */
export const INTENT_LIMIT = 4096

/** The deepest an intent may be nested. */
export const INTENT_DEPTH = JSON_DEPTH

/** Measured before anything follows it down. */
const intentSchema = z
  .unknown()
  .refine(isShallow, { error: 'is nested too deeply', abort: true })
  .pipe(z.json().refine((value) => jsonBytes(value) <= INTENT_LIMIT, 'is larger than 4 kB as JSON'))

/** POST /connections/authorize */
export const authorizeRequestSchema = z.strictObject({
  mode: z.enum(['popup', 'redirect']),
  connectionId: z.string().min(1).max(100).optional(),
  returnTo: z.string().min(1).max(2048).optional(),
  intent: intentSchema.optional(),
  allowCompanyChange: z.boolean().optional(),
  /** Why the company is changed; goes with `allowCompanyChange`. Default `different_company`. */
  why: disconnectWhySchema.optional(),
})

/** POST /attempts/:id/claim */
export const claimRequestSchema = z.strictObject({
  secret: z.string().min(1).max(200),
})

/** POST /connections/:id/disconnect */
export const disconnectRequestSchema = z.strictObject({
  why: disconnectWhySchema.optional(),
  deleteData: z.boolean().optional(),
})

/** A POST that takes no fields. */
export const emptyRequestSchema = z.strictObject({})
