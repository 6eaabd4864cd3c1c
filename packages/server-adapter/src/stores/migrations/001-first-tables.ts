// Migration 1: every table, laid for what comes later too.
import type { SqlDialect } from '../sql/sql-dialect.ts'
import type { Migration } from './migration.ts'

export const firstTables: Migration = {
  number: 1,
  name: 'first tables',
  statements: (dialect) => [
    ...ownTables(),
    ...connectionTables(dialect),
    ...grantTables(dialect),
    ...attemptTables(dialect),
    ...eventTables(dialect),
    ...historyTables(dialect),
    ...webhookTables(dialect),
    ...healthTables(dialect),
  ],
}

const ownTables = (): string[] => [
  `create table meta (name text primary key not null, value text not null)`,
  `create table key_checks (key_id text primary key not null, sealed text not null)`,
]

const connectionTables = ({ integer, position }: SqlDialect): string[] => [
  `create table connections (
    position ${position},
    id text not null unique,
    tenant_id text not null,
    environment text not null,
    realm_tag text not null,
    realm_sealed text not null,
    realm_key_id text,
    realm_last4 text not null,
    realm_claim text not null,
    status text not null,
    reason text,
    company_name text,
    company_country text,
    authorized_by text,
    connected_at ${integer},
    confirmed_at ${integer},
    reauthorized_at ${integer},
    disconnected_at ${integer},
    access_expires_at ${integer},
    idle_expires_at ${integer},
    hard_expires_at ${integer},
    proof_kind text,
    proof_at ${integer},
    sync text not null,
    setup text not null,
    setup_due_at ${integer},
    disconnect text,
    replaces text,
    hidden ${integer} not null,
    due_at ${integer},
    failures ${integer} not null,
    retry_at ${integer},
    refused_at ${integer},
    disconnect_hint_at ${integer},
    warned text not null,
    sequence ${integer} not null,
    version ${integer} not null
  )`,
  `create unique index connections_claim on connections (realm_claim) where status <> 'disconnected'`,
  `create index connections_tenant on connections (tenant_id, position)`,
  `create index connections_realm on connections (environment, realm_tag, position)`,
  `create index connections_due on connections (due_at) where due_at is not null`,
  `create index connections_setup_due on connections (setup_due_at) where setup_due_at is not null`,
  `create index connections_status on connections (status, id)`,
  `create index connections_key on connections (realm_key_id)`,
  `create table connection_counts (
    status text not null,
    reason text not null,
    count ${integer} not null,
    primary key (status, reason)
  )`,
]

const toConnection = 'references connections (id) deferrable initially deferred'

const grantTables = ({ integer }: SqlDialect): string[] => [
  `create table grants (
    connection_id text primary key not null ${toConnection},
    tenant_id text not null,
    generation ${integer} not null,
    access_sealed text not null,
    refresh_sealed text not null,
    access_expires_at ${integer} not null,
    refresh_expires_at ${integer},
    hard_expires_at ${integer},
    issued_at ${integer} not null,
    key_id text not null
  )`,
  `create index grants_key on grants (key_id)`,
  `create table refresh_journal (
    connection_id text primary key not null ${toConnection},
    tenant_id text,
    generation ${integer} not null,
    fence ${integer} not null,
    started_at ${integer} not null
  )`,
  `create index refresh_journal_started on refresh_journal (started_at)`,
  `create table leases (
    name text primary key not null,
    owner text not null,
    fence ${integer} not null,
    expires_at ${integer} not null
  )`,
  `create table revokes (
    connection_id text primary key not null,
    tenant_id text not null,
    realm_tag text not null,
    generation ${integer} not null,
    refresh_sealed text not null,
    key_id text not null,
    tries ${integer} not null,
    due_at ${integer} not null
  )`,
  `create index revokes_due on revokes (due_at)`,
  `create index revokes_key on revokes (key_id)`,
]

