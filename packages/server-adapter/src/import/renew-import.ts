// Renews imported tokens: once, in all processes, and durable before they are used.
import { IMPORT_LOST_MS, IMPORT_RETENTION_MS } from '../config/defaults.ts'
import { GatewayError, type IntuitGrant } from '../gateway/intuit-gateway.ts'
import type { Parts } from '../parts.ts'
import { retryUntilStored } from '../tokens/retry-commit.ts'
import type { createImportLease } from './import-lease.ts'
import { type ImportSubject, ownImport, renewedRow } from './import-rows.ts'
import { type ImportedTokens, openTokens, renewedTokens } from './imported-tokens.ts'
import type { Renewal } from './prove-import.ts'

/** Before the one more call after an answer got lost, ms. */
const AGAIN_PAUSE_MS = 200

const isLost = (error: GatewayError): boolean =>
  error.kind === 'timeout' || (error.kind === 'network' && error.sent)

/** What an import needs of this process. */
export interface ImportParts extends Parts {
  readonly lease: ReturnType<typeof createImportLease>
  /** The waiting for a store that is away ends. */
  readonly isClosing: () => boolean
}

const send = ({ gateway }: ImportParts, refreshToken: string): Promise<IntuitGrant | GatewayError> =>
  gateway.refresh(refreshToken).catch((error: unknown) => {
    if (error instanceof GatewayError) return error
    throw error
  })

async function refresh(parts: ImportParts, refreshToken: string): Promise<IntuitGrant | GatewayError> {
  const answer = await send(parts, refreshToken)
  if (!(answer instanceof GatewayError && isLost(answer))) return answer
  await parts.pause(AGAIN_PAUSE_MS)
  return await send(parts, refreshToken)
}

/** What another process has made of the tokens since they were read; null where none has. */
async function renewedElsewhere(
  { store }: ImportParts,
  subject: ImportSubject,
  { realmId, refreshToken }: ImportedTokens,
): Promise<Renewal | 'taken' | null> {
  const own = await store.read((tx) => ownImport(tx, subject))
  if (own === null) return null
  // Without a connection it is only known to have begun.
  if (own.sealed === null)
    return own.connectionId !== null && own.realmTag === subject.realmTag ? 'taken' : null
  const tokens = { ...openTokens(subject.vault, own, own.sealed), realmId }
  return tokens.refreshToken === refreshToken ? null : { tokens, namesOtherCompany: false }
}

/** @param again background work goes on with tokens of an earlier import: that makes their day no longer */
const storeRenewed = (
  parts: ImportParts,
  subject: ImportSubject,
  { tokens, again }: { tokens: ImportedTokens; again: boolean },
): Promise<void> =>
  retryUntilStored(
    parts.config.logger,
    () =>
      parts.store.write(async (tx) => {
        // A disconnect, or the tenant was forgotten, while Intuit was asked: nothing is stored any more.
        if ((await ownImport(tx, subject)) === null) return
        const now = parts.config.now()
        const row = await renewedRow(parts, tx, subject, tokens)
        // Background work goes on from here should this process die.
        const dueAt = now + IMPORT_LOST_MS
        await tx.imports.put({
          ...row,
          dueAt,
          expiresAt: again ? row.expiresAt : now + IMPORT_RETENTION_MS,
        })
      }),
    parts.isClosing,
  )

/** @returns 'taken' where another import of the same tokens has come to its end meanwhile */
export const renewImport = (
  parts: ImportParts,
  subject: ImportSubject,
  given: ImportedTokens,
  again: boolean,
): Promise<Renewal | GatewayError | 'taken'> =>
  parts.lease.underLease(subject.tokenTag, async () => {
    const elsewhere = await renewedElsewhere(parts, subject, given)
    if (elsewhere !== null) return elsewhere
    const grant = await refresh(parts, given.refreshToken)
    if (grant instanceof GatewayError) return grant
    const tokens = renewedTokens(given, grant)
    await storeRenewed(parts, subject, { tokens, again })
    const { idTokenRealmId } = grant
    return { tokens, namesOtherCompany: idTokenRealmId !== null && idTokenRealmId !== given.realmId }
  })
