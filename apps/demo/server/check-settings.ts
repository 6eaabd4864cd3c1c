// How a company's invoices are checked at month end, and the customers to choose from.
import type { DatabaseSync } from 'node:sqlite'

/** A customer of a company, as QuickBooks has it. */
export interface Customer {
  id: string
  name: string
}

/** What a person has chosen for a connection. It survives a disconnect. */
export interface CheckSettings {
  /** The day of the next month on which a month is closed: 5, 10 or 15. */
  closingDay: number
  /** The customer whose invoices are cash sales; null for none. */
  cashCustomer: string | null
}

/** Stores both in the host's database. */
export interface CheckSettingsStore {
  saveCustomers(connectionId: string, customers: readonly Customer[]): void
  /** By name. */
  customers(connectionId: string): Customer[]
  saveCheckSettings(connectionId: string, settings: CheckSettings): void
  checkSettings(connectionId: string): CheckSettings | null
}

const SCHEMA = `
  create table if not exists customers (
    connection_id text not null, id text not null, name text not null, primary key (connection_id, id)
  ) strict;
  create table if not exists check_settings (
    connection_id text primary key, closing_day integer not null, cash_customer text
  ) strict;
`

/** Makes the tables, where they are missing. */
export function checkSettingsStore(db: DatabaseSync): CheckSettingsStore {
  db.exec(SCHEMA)
  const saveCustomers = db.prepare(
    `insert or replace into customers select ?, value->>'id', value->>'name' from json_each(?)`,
  )
  const customers = db.prepare('select id, name from customers where connection_id = ? order by name')
  const save = db.prepare('insert or replace into check_settings values (?, ?, ?)')
  const read = db.prepare(
    `select closing_day as closingDay, cash_customer as cashCustomer from check_settings
     where connection_id = ?`,
  )
  return {
    saveCustomers: (connectionId, rows) => {
      saveCustomers.run(connectionId, JSON.stringify(rows))
    },
    customers: (connectionId) => customers.all(connectionId) as unknown as Customer[],
    saveCheckSettings: (connectionId, { closingDay, cashCustomer }) => {
      save.run(connectionId, closingDay, cashCustomer)
    },
    checkSettings: (connectionId) => (read.get(connectionId) ?? null) as CheckSettings | null,
  }
}
