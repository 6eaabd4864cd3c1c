// Migration 9: how many metered reads of companies went to Intuit, by month and purpose, and by day; which of several receivers has
// taken an event.
import type { Migration } from './migration.ts'

export const readsAndTakes: Migration = {
  number: 9,
  name: 'reads-and-takes',
  statements: ({ integer }) => [
    `create table reads (
      month text not null,
      tenant_id text not null,
      connection_id text not null,
      purpose text not null,
      count ${integer} not null,
      primary key (month, tenant_id, connection_id, purpose)
    )`,
    `create index reads_tenant on reads (tenant_id)`,
    `create index reads_connection on reads (connection_id)`,
    `create table read_days (day text primary key not null, count ${integer} not null)`,
    `create table event_takes (event_id text not null, taker text not null, primary key (event_id, taker))`,
  ],
}
