// What callers send. Unknown fields are refused.
import * as z from 'zod'
import { disconnectWhySchema } from './connection.ts'

/** The most an intent may weigh, as JSON, in bytes. */
export const INTENT_LIMIT = 4096

const jsonBytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).byteLength

/** POST /connections/authorize */
export const authorizeRequestSchema = z.strictObject({
  mode: z.enum(['popup', 'redirect']),
  connectionId: z.string().min(1).max(100).optional(),
  returnTo: z.string().min(1).max(2048).optional(),
  intent: z
    .json()
    .refine((value) => jsonBytes(value) <= INTENT_LIMIT, 'is larger than 4 kB as JSON')
    .optional(),
  allowCompanyChange: z.boolean().optional(),
})

/** POST /connections/:id/disconnect */
export const disconnectRequestSchema = z.strictObject({
  why: disconnectWhySchema.optional(),
  deleteData: z.boolean().optional(),
})

/** A POST that takes no fields. */
export const emptyRequestSchema = z.strictObject({})
