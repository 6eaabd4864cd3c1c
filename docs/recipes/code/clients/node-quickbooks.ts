// node-quickbooks beside Mooring: a client for one piece of work, with the live token of that moment.
import type { QuickBooksAdapter } from '@mooring/server-adapter'
import library, { type QuickBooks as Client } from 'node-quickbooks'

// Its types name a member that is not there at run time: what the package exports is the class itself.
const QuickBooks = library as unknown as typeof Client

/** @returns a client that knows no refresh token, so that it cannot spend one */
export async function nodeQuickbooks(
  quickbooks: QuickBooksAdapter,
  tenantId: string,
  connectionId: string,
): Promise<Client> {
  const { accessToken, realmId } = await quickbooks.forTenant(tenantId).tokens.get(connectionId)
  const isSandbox = process.env.INTUIT_ENVIRONMENT !== 'production'
  return new QuickBooks('', '', accessToken, false, realmId, isSandbox, false, null, '2.0', null)
}
