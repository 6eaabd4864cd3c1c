// A link's row.
import type { LinkRecord } from '../links.ts'
import { rowCodec } from './row-codec.ts'

export const linkRow = rowCodec<LinkRecord>()({
  id: 'text',
  tenantId: 'text',
  connectionId: 'text',
  tokenHash: 'text',
  recipient: 'json',
  note: 'text',
  createdBy: 'json',
  createdAt: 'integer',
  expiresAt: 'integer',
  state: 'text',
  endedAt: 'integer',
  dueAt: 'integer',
})
