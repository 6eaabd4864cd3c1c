// The host's sync: copies a company's invoices, page by page, inside one of Mooring's guarded runs.
import type { QuickBooksAdapter, RunTools } from '@mooring/server-adapter'
import type { HarborlineStore, Invoice } from './harborline-store.ts'

const PAGE = 20

/** Where the copies go. */
export interface InvoiceTarget {
  store: HarborlineStore
  tenantId: string
  connectionId: string
}

interface QueryReply {
  QueryResponse?: { totalCount?: number; Invoice?: unknown[] }
}

type Row = Record<string, unknown>
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function readInvoice(value: unknown): Invoice[] {
  if (!isRow(value) || typeof value.Id !== 'string') return []
  const customer = isRow(value.CustomerRef) ? textOf(value.CustomerRef.name) : null
  return [{ id: value.Id, number: textOf(value.DocNumber), customer, total: Number(value.TotalAmt) || 0 }]
}

/** QuickBooks answered, but not with invoices. What was copied before stays. */
export class BooksUnreadable extends Error {
  constructor(status: number) {
    const why =
      status === 429 ? 'asks us to read more slowly' : `can’t give its invoices just now (${status})`
    super(`QuickBooks ${why}. Nothing is lost: try again in a few minutes.`)
  }
}

async function query(
  { request }: RunTools,
  statement: string,
): Promise<NonNullable<QueryReply['QueryResponse']>> {
  const reply = await request(`/query?query=${encodeURIComponent(statement)}`)
  if (!reply.ok) throw new BooksUnreadable(reply.status)
  const body: QueryReply = await reply.json()
  return body.QueryResponse ?? {}
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
 * Finishes what an authorization that had ended held up: runs it, unless a run has succeeded since the re-authorization.
 * So it is done once, whoever asks for it: the page that has its intent back, or `sync.resumed`.
 */
export async function finishSync(sync: InvoiceSync): Promise<SyncOutcome> {
  const { quickbooks, store, tenantId, connectionId } = sync
  const { sync: last, reauthorizedAt } = await quickbooks.forTenant(tenantId).connections.get(connectionId)
  const isDone =
    reauthorizedAt !== null && last.lastSucceededAt !== null && last.lastSucceededAt >= reauthorizedAt
  if (!isDone) return await runSync(sync)
  const held = store.summaries(tenantId).find((summary) => summary.connectionId === connectionId)
  return { outcome: 'succeeded', result: { invoices: held?.count ?? 0 } }
}

/**
 * The work of one run. A run that was paused goes on where its last checkpoint was.
 * @returns how many invoices the company has
 */
export const copyInvoices =
  ({ store, tenantId, connectionId }: InvoiceTarget) =>
  async (run: RunTools): Promise<{ invoices: number }> => {
    const total = (await query(run, 'select count(*) from Invoice')).totalCount ?? null
    let completed = typeof run.resumeFrom === 'number' ? run.resumeFrom : 0
    for (;;) {
      const statement = `select * from Invoice startposition ${completed + 1} maxresults ${PAGE}`
      const rows = (await query(run, statement)).Invoice ?? []
      store.saveInvoices(tenantId, connectionId, rows.flatMap(readInvoice))
      completed += rows.length
      await run.progress({ completed, total, label: 'Invoices', checkpoint: completed })
      if (rows.length < PAGE) return { invoices: completed }
    }
  }
