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
])('refuses the store of another %s, by name, and changes nothing', async (name, other) => {
  await ready(OWN).open()
  const copy = ready({ ...OWN, ...other })
  await expect(copy.open()).rejects.toThrow(name)
  await expect(copy.read(async () => 'read')).rejects.toBeInstanceOf(StoreIdentityError)
  await expect(copy.write(async () => 'written')).rejects.toBeInstanceOf(StoreIdentityError)
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
