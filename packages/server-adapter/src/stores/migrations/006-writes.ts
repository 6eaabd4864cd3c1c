// Migration 6: what was written to QuickBooks, and taking it back.
import type { Migration } from './migration.ts'

export const writes: Migration = {
  number: 6,
  name: 'writes',
  statements: ({ integer, position }) => [
    `create table writes (
      position ${position},
      id text not null unique,
      tenant_id text not null,
      connection_id text not null references connections (id) deferrable initially deferred,
      entity text not null,
      entity_id text not null,
      sync_token text,
      doc_number text,
      operation text not null,
      at ${integer} not null,
      run_id text,
      take_back_id text,
      outcome text
    )`,
    `create index writes_connection on writes (connection_id, position)`,
    `create index writes_take_back on writes (connection_id, take_back_id, position) where take_back_id is not null`,
    `create index writes_tenant on writes (tenant_id)`,
    `create index writes_at on writes (at)`,
    `create table take_backs (
      connection_id text primary key not null references connections (id) deferrable initially deferred,
      id text not null,
      tenant_id text not null,
      since ${integer},
      run_id text,
      up_to ${integer} not null,
      actor text,
      state text not null,
      started_at ${integer} not null,
      ended_at ${integer},
      total ${integer} not null,
      completed ${integer} not null,
      tries ${integer} not null,
      due_at ${integer}
    )`,
    `create index take_backs_due on take_backs (due_at) where due_at is not null`,
    `create index take_backs_tenant on take_backs (tenant_id)`,
    `create index take_backs_ended on take_backs (ended_at) where ended_at is not null`,
  ],
}
