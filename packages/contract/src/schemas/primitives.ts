// The words the other schemas are made of.
import * as z from 'zod'
import { CODES } from '../codes.ts'
import { EVENT_TYPES } from '../events.ts'
import { PERMISSIONS } from '../routes.ts'
import { ACTIONS, REASONS, STATUS_TABLE, STATUSES } from '../status.ts'

type CodeName = keyof typeof CODES

/** RFC 3339 in UTC. */
export const timestampSchema = z.iso.datetime()
export const actionSchema = z.enum(ACTIONS).nullable()
export const statusSchema = z.enum(STATUSES)
export const reasonSchema = z.enum(REASONS)
export const permissionSchema = z.enum(PERMISSIONS)
export const eventTypeSchema = z.enum(EVENT_TYPES)
export const codeSchema = z.enum(Object.keys(CODES) as [CodeName, ...CodeName[]])
export const environmentSchema = z.enum(['sandbox', 'production'])

/** True for a status and reason that the contract's table has together. */
export function isTableRow(status: keyof typeof STATUS_TABLE, reason: string | null): boolean {
  return (reason ?? 'none') in STATUS_TABLE[status]
}

/** What went wrong (RFC 9457), with what to do about it. */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  /** The HTTP status of the answer; 0 for a problem only the browser knows. */
  status: z.int(),
  code: codeSchema,
  /** One sentence for a person, without codes. */
  detail: z.string(),
  action: actionSchema,
  retryable: z.boolean(),
  /** What to name to support. */
  reference: z.string(),
  /** Intuit's id of the call that failed. */
  intuitTid: z.string().optional(),
  fields: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  expectedCompany: z.string().optional(),
  authorizedCompany: z.string().optional(),
  /** The address to open instead (`wrong_address`). */
  openAt: z.string().optional(),
})

/** How far a run is; `total` is null where it isn't known. */
export const progressSchema = z.strictObject({
  completed: z.number(),
  total: z.number().nullable(),
  label: z.string(),
})
