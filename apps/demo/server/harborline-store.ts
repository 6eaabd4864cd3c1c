// What the host itself stores in SQLite: invoices it brought over, the events it received, the mails it sent.
import { DatabaseSync } from 'node:sqlite'
import type { HostEvent } from '@mooring/contract'
import type { StepId } from '../guide/steps.ts'
import { type CheckSettingsStore, checkSettingsStore } from './check-settings.ts'

/** One invoice, as the host needs it. */
export interface Invoice {
  id: string
  number: string | null
  customer: string | null
  total: number
}

/** How much of a connection's books the host has. */
export interface InvoiceSummary {
  connectionId: string
  count: number
  total: number
}

/** An event as the pages show it. */
export type ActivityEntry = Pick<HostEvent, 'id' | 'type' | 'at' | 'connectionId' | 'actor'>

/** A mail about a connection. This demo stores it where a host would send it. */
export interface Mail {
  /** The id of the event it is about. */
  id: string
  tenantId: string
  connectionId: string | null
  at: string
  to: string
  subject: string
  title: string
  body: string
  /** What is written on its button, if it has one. */
  action: string | null
  /** Where the button leads. */
  link: string | null
}

/** The host's own tables, every row with its tenant. */
export interface HarborlineStore extends CheckSettingsStore {
  saveInvoices(tenantId: string, connectionId: string, invoices: readonly Invoice[]): void
  deleteInvoices(tenantId: string, connectionId: string): void
  summaries(tenantId: string): InvoiceSummary[]
  /** Stores an event; the same event again changes nothing. */
  saveEvent(event: HostEvent): void
  /** Newest first. */
  events(tenantId: string, limit: number): ActivityEntry[]
  /** Stores a mail; one about the same event changes nothing. */
  saveMail(mail: Mail): void
  /** Newest first. */
  mails(tenantId: string, limit: number): Mail[]
  /** The steps of the guide that this tenant has tried. */
  triedSteps(tenantId: string): StepId[]
  saveTriedStep(tenantId: string, step: StepId): void
  close(): void
}

const SCHEMA = `
  create table if not exists invoices (
    tenant_id text not null, connection_id text not null, id text not null,
    number text, customer text, total real not null,
    primary key (tenant_id, connection_id, id)
  ) strict;
  create table if not exists events (
    id text primary key, tenant_id text not null, connection_id text,
    type text not null, at text not null, actor text
  ) strict;
  drop table if exists mails;
  create table if not exists sent_mails (
    id text primary key, tenant_id text not null, connection_id text,
    at text not null, recipients text not null, subject text not null,
    title text not null, body text not null, action text, link text
  ) strict;
  create table if not exists tried_steps (
    tenant_id text not null, step text not null, primary key (tenant_id, step)
  ) strict;
  create index if not exists events_of_tenant on events (tenant_id, at);
`

function invoiceStore(
  db: DatabaseSync,
): Pick<HarborlineStore, 'saveInvoices' | 'deleteInvoices' | 'summaries'> {
  // One statement for a page of invoices, so that a page is saved whole or not at all.
  const save = db.prepare(
    `insert or replace into invoices
     select ?, ?, value->>'id', value->>'number', value->>'customer', value->>'total' from json_each(?)`,
  )
  const remove = db.prepare('delete from invoices where tenant_id = ? and connection_id = ?')
  const summarise = db.prepare(
    `select connection_id as connectionId, count(*) as count, sum(total) as total
     from invoices where tenant_id = ? group by connection_id`,
  )
  return {
    saveInvoices: (tenantId, connectionId, invoices) => {
      save.run(tenantId, connectionId, JSON.stringify(invoices))
    },
    deleteInvoices: (tenantId, connectionId) => {
      remove.run(tenantId, connectionId)
    },
    summaries: (tenantId) => summarise.all(tenantId) as unknown as InvoiceSummary[],
  }
}

function eventStore(db: DatabaseSync): Pick<HarborlineStore, 'saveEvent' | 'events'> {
  const save = db.prepare('insert or ignore into events values (?, ?, ?, ?, ?, ?)')
  const read = db.prepare(
    `select id, type, at, connection_id as connectionId, actor from events
     where tenant_id = ? order by at desc, rowid desc limit ?`,
  )
  return {
    saveEvent({ id, tenantId, connectionId, type, at, actor }) {
      if (tenantId === null) return
      save.run(id, tenantId, connectionId, type, at, actor && JSON.stringify(actor))
    },
    events: (tenantId, limit) =>
      read.all(tenantId, limit).map((row) => ({
        ...(row as unknown as ActivityEntry),
        actor: row.actor === null ? null : JSON.parse(String(row.actor)),
      })),
  }
}

function mailStore(db: DatabaseSync): Pick<HarborlineStore, 'saveMail' | 'mails'> {
  const save = db.prepare('insert or ignore into sent_mails values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const read = db.prepare(
    `select id, tenant_id as tenantId, connection_id as connectionId, at, recipients as "to", subject, title, body,
       action, link from sent_mails where tenant_id = ? order by at desc, rowid desc limit ?`,
  )
  return {
    saveMail({ id, tenantId, connectionId, at, to, subject, title, body, action, link }) {
      save.run(id, tenantId, connectionId, at, to, subject, title, body, action, link)
    },
    mails: (tenantId, limit) => read.all(tenantId, limit) as unknown as Mail[],
  }
}

function guideStore(db: DatabaseSync): Pick<HarborlineStore, 'triedSteps' | 'saveTriedStep'> {
  const save = db.prepare('insert or ignore into tried_steps values (?, ?)')
  const read = db.prepare('select step from tried_steps where tenant_id = ?')
  return {
    triedSteps: (tenantId) => read.all(tenantId).map(({ step }) => step as StepId),
    saveTriedStep: (tenantId, step) => {
      save.run(tenantId, step)
    },
  }
}

/** Opens the host's database at this path and makes its tables. */
export function openHarborlineStore(path: string): HarborlineStore {
  // Several instances of the host may share it.
  const db = new DatabaseSync(path, { timeout: 5_000 })
  db.exec('pragma journal_mode = wal')
  db.exec(SCHEMA)
  return {
    ...invoiceStore(db),
    ...eventStore(db),
    ...mailStore(db),
    ...guideStore(db),
    ...checkSettingsStore(db),
    close: () => db.close(),
  }
}
