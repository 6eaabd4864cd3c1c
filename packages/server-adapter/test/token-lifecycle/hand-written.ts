// What a hand-written integration has in its table: grants that Intuit gave it, not us.
import type { Stage } from '../stage.ts'

export interface HandWrittenTokens {
  readonly accessToken: string
  readonly refreshToken: string
}

/** Ada consents for a company, and someone else's code exchanges what comes back. */
export async function handWrittenTokens(
  stage: Stage,
  company: string,
  scope = 'com.intuit.quickbooks.accounting',
): Promise<HandWrittenTokens> {
  const { control, origin } = stage.simulator
  const redirectUri = `${stage.origin}/api/quickbooks/callback`
  const query = new URLSearchParams({
    client_id: 'test-client',
    scope,
    redirect_uri: redirectUri,
    response_type: 'code',
    state: 'old',
  })
  const back = await control.authorize(`${origin}/connect/oauth2?${query}`, { user: 'ada', company })
  const answer = await fetch(`${origin}/oauth2/v1/tokens/bearer`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('test-client:test-secret-canary').toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URL(back).searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
    }),
  })
  const { access_token: accessToken, refresh_token: refreshToken } = (await answer.json()) as Record<
    'access_token' | 'refresh_token',
    string
  >
  return { accessToken, refreshToken }
}
