// What happens once after a first connect: customers are imported, then a person says how invoices are checked.
import type { RunTools, SetupOptions } from '@mooring/server-adapter'
import { copyRecords, isRow, textOf } from './books-query.ts'
import type { CheckSettings, Customer } from './check-settings.ts'
import type { HarborlineStore } from './harborline-store.ts'

const PAGE = 30
/** So that a person sees the import go on; it takes about two seconds. */
const REST_MS = 500

/** What the import needs of the host. */
export interface SetupDeps {
  store: HarborlineStore
  pause(ms: number): Promise<unknown>
}

function readCustomer(value: unknown): Customer[] {
  if (!isRow(value) || typeof value.Id !== 'string') return []
  return [{ id: value.Id, name: textOf(value.DisplayName) ?? `Customer ${value.Id}` }]
}

/** The host's plan for what follows a first connect. */
export const planSetup = ({ store, pause }: SetupDeps): SetupOptions => ({
  import: async (run: RunTools & { connection: { id: string } }) => {
    await copyRecords(run, {
      kind: 'Customer',
      page: PAGE,
      label: 'Customers',
      save: (rows) => store.saveCustomers(run.connection.id, rows.flatMap(readCustomer)),
      rest: async () => void (await pause(REST_MS)),
    })
  },
  configuration: true,
})

const CLOSING_DAYS = [5, 10, 15]

/** What a person may choose, checked; null for what can't be. */
export function readCheckSettings(body: unknown, customers: readonly Customer[]): CheckSettings | null {
  if (!isRow(body)) return null
  const { closingDay, cashCustomer } = body
  if (typeof closingDay !== 'number' || !CLOSING_DAYS.includes(closingDay)) return null
  if (cashCustomer === null) return { closingDay, cashCustomer }
  const isKnown = customers.some(({ id }) => id === cashCustomer)
  return isKnown && typeof cashCustomer === 'string' ? { closingDay, cashCustomer } : null
}
