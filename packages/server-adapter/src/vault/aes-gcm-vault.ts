// The vault on AES-256-GCM and a ring of keys.
import { createHmac, type KeyObject } from 'node:crypto'
import { openText, sealText } from './envelope.ts'
import type { KeyRing } from './key-ring.ts'
import { parseSealedText, type SealedText } from './sealed-text.ts'
import { MissingKeyError, type SealContext, type TokenVault, VaultError } from './token-vault.ts'

/** Called with a sealed text whose key is not in the ring, and of what it belongs to where that is known. */
export type OnMissingKey = (keyId: string, context: SealContext | null) => void

/**
 * Makes the vault.
 * @param tagKey what realm tags are made with: the store's own, so that no rotation moves a tag (see `openVault`)
 * @param onMissingKey called before a MissingKeyError is thrown
 */
export function createVault(ring: KeyRing, tagKey: KeyObject, onMissingKey?: OnMissingKey): TokenVault {
  const tagOf = (parts: readonly string[]): string =>
    createHmac('sha256', tagKey).update(JSON.stringify(parts)).digest('hex')
  return {
    keyId: ring.first.id,
    seal: (plain, context) => sealText(ring.first, plain, bindingOf(context)),
    open(sealed, context) {
      const parts = parse(sealed)
      const key = ring.get(parts.keyId)
      if (key) return openText(key, parts, bindingOf(context))
      onMissingKey?.(parts.keyId, context)
      throw new MissingKeyError(
        `Key "${parts.keyId}" is not in encryptionKeys of this instance, but a stored secret is sealed with it. Add it, after the first.`,
        parts.keyId,
      )
    },
    keyIdOf: (sealed) => parse(sealed).keyId,
    realmTag: (environment, realmId) => tagOf(['realm', environment, realmId]),
    tokenTag: (token) => tagOf(['token', token]),
  }
}

const bindingOf = ({ tenantId, subjectId, field, generation }: SealContext) =>
  [tenantId, subjectId, field, generation] as const

function parse(sealed: string): SealedText {
  const parts = parseSealedText(sealed)
  if (!parts) throw new VaultError('This is not a sealed text of a version this Mooring knows.', null)
  return parts
}
