// Every wrong option fails at once, naming the option and how to fix it.
import { randomBytes } from 'node:crypto'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  createQuickBooksAdapter,
  MooringError,
  memoryStore,
  postgresStore,
  type QuickBooksAdapterOptions,
  sqliteStore,
} from '../src/index.ts'
import { SAMPLE_SECRET } from '../src/vault/key-ring.ts'

const good = (): QuickBooksAdapterOptions => ({
  clientId: 'client',
  clientSecret: 'secret',
  environment: 'sandbox',
  redirectUri: 'https://app.example.com/api/quickbooks/callback',
  store: memoryStore(),
  encryptionKeys: [{ id: 'one', secret: randomBytes(32).toString('base64') }],
  identify: () => null,
})

const WRONG: [string, object, RegExp][] = [
  ['no identify', { identify: undefined }, /"identify" is missing/],
  ['no client id', { clientId: '' }, /"clientId"/],
  ['no client secret', { clientSecret: ' ' }, /"clientSecret"/],
  ['an unknown environment', { environment: 'staging' }, /"environment"/],
  ['no store', { store: undefined }, /"store"/],
  ['no keys', { encryptionKeys: [] }, /"encryptionKeys"/],
  [
    'a short key',
    { encryptionKeys: [{ id: 'a', secret: randomBytes(16).toString('base64') }] },
    /encryptionKeys.*32/s,
  ],
  [
    'a key of zeros',
    { encryptionKeys: [{ id: 'a', secret: Buffer.alloc(32).toString('base64') }] },
    /encryptionKeys/,
  ],
  [
    'a key without id',
    { encryptionKeys: [{ id: '', secret: randomBytes(32).toString('base64') }] },
    /encryptionKeys/,
  ],
  ['a relative redirect URI', { redirectUri: '/callback' }, /"redirectUri" is not an address/],
  ['a redirect URI with a query', { redirectUri: 'https://a.example/callback?x=1' }, /query/],
  ['a redirect URI with an empty query', { redirectUri: 'https://a.example/callback?' }, /query/],
  ['a redirect URI with a fragment', { redirectUri: 'https://a.example/callback#x' }, /fragment/],
  ['a redirect URI elsewhere', { redirectUri: 'https://a.example/done' }, /\/callback/],
  ['http in public', { redirectUri: 'http://a.example/callback' }, /https/],
  [
    'http in production',
    { redirectUri: 'http://localhost:3000/callback', environment: 'production' },
    /production/,
  ],
  [
    'Intuit without TLS in production',
    { intuitOrigin: 'http://localhost:4000', environment: 'production' },
    /"intuitOrigin" is not https/,
  ],
  ['a use of data without a list', { dataUse: { reads: 'all', writes: [] } }, /"dataUse.reads"/],
  ['a use of data misspelt', { dataUse: { reads: [], write: [] } }, /"dataUse.write"/],
  ['a wildcard origin', { allowedOrigins: ['*'] }, /"allowedOrigins"/],
  ['an origin with a path', { allowedOrigins: ['https://a.example/x'] }, /"allowedOrigins"/],
  ['a keepalive too late', { keepaliveDays: 91 }, /"keepaliveDays"/],
  ['a readiness that never is', { readyAfterMs: 0 }, /"readyAfterMs"/],
  ['a keepalive too often', { keepaliveDays: 0 }, /"keepaliveDays"/],
  ['a warning in the past', { warnBeforeDays: [0] }, /"warnBeforeDays"/],
  ['no scope', { scopes: [] }, /"scopes"/],
  ['an unknown sharing', { sharedCompanies: 'yes' }, /"sharedCompanies"/],
  ['an unknown confirmation', { confirmCompany: 'always' }, /"confirmCompany"/],
  ['a foreign default to return to', { returnTo: { default: 'https://b.example/' } }, /"returnTo.default"/],
  ['a default to return to whose path is a host', { returnTo: { default: '/.//b.example' } }, /begins with/],
  ['a limit of nothing', { rateLimits: { authorize: 0 } }, /"rateLimits.authorize"/],
  ['a limit there is not', { rateLimits: { everything: 5 } }, /"rateLimits.everything" is not known.*other/],
  [
    'a misspelt option',
    { webhookVerifierToken: ['token'] },
    /"webhookVerifierToken" is not known\. Did you mean "webhookVerifierTokens"\?/,
  ],
  ['an option of other letters', { redirectURI: 'x' }, /"redirectURI".*"redirectUri"/],
  ['a part of an option', { verifierTokens: ['x'] }, /"verifierTokens".*"webhookVerifierTokens"/],
  ['two letters swapped', { keepalvieDays: 3 }, /"keepalvieDays".*"keepaliveDays"/],
  ['an option that is near to none', { colour: 'red' }, /"colour" is not known\. Known are: clientId,/],
  ['a misspelt option left empty', { onEvents: undefined }, /"onEvents".*"onEvent"/],
  ['a misspelt place to return to', { returnTo: { defaults: '/' } }, /"returnTo.defaults".*"default"/],
  ['a misspelt limit', { rateLimits: { authorise: 5 } }, /"rateLimits.authorise".*"authorize"/],
  ['a misspelt set-up', { setup: { imports: () => {} } }, /"setup.imports".*"import"/],
  [
    'a misspelt key',
    { encryptionKeys: [{ id: 'a', secrets: 'x' }] },
    /"encryptionKeys\[0\].secrets".*"secret"/,
  ],
  ['a misspelt check', { checks: [{ id: 'a', titel: 'A', run: () => {} }] }, /"checks\[0\].titel".*"title"/],
  ['limits that are no limits', { rateLimits: 5 }, /"rateLimits" is not an object/],
  ['a logger that cannot warn', { logger: { info: () => {} } }, /"logger" has no debug/],
  ['an onEvent that is not a function', { onEvent: 'log' }, /"onEvent"/],
  ['a clock that is not a function', { now: 5 }, /"now"/],
  ['a fetch that is not a function', { fetch: {} }, /"fetch"/],
  ['a whoCan that is not a function', { whoCan: [] }, /"whoCan"/],
  ['an impact that is not a function', { disconnectImpact: {} }, /"disconnectImpact"/],
  ['a text for a flag', { multipleConnections: 'no' }, /"multipleConnections"/],
  ['a verifier token that is empty', { webhookVerifierTokens: [''] }, /"webhookVerifierTokens"/],
  ['verifier tokens that are no list', { webhookVerifierTokens: 'token' }, /"webhookVerifierTokens"/],
  ['a contact that is not a text', { supportContact: {} }, /"supportContact"/],
  ['a listing name that is not a text', { listingName: 5 }, /"listingName"/],
  ['an import that is not a function', { setup: { import: true } }, /"setup.import"/],
  ['a setup that is not an object', { setup: true }, /"setup" is not an object/],
  ['checks that are no list', { checks: {} }, /"checks" is not a list/],
  ['a check that cannot be run', { checks: [{ id: 'a', title: 'A' }] }, /"checks\[0\].run"/],
  ['a check without a title', { checks: [{ id: 'a', run: () => {} }] }, /"checks\[0\].title"/],
  [
    'a check under a name of ours',
    { checks: [{ id: 'company', title: 'A', run: () => {} }] },
    /another check/,
  ],
  ['a script to reconnect', { reconnectUrl: 'javascript:alert(1)' }, /"reconnectUrl"/],
  ['origins that are no list', { allowedOrigins: 'https://a.example' }, /"allowedOrigins"/],
  ['an origin with a wildcard', { allowedOrigins: ['https://*.example.com'] }, /"allowedOrigins"/],
  ['a return that is not an object', { returnTo: '/' }, /"returnTo" is not an object/],
  ['a scope that is not a text', { scopes: [1] }, /"scopes"/],
  ['a key that is nothing', { encryptionKeys: [null] }, /encryptionKeys\[0\]/],
  [
    'the key of the documentation',
    { encryptionKeys: [{ id: 'a', secret: SAMPLE_SECRET }] },
    /encryptionKeys\[0\].*openssl/,
  ],
  ['an Intuit origin with a path', { intuitOrigin: 'http://localhost:4000/x' }, /"intuitOrigin"/],
  [
    'a folder that is not there',
    { store: sqliteStore({ path: path.join(os.tmpdir(), 'not-there', 'x.db') }) },
    /folder|directory/i,
  ],
]

