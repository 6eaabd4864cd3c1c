// A sync: it asks for no token and sees none expire.
import { ConnectionUnavailableError, type QuickBooksAdapter } from '@mooring/server-adapter'

/**
 * Reads the invoices of one connection.
 * @returns null where a person has to act first; the components say what
 */
export async function readInvoices(
  quickbooks: QuickBooksAdapter,
  tenantId: string,
  connectionId: string,
): Promise<unknown> {
  const books = quickbooks.forTenant(tenantId)
  try {
    const reply = await books.request(connectionId, '/query?query=select * from Invoice')
    return reply.ok ? await reply.json() : null
  } catch (error) {
    if (error instanceof ConnectionUnavailableError) return null
    throw error
  }
}
