// intuit-oauth beside Mooring: `makeApiCall` with the live token of that moment.
import type { QuickBooksAdapter } from '@mooring/server-adapter'
import OAuthClient from 'intuit-oauth'

/** @returns a client whose `refresh()` has nothing to send: renewing is Mooring's alone */
export async function intuitOauth(
  quickbooks: QuickBooksAdapter,
  tenantId: string,
  connectionId: string,
): Promise<OAuthClient> {
  const { accessToken, realmId } = await quickbooks.forTenant(tenantId).tokens.get(connectionId)
  const client = new OAuthClient({
    clientId: process.env.INTUIT_CLIENT_ID ?? '',
    clientSecret: process.env.INTUIT_CLIENT_SECRET ?? '',
    environment: process.env.INTUIT_ENVIRONMENT === 'production' ? 'production' : 'sandbox',
    redirectUri: process.env.INTUIT_REDIRECT_URI ?? '',
  })
  client.setToken({ token_type: 'bearer', access_token: accessToken, realmId, expires_in: 3_600 })
  return client
}
