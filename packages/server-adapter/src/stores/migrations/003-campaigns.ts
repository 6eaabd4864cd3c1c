// Migration 3: campaigns, and what a connection knows of them.
import type { Migration } from './migration.ts'

export const campaigns: Migration = {
  number: 3,
  name: 'campaigns',
  statements: ({ integer }) => [
    `create table campaigns (
      id text primary key not null,
      why text not null,
      text text,
      deadline ${integer} not null,
      selection text not null,
      per_day ${integer},
      started_at ${integer} not null,
      ended_at ${integer},
      outcome text,
      select_after text,
      release_after text,
      asked_on ${integer},
      asked_that_day ${integer} not null,
      due_at ${integer}
    )`,
    `create index campaigns_due on campaigns (due_at) where due_at is not null`,
    `create table campaign_members (
      campaign_id text not null,
      connection_id text not null,
      ends_at ${integer} not null,
      asked_at ${integer},
      primary key (campaign_id, connection_id)
    )`,
    `create index campaign_members_waiting on campaign_members (campaign_id, ends_at, connection_id) where asked_at is null`,
    `alter table connections add column scopes text`,
    `alter table connections add column campaigns text`,
  ],
}
