// The host's sync: copies a company's invoices, page by page, inside one of Mooring's guarded runs.
import type { QuickBooksAdapter, RunTools } from '@mooring/server-adapter'
import { copyRecords, isRow, textOf } from './books-query.ts'
import type { HarborlineStore, Invoice } from './harborline-store.ts'

const PAGE = 20
/** So that a person sees the copying go on: a real company has more than 120 invoices. */
const REST_MS = 120

/** Where the copies go. */
export interface InvoiceTarget {
  store: HarborlineStore
  tenantId: string
  connectionId: string
  pause(ms: number): Promise<unknown>
}

function readInvoice(value: unknown): Invoice[] {
  if (!isRow(value) || typeof value.Id !== 'string') return []
  const customer = isRow(value.CustomerRef) ? textOf(value.CustomerRef.name) : null
  return [{ id: value.Id, number: textOf(value.DocNumber), customer, total: Number(value.TotalAmt) || 0 }]
}

/** A sync of one connection. */
export interface InvoiceSync extends InvoiceTarget {
  quickbooks: Pick<QuickBooksAdapter, 'forTenant'>
}

type SyncOutcome = { outcome: 'succeeded'; result: { invoices: number } } | { outcome: 'paused' }

/** Runs it now. Rejects with what `syncs.run` rejects with, and with `BooksUnreadable`. */
export const runSync = async ({ quickbooks, ...target }: InvoiceSync): Promise<SyncOutcome> =>
  await quickbooks.forTenant(target.tenantId).syncs.run(target.connectionId, copyInvoices(target))

/**
 * Finishes what an authorization that had ended had stopped: runs it, unless a run has succeeded since the re-authorization.
 * So it is done once, for both callers: the page that has its intent back, or `sync.resumed`.
 */
export async function finishSync(sync: InvoiceSync): Promise<SyncOutcome> {
  const { quickbooks, store, tenantId, connectionId } = sync
  const { sync: last, reauthorizedAt } = await quickbooks.forTenant(tenantId).connections.get(connectionId)
  const isDone =
    reauthorizedAt !== null && last.lastSucceededAt !== null && last.lastSucceededAt >= reauthorizedAt
  if (!isDone) return await runSync(sync)
  const stored = store.summaries(tenantId).find((summary) => summary.connectionId === connectionId)
  return { outcome: 'succeeded', result: { invoices: stored?.count ?? 0 } }
}

/**
 * The work of one run. A run that was paused goes on where its last checkpoint was.
 * @returns how many invoices the company has
 */
const copyInvoices =
  ({ store, tenantId, connectionId, pause }: InvoiceTarget) =>
  async (run: RunTools): Promise<{ invoices: number }> => {
    const invoices = await copyRecords(run, {
      kind: 'Invoice',
      page: PAGE,
      label: 'Invoices',
      save: (rows) => store.saveInvoices(tenantId, connectionId, rows.flatMap(readInvoice)),
      rest: async () => void (await pause(REST_MS)),
    })
    return { invoices }
  }
