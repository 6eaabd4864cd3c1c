// Renews imported tokens: once, in all processes, and durable before they are used.
import { IMPORT_LOST_MS, IMPORT_RETENTION_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { GatewayError, type IntuitGrant } from '../gateway/intuit-gateway.ts'
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
export interface ImportDeps extends Deps {
  readonly lease: ReturnType<typeof createImportLease>
  /** The waiting for a store that is away ends. */
  readonly isClosing: () => boolean
}

const send = ({ gateway }: ImportDeps, refreshToken: string): Promise<IntuitGrant | GatewayError> =>
  gateway.refresh(refreshToken).catch((error: unknown) => {
    if (error instanceof GatewayError) return error
    throw error
  })

async function refresh(deps: ImportDeps, refreshToken: string): Promise<IntuitGrant | GatewayError> {
  const answer = await send(deps, refreshToken)
  if (!(answer instanceof GatewayError && isLost(answer))) return answer
  await deps.pause(AGAIN_PAUSE_MS)
  return await send(deps, refreshToken)
}

/** What another process has made of the tokens since they were read; null where none has. */
async function renewedElsewhere(
  { store }: ImportDeps,
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
  deps: ImportDeps,
  subject: ImportSubject,
  { tokens, again }: { tokens: ImportedTokens; again: boolean },
): Promise<void> =>
  retryUntilStored(
    deps.config.logger,
    () =>
      deps.store.write(async (tx) => {
        // A disconnect, or the tenant was forgotten, while Intuit was asked: nothing is stored any more.
        if ((await ownImport(tx, subject)) === null) return
        const now = deps.config.now()
        const row = await renewedRow(deps, tx, subject, tokens)
        // Background work goes on from here should this process die.
        const dueAt = now + IMPORT_LOST_MS
        await tx.imports.put({
          ...row,
          dueAt,
          expiresAt: again ? row.expiresAt : now + IMPORT_RETENTION_MS,
        })
      }),
    deps.isClosing,
  )

/** @returns 'taken' where another import of the same tokens has come to its end meanwhile */
export const renewImport = (
  deps: ImportDeps,
  subject: ImportSubject,
  given: ImportedTokens,
  again: boolean,
): Promise<Renewal | GatewayError | 'taken'> =>
  deps.lease.underLease(subject.tokenTag, async () => {
    const elsewhere = await renewedElsewhere(deps, subject, given)
    if (elsewhere !== null) return elsewhere
    const grant = await refresh(deps, given.refreshToken)
    if (grant instanceof GatewayError) return grant
    const tokens = renewedTokens(given, grant)
    await storeRenewed(deps, subject, { tokens, again })
    const { idTokenRealmId } = grant
    return { tokens, namesOtherCompany: idTokenRealmId !== null && idTokenRealmId !== given.realmId }
  })
