// The host's way into a company's books: it posts the month's fees as invoices and as a journal entry.
import { type QuickBooksAdapter, type RunTools, SyncError, sql } from '@mooring/server-adapter'
import { isRow, textOf } from './books-query.ts'

/** What is posted, and to which company. */
interface Posting {
  readonly quickbooks: Pick<QuickBooksAdapter, 'forTenant'>
  readonly tenantId: string
  readonly connectionId: string
}

type Outcome = { outcome: 'succeeded'; result: { records: number } } | { outcome: 'paused' }

const FEES = [120, 45.5]

/** Posts all of it in a guarded run, so that the log of what was written names the run. */
export async function postFees({ quickbooks, tenantId, connectionId }: Posting): Promise<Outcome> {
  const books = quickbooks.forTenant(tenantId)
  const first = async (statement: ReturnType<typeof sql>): Promise<string> => {
    for await (const row of books.query(connectionId, statement)) {
      const id = isRow(row) ? textOf(row.Id) : null
      if (id !== null) return id
    }
    throw new SyncError('There is no customer, product or account to post the fees to.')
  }
  return await books.syncs.run(connectionId, async (run) => {
    const customer = await first(sql`select * from Customer`)
    const item = await first(sql`select * from Item`)
    const account = await first(sql`select * from Account`)
    for (const fee of FEES) await create(run, 'invoice', invoiceOf(fee, customer, item))
    await create(run, 'journalentry', journalOf(FEES[0] ?? 0, account))
    return { records: FEES.length + 1 }
  })
}

const invoiceOf = (Amount: number, customer: string, item: string) => ({
  CustomerRef: { value: customer },
  PrivateNote: 'Posted by Harborline',
  Line: [
    {
      Amount,
      DetailType: 'SalesItemLineDetail',
      SalesItemLineDetail: { ItemRef: { value: item } },
    },
  ],
})

const journalOf = (Amount: number, account: string) => ({
  PrivateNote: 'Posted by Harborline',
  Line: ['Debit', 'Credit'].map((PostingType) => ({
    Amount,
    DetailType: 'JournalEntryLineDetail',
    JournalEntryLineDetail: { PostingType, AccountRef: { value: account } },
  })),
})

async function create({ request }: RunTools, kind: string, record: object): Promise<void> {
  const reply = await request(`/${kind}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(record),
  })
  const body: unknown = await reply.json().catch(() => null)
  if (!reply.ok || !isRow(body) || 'Fault' in body)
    throw new SyncError('QuickBooks did not take all of the fees. What it took is in the list below.')
}
