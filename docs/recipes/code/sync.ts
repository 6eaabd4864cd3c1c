// A sync: it asks for no token and sees none expire.
import { ConnectionUnavailableError, type QuickBooksAdapter, sql } from '@mooring/server-adapter'

/**
 * Reads the invoices of one connection.
 * @returns null where a person has to act first; the components say what
 */
export async function readInvoices(
  quickbooks: QuickBooksAdapter,
  tenantId: string,
  connectionId: string,
): Promise<unknown[] | null> {
  const books = quickbooks.forTenant(tenantId)
  try {
    const invoices: unknown[] = []
    for await (const invoice of books.query(connectionId, sql`select * from Invoice`)) invoices.push(invoice)
    return invoices
  } catch (error) {
    if (error instanceof ConnectionUnavailableError) return null
    throw error
  }
}
