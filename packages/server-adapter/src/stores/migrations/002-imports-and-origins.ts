// Migration 2: imports, which dates came with one, and whose page was given a launch ticket.
import type { Migration } from './migration.ts'

export const importsAndOrigins: Migration = {
  number: 2,
  name: 'imports and ticket origins',
  statements: ({ integer }) => [
    `create table imports (
      token_tag text not null,
      tenant_id text not null,
      realm_tag text not null,
      sealed text,
      key_id text,
      authorized_by text,
      connection_id text,
      due_at ${integer},
      expires_at ${integer} not null,
      primary key (token_tag, tenant_id)
    )`,
    `create index imports_due on imports (due_at) where due_at is not null`,
    `create index imports_expiry on imports (expires_at) where due_at is null`,
    `create index imports_key on imports (key_id) where key_id is not null`,
    `create index imports_tenant on imports (tenant_id)`,
    `alter table attempts add column ticket_origin text`,
    `alter table connections add column idle_is_imported ${integer} not null default 0`,
  ],
}
