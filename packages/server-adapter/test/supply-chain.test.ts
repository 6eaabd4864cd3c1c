// What comes into a host's process and node_modules by the adapter: SECURITY.md names all of it, and most of it stays unloaded.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const PACKAGE = fileURLToPath(new URL('..', import.meta.url))
const SECURITY = new URL('../../../SECURITY.md', import.meta.url)
/** A busy machine takes long to start a process, ms. */
const PROCESS_MS = 30_000

interface Manifest {
  readonly name: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

/** Each package that an install of this one brings along, with its licence. */
function installedBy(name: string, from: string, found = new Map<string, string>()): Map<string, string> {
  const folder = realpathSync(path.join(from, name))
  const manifest: Manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  if (found.has(manifest.name)) return found
  found.set(manifest.name, manifest.license ?? 'none')
  const own = path.join(folder, 'node_modules')
  const beside = folder.slice(0, -manifest.name.length)
  for (const dependency of Object.keys(manifest.dependencies ?? {}))
    installedBy(dependency, existsSync(path.join(own, dependency)) ? own : beside, found)
  return found
}

/** The packages of SECURITY.md's table, by licence. */
function namedIn(page: string): Map<string, string> {
  const named = new Map<string, string>()
  for (const [, licence = '', names = ''] of page.matchAll(/^\| ([(A-Z][\w .()-]*) \| (`[^|]+`) \|$/gm))
    for (const [, name = ''] of names.matchAll(/`([^`]+)`/g)) named.set(name, licence)
  return named
}

it('is all named in SECURITY.md, with its licence', () => {
  const modules = path.join(PACKAGE, 'node_modules')
  const installed = installedBy('intuit-oauth', modules)
  for (const name of ['kysely', 'commander', 'diff', '@mooring/contract'])
    installedBy(name, modules, installed)
  installed.delete('@mooring/contract')
  expect(Object.fromEntries(namedIn(readFileSync(SECURITY, 'utf8')))).toEqual(Object.fromEntries(installed))
})

/** What a program has said, as JSON. */
function saidBy(program: string): unknown {
  const args = ['--conditions=source', '--input-type=module', '-e', program]
  return JSON.parse(
    execFileSync(process.execPath, args, { cwd: PACKAGE, encoding: 'utf8', timeout: PROCESS_MS }),
  )
}

/** Of each program's adapter. */
const OPTIONS = `
  clientId: 'id',
  clientSecret: 'secret',
  environment: 'sandbox',
  redirectUri: 'http://localhost:3000/api/quickbooks/callback',
  store: memoryStore(),
  encryptionKeys: [{ id: 'test', secret: Buffer.alloc(32, 'mooring').toString('base64') }],
`

const PROGRAM = `
import { createRequire, registerHooks } from 'node:module'
const resolved = []
registerHooks({
  resolve(name, context, next) {
    const found = next(name, context)
    if (found.url.includes('/node_modules/')) resolved.push(found.url)
    return found
  },
})
const { createQuickBooksAdapter, memoryStore } = await import('@mooring/server-adapter')
const adapter = createQuickBooksAdapter({
  ${OPTIONS}
  identify: () => ({ tenantId: 'harbor', userId: 'ada', permissions: ['view'] }),
})
const loaded = () => Object.keys(createRequire(import.meta.url).cache)
await adapter.start()
const { status } = await adapter.handler(new Request('http://localhost:3000/api/quickbooks/connections'))
await adapter.runDueWork()
await adapter.close()
const before = [...loaded(), ...resolved]
await import('intuit-oauth')
console.log(JSON.stringify({ status, before, after: loaded() }))
`

it(
  'is not loaded by a process that starts, lists connections and does its rounds',
  () => {
    const { status, before, after } = saidBy(PROGRAM) as {
      status: number
      before: string[]
      after: string[]
    }
    const ofIntuits = (modules: string[]) =>
      modules.filter((file) => /intuit-oauth|axios|winston|jsonwebtoken/.test(file))
    expect(status).toBe(200)
    expect(ofIntuits(before)).toEqual([])
    expect(before.some((file) => file.includes('/kysely/'))).toBe(true)
    expect(before.filter((file) => file.includes('/commander/'))).toEqual([])
    expect(ofIntuits(after).length).toBeGreaterThan(3)
  },
  PROCESS_MS,
)

const TOKEN_PROGRAM = `
import { createRequire } from 'node:module'
import { createQuickBooksAdapter, memoryStore } from '@mooring/server-adapter'
const calls = []
const adapter = createQuickBooksAdapter({
  ${OPTIONS}
  identify: () => null,
  fetch: async (url) => {
    if (String(url).includes('/oauth2/')) calls.push(url)
    return Response.json({}, { status: 503 })
  },
})
const books = adapter.forTenant('harbor')
const { id } = await books.connections.import({
  realmId: '9130357849516642',
  refreshToken: 'a'.repeat(50),
  accessToken: 'b'.repeat(900),
  accessTokenExpiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  verify: 'later',
})
const isLoaded = () => Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes('intuit-oauth'))
const before = isLoaded()
await books.tokens.get(id)
while (!isLoaded()) await new Promise((resolve) => setTimeout(resolve, 20))
await adapter.close()
console.log(JSON.stringify({ before, calls }))
`

it(
  'is loaded by a process that hands out tokens before its first refresh waits for it',
  () => {
    expect(saidBy(TOKEN_PROGRAM)).toEqual({ before: false, calls: [] })
  },
  PROCESS_MS,
)