const attemptTables = ({ integer, position }: SqlDialect): string[] => [
  `create table attempts (
    position ${position},
    id text not null unique,
    tenant_id text not null,
    user_id text not null,
    display_name text,
    acting_for text,
    permissions text not null,
    kind text not null,
    mode text not null,
    environment text not null,
    connection_id text,
    return_to text,
    intent text,
    allow_company_change ${integer} not null,
    state_hash text not null unique,
    cookie_hash text not null,
    ticket_hash text not null unique,
    ticket_expires_at ${integer} not null,
    ticket_used_at ${integer},
    created_at ${integer} not null,
    expires_at ${integer} not null,
    returned_at ${integer},
    step text not null,
    outcome text not null,
    problem text,
    stages text not null,
    intuit_tids text not null,
    waiting_grant text,
    waiting_realm text,
    waiting_key_id text,
    due_at ${integer},
    next_at ${integer} not null,
    tries ${integer} not null,
    version ${integer} not null
  )`,
  `create index attempts_pending on attempts (tenant_id, user_id, position) where outcome = 'pending'`,
  `create index attempts_tenant on attempts (tenant_id)`,
  `create index attempts_next on attempts (next_at) where outcome = 'pending'`,
  `create index attempts_connection on attempts (connection_id, position)`,
  `create index attempts_created on attempts (created_at)`,
  `create index attempts_key on attempts (waiting_key_id) where waiting_key_id is not null`,
]

const eventTables = ({ integer, position }: SqlDialect): string[] => [
  `create table events (
    position ${position},
    id text not null unique,
    queue text not null,
    type text not null,
    at ${integer} not null,
    tenant_id text,
    connection_id text,
    sequence ${integer} not null,
    actor text,
    data text not null,
    delivered_at ${integer}
  )`,
  `create index events_waiting on events (queue, position) where delivered_at is null`,
  `create index events_tenant on events (tenant_id)`,
  `create index events_delivered on events (delivered_at) where delivered_at is not null`,
  `create table deliveries (
    queue text primary key not null,
    tenant_id text,
    position ${integer} not null,
    tries ${integer} not null,
    due_at ${integer} not null,
    stalled_at ${integer}
  )`,
  `create index deliveries_due on deliveries (due_at) where stalled_at is null`,
  `create index deliveries_stalled on deliveries (stalled_at) where stalled_at is not null`,
  `create table changes (
    position ${position},
    tenant_id text not null,
    kind text not null,
    subject_id text not null,
    at ${integer} not null
  )`,
  `create index changes_tenant on changes (tenant_id, position)`,
  `create index changes_at on changes (at)`,
]

const historyTables = ({ integer }: SqlDialect): string[] => [
  `create table history (
    id text not null,
    tenant_id text not null,
    connection_id text not null ${toConnection},
    entry ${integer} not null,
    at ${integer} not null,
    type text not null,
    actor text,
    outcome text not null,
    code text,
    intuit_tid text,
    data text not null,
    salt text,
    personal_digest text not null,
    previous_hash text not null,
    hash text not null,
    primary key (connection_id, entry)
  )`,
  `create index history_tenant on history (tenant_id)`,
  `create index history_failures on history (type, at) where outcome <> 'succeeded'`,
]

const webhookTables = ({ integer, position }: SqlDialect): string[] => [
  `create table webhooks (
    position ${position},
    id text not null unique,
    received_at ${integer} not null,
    notices text not null,
    tries ${integer} not null,
    due_at ${integer} not null,
    parked_at ${integer}
  )`,
  `create index webhooks_due on webhooks (due_at) where parked_at is null`,
  `create index webhooks_parked on webhooks (parked_at) where parked_at is not null`,
  `create table notices (
    position ${position},
    connection_id text not null ${toConnection},
    tenant_id text not null,
    key text not null,
    entity text not null,
    received_at ${integer} not null,
    delay_ms ${integer},
    told_at ${integer}
  )`,
  `create unique index notices_key on notices (connection_id, key)`,
  `create index notices_untold on notices (connection_id, position) where told_at is null`,
  `create index notices_told on notices (connection_id, told_at) where told_at is not null`,
  `create index notices_arrival on notices (connection_id, received_at)`,
  `create index notices_received on notices (received_at)`,
  `create index notices_tenant on notices (tenant_id)`,
]

const healthTables = ({ integer }: SqlDialect): string[] => [
  `create table health_days (
    connection_id text not null ${toConnection},
    tenant_id text not null,
    day text not null,
    syncs_succeeded ${integer} not null,
    syncs_failed ${integer} not null,
    refresh_failures ${integer} not null,
    throttled ${integer} not null,
    webhooks ${integer} not null,
    webhook_delays ${integer} not null,
    webhook_delay_sum ${integer} not null,
    primary key (connection_id, day)
  )`,
  `create index health_days_day on health_days (day)`,
]
