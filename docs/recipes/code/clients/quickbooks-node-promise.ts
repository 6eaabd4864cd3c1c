// quickbooks-node-promise beside Mooring: the live token of that moment, and its own refresh switched off.
import type { QuickBooksAdapter } from '@mooring/server-adapter'
import { Quickbooks } from 'quickbooks-node-promise'

export async function quickbooksNodePromise(
  quickbooks: QuickBooksAdapter,
  tenantId: string,
  connectionId: string,
): Promise<Quickbooks> {
  const { accessToken, realmId } = await quickbooks.forTenant(tenantId).tokens.get(connectionId)
  const useProduction = process.env.INTUIT_ENVIRONMENT === 'production'
  return new Quickbooks({ accessToken, useProduction, autoRefresh: false }, realmId)
}
