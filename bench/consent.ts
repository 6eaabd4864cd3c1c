// What a person's consent at the simulated Intuit gives.
import type { IntuitSimulator, ScriptedPerson } from '../packages/simulator/src/index.ts'

/** A grant from the simulated Intuit, as a hand-written integration would have it. */
export async function consent(
  { origin, control }: IntuitSimulator,
  person: ScriptedPerson = { user: 'ben' },
): Promise<string> {
  const redirectUri = 'http://localhost:3000/api/quickbooks/callback'
  const query = new URLSearchParams({
    client_id: 'bench-client',
    scope: 'com.intuit.quickbooks.accounting',
    redirect_uri: redirectUri,
    response_type: 'code',
    state: 'bench',
  })
  const back = await control.authorize(`${origin}/connect/oauth2?${query}`, person)
  const code = new URL(back).searchParams.get('code') ?? ''
  const answer = await fetch(`${origin}/oauth2/v1/tokens/bearer`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('bench-client:bench-secret')}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri }),
  })
  return ((await answer.json()) as { refresh_token: string }).refresh_token
}
