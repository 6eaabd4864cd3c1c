// Takes over the tokens of a hand-written integration, so that no one has to reconnect.

import { connectionStateOf } from '../connection/connection-lifecycle.ts'
import type { Deps } from '../deps.ts'
import { MooringError } from '../errors/mooring-error.ts'
import { logFieldsOf } from '../gateway/log-fields.ts'
import { openGrant } from '../keys/grant-sealing.ts'
import type { ImportRecord } from '../stores/imports.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'
import { recordFailure } from '../tokens/record-failure.ts'
import { endedImport, refusedImport, unprovenImport, unusableImport } from './import-errors.ts'
import { createImportLease } from './import-lease.ts'
import { type CheckedImport, checkImport, type ImportRequest } from './import-request.ts'
import {
  giveUpImport,
  type ImportSubject,
  noteBegunImport,
  noteTakenImport,
  ownImport,
  putOffImport,
  showWaitingImport,
  stillDue,
  storeForLater,
  takeUpImport,
} from './import-rows.ts'
import { type ImportedTokens, tokensOf } from './imported-tokens.ts'
import { type Finding, proveImport } from './prove-import.ts'
import { type ImportDeps, renewImport } from './renew-import.ts'
import { destinationOf, type TakeOver, takeOver } from './take-over.ts'

/** What an import begins with: a connection that needs none, or tokens to prove. */
type Beginning = Outcome | { readonly tokens: ImportedTokens }

/** What it came to. */
type Outcome = { readonly row: ConnectionRecord } | { readonly error: MooringError }

/** Statuses in which a connection makes no use of the token it once took. */
const OVER: readonly ConnectionRecord['status'][] = ['disconnected', 'reauthorization_required']

/**
 * @returns the connection's row. For a company that a living connection has, that one, unchanged
 * @throws MooringError `invalid_request`, `company_in_use`, `already_connected`, `company_token_mismatch`,
 *   `intuit_unavailable`; ConnectionUnavailableError for tokens that are dead, with the reason, and for a company
 *   that can't be used now (taken over)
 */
async function importConnection(
  deps: ImportDeps,
  tenantId: string,
  request: ImportRequest,
): Promise<ConnectionRecord> {
  const { lease, config } = deps
  const wanted = checkImport(request, config.now())
  const vault = await deps.vault()
  const subject: ImportSubject = {
    vault,
    tenantId,
    tokenTag: vault.tokenTag(wanted.refreshToken),
    realmTag: vault.realmTag(config.environment, wanted.realmId),
    authorizedBy: wanted.authorizedBy,
  }
  const outcome = await lease.inTurn(subject.tokenTag, () => carryOut(deps, subject, wanted))
  deps.wake()
  if ('error' in outcome) throw outcome.error
  return outcome.row
}

async function carryOut(deps: ImportDeps, subject: ImportSubject, wanted: CheckedImport): Promise<Outcome> {
  for (let isKnown = false; ; isKnown = true) {
    const begun = await deps.store.write((tx) => begin(deps, tx, subject, wanted))
    if (!('tokens' in begun)) return begun
    const outcome = await proveAndSettle(deps, subject, begun.tokens, false)
    if (outcome !== 'taken') return outcome
    // Another process was first: its connection is found at the next beginning. Where it isn't, it is over by now.
    if (isKnown) return { error: await spentImport(deps, subject) }
  }
}

/** Tokens that were taken over once, by a connection that is over: they are renewed since, and prove nothing. */
async function spentImport(deps: Deps, subject: ImportSubject): Promise<MooringError> {
  const holder = await deps.store.read(async (tx) => {
    const own = await ownImport(tx, subject)
    return own?.connectionId ? await tx.connections.get(own.connectionId) : null
  })
  return holder === null ? refusedImport({ reason: 'revoked' }) : unusableImport(shownNow(deps, holder))
}

/** The row as it is by its dates. */
const shownNow = ({ config }: Deps, row: ConnectionRecord): ConnectionRecord => ({
  ...row,
  ...connectionStateOf(row, config.now(), config.warnBeforeDays),
})

/** The tokens to prove: those that Intuit renewed in an earlier import, where there are any. */
async function begin(
  deps: Deps,
  tx: Repositories,
  subject: ImportSubject,
  wanted: CheckedImport,
): Promise<Beginning> {
  const { vault, tenantId, authorizedBy } = subject
  const { realmId } = wanted
  // Asked side by side, what comes later needs no question of its own.
  const [destination] = await Promise.all([
    destinationOf(deps, tx, { vault, tenantId, realmId }),
    tx.imports.ofToken(subject.tokenTag),
    tx.meta.incident(),
  ])
  if (destination.kind === 'in_use') return { row: destination.by }
  await refuseTaken(tx, subject)
  const { before } = destination
  if (await isOutdated(tx, subject, { wanted, before }))
    return { error: unusableImport(shownNow(deps, before)) }
  const taken = await takeUpImport(deps, tx, subject, realmId)
  const tokens = taken ?? tokensOf(wanted, deps.config.now())
  if (!wanted.verifyLater) {
    if (taken === null) await noteBegunImport(deps, tx, subject)
    return { tokens }
  }
  const given: TakeOver = { vault, tokens, isProven: false, company: null, authorizedBy }
  return { row: await putInto(deps, tx, subject, { before, given }) }
}

/**
 * Whether the connection took this very token once and has a newer one since: Intuit may end the newer one where it is
 * sent an older, and what it needs is something else.
 */
