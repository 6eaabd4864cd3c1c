// Migration 8: the log of webhooks that Intuit signed, and how many were refused in an hour.
import type { Migration } from './migration.ts'

export const webhookLog: Migration = {
  number: 8,
  name: 'webhook-log',
  statements: ({ integer, position }) => [
    `create table webhook_log (
      position ${position},
      id text not null unique,
      received_at ${integer} not null,
      events ${integer} not null,
      tries ${integer} not null,
      worked_at ${integer},
      parked_at ${integer},
      why text
    )`,
    `create index webhook_log_received on webhook_log (received_at)`,
    `create table webhook_log_connections (
      connection_id text not null,
      log_position ${integer} not null,
      tenant_id text not null,
      events ${integer} not null,
      primary key (connection_id, log_position)
    )`,
    `create index webhook_log_connections_log on webhook_log_connections (log_position)`,
    `create index webhook_log_connections_tenant on webhook_log_connections (tenant_id)`,
    `create table webhook_refusals (hour ${integer} primary key not null, count ${integer} not null)`,
  ],
}
