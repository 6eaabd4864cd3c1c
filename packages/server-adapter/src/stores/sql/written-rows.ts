// The rows of the log of writes and of taking back.
import type { TakeBackRecord, WriteRecord } from '../written.ts'
import { rowCodec } from './row-codec.ts'

export const writeRow = rowCodec<WriteRecord>()({
  id: 'text',
  tenantId: 'text',
  connectionId: 'text',
  entity: 'text',
  entityId: 'text',
  syncToken: 'text',
  docNumber: 'text',
  operation: 'text',
  at: 'integer',
  runId: 'text',
  takeBackId: 'text',
  outcome: 'text',
})

export const takeBackRow = rowCodec<TakeBackRecord>()({
  id: 'text',
  tenantId: 'text',
  connectionId: 'text',
  since: 'integer',
  runId: 'text',
  upTo: 'integer',
  actor: 'json',
  state: 'text',
  startedAt: 'integer',
  endedAt: 'integer',
  total: 'integer',
  completed: 'integer',
  tries: 'integer',
  dueAt: 'integer',
})
