// quickbooks-api beside Mooring: the live token of that moment, and its own refresh switched off.
import type { QuickBooksAdapter } from '@mooring/server-adapter'
import { ApiClient, AuthProvider, Environment, TokenType } from 'quickbooks-api'

export async function quickbooksApi(
  quickbooks: QuickBooksAdapter,
  tenantId: string,
  connectionId: string,
): Promise<ApiClient> {
  const { accessToken, realmId, expiresAt } = await quickbooks.forTenant(tenantId).tokens.get(connectionId)
  const auth = new AuthProvider('', '', '', [])
  auth.disableAutoRefresh()
  await auth.setToken({
    tokenType: TokenType.Bearer,
    accessToken,
    accessTokenExpiryDate: new Date(expiresAt),
    refreshToken: '',
    refreshTokenExpiryDate: new Date(0),
    realmId,
  })
  const useProduction = process.env.INTUIT_ENVIRONMENT === 'production'
  return new ApiClient(auth, useProduction ? Environment.Production : Environment.Sandbox)
}