afterEach(() => void vi.unstubAllEnvs())

describe('createQuickBooksAdapter', () => {
  it('refuses production in a process that verifies no TLS, and takes it in one that does', () => {
    const production = { ...good(), environment: 'production' as const }
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    expect(() => createQuickBooksAdapter(production)).toThrow(/NODE_TLS_REJECT_UNAUTHORIZED=0/)
    expect(() => createQuickBooksAdapter(good())).not.toThrow()
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', undefined)
    expect(() => createQuickBooksAdapter(production)).not.toThrow()
  })

  it.each(WRONG)('refuses %s', (_, change, message) => {
    const make = () => createQuickBooksAdapter({ ...good(), ...change } as QuickBooksAdapterOptions)
    expect(make).toThrow(MooringError)
    expect(make).toThrow(message)
    expect(make).toThrow(expect.objectContaining({ reference: expect.stringMatching(/^ref_/) }))
  })

  it.each([
    'http://localhost:3000/callback',
    'http://127.0.0.1/callback',
    'http://[::1]:80/x/callback',
    'https://a.example/callback',
  ])('takes %s with sandbox keys', (redirectUri) => {
    expect(createQuickBooksAdapter({ ...good(), redirectUri }).router).toBeTypeOf('function')
  })

  it("takes what a class of the host's own has besides", () => {
    class OwnCheck {
      id = 'own'
      title = 'Own'
      cache = new Map()
      run = async () => ({ status: 'passed' as const, detail: '' })
    }
    class OwnSetup {
      seen = 0
      import = async () => {
        this.seen += 1
      }
    }
    const own = { checks: [new OwnCheck()], setup: new OwnSetup() }
    expect(createQuickBooksAdapter({ ...good(), ...own }).router).toBeTypeOf('function')
  })

  it.each<[string, () => unknown, RegExp]>([
    ['SQLite', () => sqliteStore({ path: 'x', file: 'y' } as never), /sqliteStore: "file".*path/],
    ['Postgres', () => postgresStore({ connectionstring: 'x' } as never), /"connectionString"/],
    ['Postgres', () => postgresStore({ pool: {}, shema: 'x' } as never), /"shema".*"schema"/],
  ])('refuses a misspelt option of the store of %s', (_, make, message) => {
    expect(make).toThrow(TypeError)
    expect(make).toThrow(message)
  })

  it('never shows a key in an error', () => {
    const secret = randomBytes(31).toString('base64')
    try {
      createQuickBooksAdapter({ ...good(), encryptionKeys: [{ id: 'a', secret }] })
      expect.unreachable()
    } catch (error) {
      expect(String((error as Error).stack)).not.toContain(secret)
    }
  })
})