async function isOutdated(
  tx: Repositories,
  subject: ImportSubject,
  { wanted, before }: { wanted: CheckedImport; before: ConnectionRecord },
): Promise<boolean> {
  const own = await ownImport(tx, subject)
  if (own === null || own.sealed !== null || own.connectionId !== before.id) return false
  const grant = await tx.grants.get(before.id)
  return grant !== null && openGrant(subject.vault, grant).refreshToken !== wanted.refreshToken
}

/** A refresh token belongs to one company: one that a living connection took over is no other company's. */
async function refuseTaken(tx: Repositories, { tokenTag, realmTag }: ImportSubject): Promise<void> {
  for (const { connectionId, sealed, realmTag: other } of await tx.imports.ofToken(tokenTag)) {
    if (connectionId === null || sealed !== null || other === realmTag) continue
    const holder = await tx.connections.get(connectionId)
    if (holder === null || OVER.includes(holder.status)) continue
    throw refusedImport({ code: 'company_token_mismatch' })
  }
}

async function proveAndSettle(
  deps: ImportDeps,
  subject: ImportSubject,
  tokens: ImportedTokens,
  again: boolean,
): Promise<Outcome | 'taken'> {
  const { store } = deps
  const finding = await proveImport(deps, tokens, {
    renew: (given) => renewImport(deps, subject, given, again),
    again,
    tenantId: subject.tenantId,
  })
  if (finding === 'taken') return finding
  const outcome = await store.write((tx) => settle(deps, tx, subject, finding))
  logUnproven(deps, subject, finding)
  return outcome
}

/** Writes what became of the tokens. What Intuit has renewed is stored wherever no connection takes it. */
async function settle(
  deps: Deps,
  tx: Repositories,
  subject: ImportSubject,
  finding: Finding,
): Promise<Outcome> {
  const { tokens } = finding
  const { vault, tenantId, authorizedBy } = subject
  const isEnded = (await ownImport(tx, subject)) === null
  if (isEnded && (tokens.renewed || finding.kind !== 'refused')) return { error: endedImport() }
  if (finding.kind === 'refused') {
    await storeForLater(deps, tx, subject, tokens)
    return { error: refusedImport(finding.why) }
  }
  const { realmId } = tokens
  const destination = await destinationOf(deps, tx, { vault, tenantId, realmId }).catch(asMooringError)
  if (destination instanceof MooringError) {
    await storeForLater(deps, tx, subject, tokens)
    return { error: destination }
  }
  if (destination.kind === 'in_use') {
    await noteTakenImport(deps, tx, subject, destination.by.id)
    return { row: destination.by }
  }
  const { before } = destination
  if (finding.kind === 'away') {
    if (tokens.renewed) await showWaitingImport(deps, tx, subject, { tokens, before })
    return { error: unprovenImport(tokens.renewed) }
  }
  const company = finding.kind === 'proven' ? finding.company : null
  const given: TakeOver = { vault, tokens, isProven: true, company, authorizedBy }
  const row = await putInto(deps, tx, subject, { before, given })
  if (finding.kind === 'proven') return { row }
  const { error } = finding
  const failedCall = { call: 'company_read', type: 'connection.verified', error, actor: null } as const
  return { error: unusableImport((await recordFailure(deps, tx, row, failedCall)).record) }
}

async function putInto(
  deps: Deps,
  tx: Repositories,
  subject: ImportSubject,
  { before, given }: { before: ConnectionRecord; given: TakeOver },
): Promise<ConnectionRecord> {
  const row = await takeOver(deps, tx, before, given)
  await noteTakenImport(deps, tx, subject, row.id)
  return row
}

/** Background work: tries once more to prove what Intuit has renewed. @returns false where it is due no more */
async function resumeImport(deps: ImportDeps, row: ImportRecord, now: number): Promise<boolean> {
  const { lease, config, store } = deps
  const { tokenTag, tenantId, realmTag, authorizedBy, expiresAt } = row
  const subject: ImportSubject = { vault: await deps.vault(), tokenTag, tenantId, realmTag, authorizedBy }
  return await lease.inTurn(tokenTag, async () => {
    const tokens = await store.write((tx) => stillDue(deps, tx, subject, now))
    if (tokens === null) return false
    const outcome = await proveAndSettle(deps, subject, tokens, true)
    const isOver = config.now() >= expiresAt && outcome !== 'taken' && 'error' in outcome
    if (isOver) await store.write((tx) => giveUpImport(deps, tx, subject))
    return true
  })
}

function logUnproven({ config }: Deps, { tenantId }: ImportSubject, finding: Finding): void {
  if (finding.kind === 'proven') return
  const { error } = finding
  const why = finding.kind === 'refused' ? { code: Object.values(finding.why)[0] } : {}
  const fields = error === null ? {} : logFieldsOf(error)
  config.logger.warn({ tenantId, ...fields, ...why }, 'Imported tokens could not be proven.')
}

export function createImports(deps: Deps) {
  let closing = false
  const own: ImportDeps = { ...deps, lease: createImportLease(deps), isClosing: () => closing }
  return {
    importConnection: (tenantId: string, request: ImportRequest) => importConnection(own, tenantId, request),
    resume: (row: ImportRecord, now: number) => resumeImport(own, row, now),
    putOff: (row: ImportRecord) => deps.store.write((tx) => putOffImport(deps, tx, row)),
    /** Ends the waiting for a store that is away; resolves once no import is under way. */
    close: async () => {
      closing = true
      await own.lease.ended()
    },
  }
}

export type Imports = ReturnType<typeof createImports>

function asMooringError(error: unknown): MooringError {
  if (error instanceof MooringError) return error
  throw error
}
