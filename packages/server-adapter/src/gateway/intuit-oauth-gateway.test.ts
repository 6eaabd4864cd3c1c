// What only this gateway can get wrong: intuit-oauth's statics, its retries, its log file, its weight at the start.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { createIntuitOauthGateway } from './intuit-oauth-gateway.ts'

const ADDRESSES = [
  'authorizeEndpoint',
  'tokenEndpoint',
  'revokeEndpoint',
  'userinfo_endpoint_sandbox',
] as const

/** A gateway to the real addresses, with a fetch that notes them and answers like Intuit. */
function watchedGateway() {
  const asked: string[] = []
  const gateway = createIntuitOauthGateway({
    clientId: 'client-1',
    clientSecret: 'secret-1',
    environment: 'sandbox',
    redirectUri: 'https://app.example.com/callback',
    scopes: ['openid', 'com.intuit.quickbooks.accounting'],
    fetch: async (url) => {
      asked.push(String(url))
      return Response.json({ access_token: 'a', refresh_token: 'r', CompanyInfo: {} })
    },
    now: () => 0,
  })
  return { asked, gateway }
}

async function useAll({ gateway, asked }: ReturnType<typeof watchedGateway>): Promise<string[]> {
  asked.push(await gateway.authorizeUrl('s'))
  await gateway.exchangeCode('c')
  await gateway.refresh('r')
  await gateway.revoke('r')
  await gateway.readUser('a')
  await gateway.readCompany('1', 'a')
  return asked
}

const REAL = [
  'https://appcenter.intuit.com/connect/oauth2?client_id=client-1&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback&response_type=code&scope=openid%20com.intuit.quickbooks.accounting&state=s',
  'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
  'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
  'https://developer.api.intuit.com/v2/oauth2/tokens/revoke',
  'https://sandbox-accounts.platform.intuit.com/v1/openid_connect/userinfo',
  'https://sandbox-quickbooks.api.intuit.com/v3/company/1/companyinfo/1?minorversion=75',
]

it('asks the real addresses where no origin is given', async () => {
  expect(await useAll(watchedGateway())).toEqual(REAL)
})

it.each(['https://evil.example/steal?a=1', undefined])(
  'asks its own addresses after another user of intuit-oauth set them to %s (K20)',
  async (address) => {
    const { default: Client } = await import('intuit-oauth')
    const before = ADDRESSES.map((name) => Client[name])
    const { sandbox } = Client.environment
    try {
      for (const name of ADDRESSES) Object.assign(Client, { [name]: address })
      Object.assign(Client.environment, { sandbox: address })
      expect(await useAll(watchedGateway())).toEqual(REAL)
    } finally {
      ADDRESSES.forEach((name, index) => {
        Object.assign(Client, { [name]: before[index] })
      })
      Client.environment.sandbox = sandbox
    }
  },
)

it('leaves the statics of intuit-oauth as they are, and writes no log (J05)', async () => {
  const { default: Client } = await import('intuit-oauth')
  const statics = (): string => JSON.stringify({ ...Client })
  const before = statics()
  await useAll(watchedGateway())
  expect(statics()).toBe(before)
  expect(existsSync('logs')).toBe(false)
})

it('loads intuit-oauth when it is first needed, not before', async () => {
  const script = `
    const { createRequire } = await import('node:module')
    const { createIntuitOauthGateway } = await import(${JSON.stringify(new URL('intuit-oauth-gateway.ts', import.meta.url).href)})
    const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes('intuit-oauth'))
    const gateway = createIntuitOauthGateway({ clientId: 'c', clientSecret: 's', environment: 'sandbox',
      redirectUri: 'https://a.example/callback', scopes: ['a'], fetch, now: () => 0 })
    const seen = [loaded()]
    await gateway.authorizeUrl('s')
    console.log(JSON.stringify([...seen, loaded()]))`
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=source',
    '--input-type=module',
    '--eval',
    script,
  ])
  expect(JSON.parse(stdout)).toEqual([false, true])
})
