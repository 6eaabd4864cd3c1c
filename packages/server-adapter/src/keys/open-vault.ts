// Opens the vault of a store at start: the keys must be the ones it was sealed with, or nothing starts.
import { createSecretKey, randomBytes } from 'node:crypto'
import type { MetaRepository, ReadRepositories, Store } from '../stores/store.ts'
import { createVault, type OnMissingKey } from '../vault/aes-gcm-vault.ts'
import { openText, sealText } from '../vault/envelope.ts'
import { type KeyRing, KeyRingError, type RingKey } from '../vault/key-ring.ts'
import { keyIdOfSealed, parseSealedText } from '../vault/sealed-text.ts'
import { MissingKeyError, type TokenVault } from '../vault/token-vault.ts'

const CHECK = ['key check']
const CHECK_TEXT = 'mooring'
const TAG = ['tag key']

/**
 * Checks the ring against the store and opens the vault. A new store gets its tag key and a check for each key; a tag
 * key sealed with an older key is sealed with the first. Safe from several processes at once.
 * @param onMissingKey called whenever a key is needed that is not in the ring
 * @throws KeyRingError where a key has other bytes than before; nothing is written
 * @throws MissingKeyError where one that is still needed is missing; nothing is written
 * @throws StoreUnavailableError
 */
export async function openVault(
  store: Store,
  ring: KeyRing,
  onMissingKey?: OnMissingKey,
): Promise<TokenVault> {
  try {
    const settled = await store.read((tx) => settledTagKey(tx, ring))
    const tagKey = settled ?? (await store.write((tx) => settle(tx, ring)))
    return createVault(ring, createSecretKey(tagKey), onMissingKey)
  } catch (error) {
    if (error instanceof MissingKeyError) onMissingKey?.(error.keyId, null)
    throw error
  }
}

/** The tag key, where the store has nothing to be written. */
async function settledTagKey(tx: ReadRepositories, ring: KeyRing): Promise<Buffer | null> {
  await verify(tx, ring)
  const [checks, tagKey] = [await tx.meta.keyChecks(), await tx.meta.tagKey()]
  const missing = ring.ids.some((id) => checks[id] === undefined)
  if (missing || tagKey === null || keyIdOfSealed(tagKey) !== ring.first.id) return null
  return openTagKey(tagKey, ring)
}

async function settle(
  tx: ReadRepositories & { readonly meta: MetaRepository },
  ring: KeyRing,
): Promise<Buffer> {
  await verify(tx, ring)
  const { meta } = tx
  const checks = await meta.keyChecks()
  for (const id of ring.ids) {
    const key = ring.get(id)
    if (key && checks[id] === undefined) await meta.setKeyCheck(id, sealText(key, CHECK_TEXT, CHECK))
  }
  const stored = await meta.tagKey()
  const tagKey = stored === null ? randomBytes(32) : openTagKey(stored, ring)
  if (stored === null || keyIdOfSealed(stored) !== ring.first.id) {
    await meta.setTagKey(sealText(ring.first, tagKey.toString('base64'), TAG))
  }
  return tagKey
}

async function verify(tx: ReadRepositories, ring: KeyRing): Promise<void> {
  const tagKey = await tx.meta.tagKey()
  if (tagKey === null && (await tx.connections.counts()).length > 0) {
    throw new KeyRingError('The store has connections but has lost its tag key. Restore it from a backup.')
  }
  for (const [id, check] of Object.entries(await tx.meta.keyChecks())) {
    const key = ring.get(id)
    if (key) checkBytes(key, check)
    else await checkUnneeded(tx, id, tagKey)
  }
}

function checkBytes(key: RingKey, check: string): void {
  const parts = parseSealedText(check)
  try {
    if (parts && openText(key, parts, CHECK) === CHECK_TEXT) return
  } catch {
    // Thrown below: what was refused is the key, not the check.
  }
  throw new KeyRingError(
    `The secret of encryption key "${key.id}" is not the one this store was sealed with. Put the old secret back; a new key is added after it, with an id of its own. Nothing was changed.`,
  )
}

async function checkUnneeded(tx: ReadRepositories, id: string, tagKey: string | null): Promise<void> {
  const needed =
    (await tx.connections.countByKey(id)) + (tagKey !== null && keyIdOfSealed(tagKey) === id ? 1 : 0)
  if (needed === 0) return
  throw new MissingKeyError(
    `Encryption key "${id}" is missing from encryptionKeys, but ${needed} stored secrets open with nothing else. Put it back after the first one, run operations.rotateKeys(), then take it out.`,
    id,
  )
}

function openTagKey(sealed: string, ring: KeyRing): Buffer {
  const parts = parseSealedText(sealed)
  const key = parts && ring.get(parts.keyId)
  if (parts && key) return Buffer.from(openText(key, parts, TAG), 'base64')
  if (parts === null) throw new KeyRingError('The store’s tag key is damaged. Restore it from a backup.')
  throw new MissingKeyError(
    `The store's tag key is sealed with key "${parts.keyId}", which is not in encryptionKeys. Put it back.`,
    parts.keyId,
  )
}
