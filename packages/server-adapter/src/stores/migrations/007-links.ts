// Migration 7: links for people without a login, and the attempts that are made with one.
import type { Migration } from './migration.ts'

export const links: Migration = {
  number: 7,
  name: 'links',
  statements: ({ integer, position }) => [
    `create table links (
      position ${position},
      id text not null unique,
      tenant_id text not null,
      connection_id text not null references connections (id) deferrable initially deferred,
      token_hash text not null unique,
      recipient text,
      note text,
      created_by text,
      created_at ${integer} not null,
      expires_at ${integer} not null,
      state text not null,
      ended_at ${integer},
      due_at ${integer} not null
    )`,
    `create index links_connection on links (connection_id, position)`,
    `create index links_due on links (due_at) where state = 'open'`,
    `create index links_expiry on links (expires_at)`,
    `create index links_tenant on links (tenant_id)`,
    `alter table connections add column has_links ${integer} not null default 0`,
    `alter table attempts add column link_id text`,
    `alter table attempts add column refused_company text`,
  ],
}
