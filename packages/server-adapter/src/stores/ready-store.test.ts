// A store that belongs to another app is refused before anything is refreshed (L22): a copied database must not kill tokens.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { silentLogger } from '../platform/logger.ts'
import { readyStore } from './ready-store.ts'
import type { StoreIdentity } from './records.ts'
import { memoryStore } from './sqlite.ts'
import { type Store, StoreIdentityError } from './store.ts'

const OWN: StoreIdentity = {
  clientId: 'production-client',
  environment: 'production',
  redirectOrigin: 'https://app.example.com',
  redirectUri: 'https://app.example.com/api/quickbooks/callback',
}

let driver: Store
beforeEach(() => {
  driver = memoryStore().create({ now: () => 0, logger: silentLogger })
})
afterEach(async () => {
  await driver.close()
})

const ready = (identity: StoreIdentity) => readyStore(driver, { identity, onWritten: () => {} })

it.each([
  ['client id', { clientId: 'staging-client' }],
  ['environment', { environment: 'sandbox' as const }],
  ['redirect origin', { redirectOrigin: 'https://staging.example.com' }],
  ['redirect URI', { redirectUri: 'https://app.example.com/staging/quickbooks/callback' }],
])('refuses the store of another %s, by name, and changes nothing', async (name, other) => {
  await ready(OWN).open()
  const copy = ready({ ...OWN, ...other })
  await expect(copy.open()).rejects.toThrow(name)
  await expect(copy.read(async () => 'read')).rejects.toBeInstanceOf(StoreIdentityError)
  await expect(copy.write(async () => 'written')).rejects.toBeInstanceOf(StoreIdentityError)
  expect(await driver.read(({ meta }) => meta.identity())).toEqual(OWN)
})

it('adds the redirect URI to a store of before, once, and takes it at its word from then on', async () => {
  const { redirectUri: _, ...before } = OWN
  await ready(before).open()
  await ready(OWN).open()
  expect(await driver.read(({ meta }) => meta.identity())).toEqual(OWN)
  // An instance of the version before goes on meanwhile.
  await ready(before).open()
  const other = { ...OWN, redirectUri: 'https://app.example.com/other/callback' }
  await expect(ready(other).open()).rejects.toThrow('another redirect URI')
  expect(await driver.read(({ meta }) => meta.identity())).toEqual(OWN)
})

it('counts what it tried to write, also where it failed', async () => {
  const store = ready(OWN)
  await store.open()
  const before = store.writes()
  await store.write(async () => {})
  const failing = store.write(async () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(store.writes() - before).toBe(2)
})
