// A link with which someone without a login here re-authorizes one connection.
import * as z from 'zod'
import { timestampSchema } from './primitives.ts'
import { actorSchema } from './replies.ts'

/** Whom a link is for, as its creator says. */
export const linkRecipientSchema = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  email: z.email().max(254).optional(),
})

export const linkStateSchema = z.enum(['created', 'at_intuit', 'used', 'revoked', 'expired', 'withdrawn'])

export const linkSchema = z.strictObject({
  id: z.string(),
  connectionId: z.string(),
  recipient: linkRecipientSchema.nullable(),
  /** null: the host's server made it. */
  createdBy: actorSchema.nullable(),
  createdAt: timestampSchema,
  expiresAt: timestampSchema,
  /**
   * `at_intuit`: someone went to QuickBooks with it and is not back. `withdrawn`: the connection needs it no more, since it is
   * well again or was disconnected.
   */
  state: linkStateSchema,
})

/** GET /connections/:id/links, newest first */
export const linkListSchema = z.strictObject({ links: z.array(linkSchema) })

/** POST /connections/:id/links */
export const linkRequestSchema = z.strictObject({
  recipient: linkRecipientSchema.optional(),
  /** Shown on the link's page, as its creator's words. */
  note: z.string().trim().max(500).optional(),
  /** How long it can be used. Default 72. */
  hours: z.int().min(1).max(168).optional(),
})

/** The answer of POST /connections/:id/links */
export const linkReplySchema = z.strictObject({
  link: linkSchema,
  /** Its address, in full: given here and never again. */
  url: z.string(),
})
