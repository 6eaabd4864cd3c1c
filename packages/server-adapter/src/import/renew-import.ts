// Renews imported tokens: once, in all processes, and durable before they are used.
import { IMPORT_KEPT_MS, IMPORT_LOST_MS } from '../config/defaults.ts'
import { GatewayError, type IntuitGrant } from '../gateway/intuit-gateway.ts'
import type { Parts } from '../parts.ts'
import { retryUntilStored } from '../tokens/retry-commit.ts'
import type { createImportLease } from './import-lease.ts'
import { type ImportRows, type ImportSubject, ownImport } from './import-rows.ts'
import { type ImportedTokens, openTokens, renewedTokens } from './imported-tokens.ts'
import type { Renewal } from './prove-import.ts'

/** Before the one more call after an answer got lost, ms. */
const AGAIN_PAUSE_MS = 200

const isLost = (error: GatewayError): boolean =>
  error.kind === 'timeout' || (error.kind === 'network' && error.sent)

interface Helpers {
  readonly lease: Pick<ReturnType<typeof createImportLease>, 'underLease'>
  readonly rows: Pick<ImportRows, 'renewedRow'>
  readonly isClosing: () => boolean
}

export function createImportRenewals(parts: Parts, { lease, rows, isClosing }: Helpers) {
  const { config, store, gateway } = parts

  const send = (refreshToken: string): Promise<IntuitGrant | GatewayError> =>
    gateway.refresh(refreshToken).catch((error: unknown) => {
      if (error instanceof GatewayError) return error
      throw error
    })

  async function refresh(refreshToken: string): Promise<IntuitGrant | GatewayError> {
    const answer = await send(refreshToken)
    if (!(answer instanceof GatewayError && isLost(answer))) return answer
    await parts.pause(AGAIN_PAUSE_MS)
    return await send(refreshToken)
  }

  /** What another process has made of the tokens since they were looked at; null where none has. */
  async function renewedElsewhere(
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
  const keep = (
    subject: ImportSubject,
    { tokens, again }: { tokens: ImportedTokens; again: boolean },
  ): Promise<void> =>
    retryUntilStored(
      config.logger,
      () =>
        store.write(async (tx) => {
          // A disconnect, or the tenant was forgotten, while Intuit was asked: nothing is stored any more.
          if ((await ownImport(tx, subject)) === null) return
          const now = config.now()
          const row = await rows.renewedRow(tx, subject, tokens)
          // Background work goes on from here should this process die.
          const dueAt = now + IMPORT_LOST_MS
          await tx.imports.put({
            ...row,
            dueAt,
            expiresAt: again ? row.expiresAt : now + IMPORT_KEPT_MS,
          })
        }),
      isClosing,
    )

  /** @returns 'taken' where another import of the same tokens has come to its end meanwhile */
  return (
    subject: ImportSubject,
    given: ImportedTokens,
    again: boolean,
  ): Promise<Renewal | GatewayError | 'taken'> =>
    lease.underLease(subject.tokenTag, async () => {
      const elsewhere = await renewedElsewhere(subject, given)
      if (elsewhere !== null) return elsewhere
      const grant = await refresh(given.refreshToken)
      if (grant instanceof GatewayError) return grant
      const tokens = renewedTokens(given, grant)
      await keep(subject, { tokens, again })
      const { idTokenRealmId } = grant
      return { tokens, namesOtherCompany: idTokenRealmId !== null && idTokenRealmId !== given.realmId }
    })
}
