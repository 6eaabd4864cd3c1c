// From a code to a settled attempt: exchange once, store the grant, read its company, settle.
import type { RealmId } from '@mooring/contract'
import { TOKEN_MARGIN_MS } from '../config/defaults.ts'
import { type CompanyInfo, GatewayError, type IntuitGrant } from '../gateway/intuit-gateway.ts'
import { logFieldsOf } from '../gateway/log-fields.ts'
import { SECOND } from '../platform/clock.ts'
import type { AttemptRecord } from '../stores/records.ts'
import { StoreUnavailableError } from '../stores/store.ts'
import type { TokenVault } from '../vault/token-vault.ts'
import { isOpen } from './attempt-changes.ts'
import { logFailedAttempt } from './attempt-log.ts'
import { hasRunOut } from './attempt-view.ts'
import { isHiccup, isOfCompany, isOldToken, isTransient } from './company-doubts.ts'
import { exchangeProblem, interrupted } from './exchange-problem.ts'
import {
  type DoubtDeps,
  inBackground,
  mayBeExchanged,
  renewGrantAtRisk,
  renewHoldersAtRisk,
} from './grant-at-risk.ts'
import { openWaiting, type Waiting } from './pending-grant.ts'
import { settleAttempt } from './settle-attempt.ts'
import type { ProvenGrant, Settlement } from './settlement.ts'
import { type StoringDeps, storePendingGrant } from './store-pending-grant.ts'
import { isUnclaimed } from './unclaimed.ts'
import { unreadableCompany } from './unreadable-company.ts'
import { waitForClaim } from './wait-for-claim.ts'
import { failAttempt, tidOf, type WhyFailed, waitForCompany, waitForIntuit } from './wait-or-fail.ts'

/** A company that was read so long ago may have ended its grant since: it is asked again. */
const PROOF_FRESH_MS = 10 * SECOND

/** For the operator. */
const UNREADABLE =
  'A grant that waited for its company cannot be opened: it was altered, or its key is gone. It was given up.'

/** What the exchange of a code needs: its connection may be in doubt afterwards. */
export type GrantDeps = StoringDeps & DoubtDeps

/** What became of a grant that was renewed while it waits. */
type Renewed =
  | { readonly is: 'live'; readonly grant: IntuitGrant; readonly attempt: AttemptRecord }
  | { readonly is: 'over' | 'away'; readonly error: GatewayError }

/**
 * Exchanges the code, exactly once, and goes on as far as Intuit and the store let it: where the store is away, background work goes
 * on once it has the grant. Never throws for their failures.
 */
export async function exchangeGrant(
  deps: GrantDeps,
  attempt: AttemptRecord,
  code: string,
  realmId: RealmId,
): Promise<AttemptRecord> {
  const vault = await deps.vault()
  let grant: IntuitGrant
  try {
    grant = await deps.gateway.exchangeCode(code)
  } catch (error) {
    const isInDoubt = mayBeExchanged(error)
    const failed = await failAttempt(deps, attempt, exchangeProblem(error, attempt, isInDoubt), error)
    if (isInDoubt) await renewHoldersAtRisk(deps, vault, attempt, realmId)
    return failed
  }
  const waiting = { grant, realmId, proof: null }
  let exchanged: AttemptRecord
  try {
    exchanged = await storePendingGrant(deps, vault, attempt, waiting)
  } catch (error) {
    if (error instanceof StoreUnavailableError) return attempt
    throw error
  }
  // Cancelled meanwhile: proven all the same, since only what is proven can be revoked without harm to others.
  return await prove(deps, vault, exchanged, waiting)
}

/** Reads the company with the grant; a passing trouble leaves the grant waiting with the attempt. */
async function prove(
  deps: GrantDeps,
  vault: TokenVault,
  attempt: AttemptRecord,
  waiting: Waiting,
  isRenewed = false,
): Promise<AttemptRecord> {
  const { grant, realmId } = waiting
  const { config, gateway } = deps
  const mayBeRevoked = await hasRevokeOnItsWay(deps, vault, realmId)
  let company: CompanyInfo
  let trouble: GatewayError | null = null
  try {
    company = await gateway.readCompany(realmId, grant.accessToken, {
      tenantId: attempt.tenantId,
      connectionId: attempt.connectionId,
      purpose: 'connect',
    })
  } catch (error) {
    if (!isOfCompany(attempt, error)) {
      if (isTransient(error) || isHiccup(attempt, error)) return await waitForCompany(deps, attempt, error)
      if (!isRenewed && isOldToken(attempt, grant, error))
        return await renewAndProve(deps, vault, attempt, waiting)
      const { problem, hint } = unreadableCompany(error, config.environment)
      return await failInDoubt(deps, attempt, problem, error, hint)
    }
    const { id: attemptId, tenantId, connectionId } = attempt
    config.logger.warn(
      { attemptId, tenantId, connectionId, ...logFieldsOf(error) },
      'A company was re-authorized, and cannot be used now: its connection says what it needs.',
    )
    trouble = error
    company = { name: null, country: null, subscriptionStatus: null, intuitTid: error.intuitTid }
  }
  const user = await gateway.readUser(grant.accessToken)
  const proven = { grant, realmId, company, trouble, intuitEmail: user?.email ?? null, life: null }
  const isLasting = trouble === null && !mayBeRevoked
  const unclaimed = await waitForClaim(deps, { vault, attempt, isLasting }, proven)
  return unclaimed ?? (await conclude(deps, vault, attempt, proven, mayBeRevoked))
}

async function conclude(
  deps: GrantDeps,
  vault: TokenVault,
  attempt: AttemptRecord,
  proven: ProvenGrant,
  isInDoubt: boolean,
): Promise<AttemptRecord> {
  const { probe, config } = deps
  const settled = await settle(deps, vault, attempt, proven)
  logFailedAttempt(config, settled.attempt)
  if (settled.revokes) deps.wake()
  for (const other of settled.others ?? []) inBackground(deps, other, probe.renewInDoubt(other.id))
  if (settled.probe !== null) inBackground(deps, settled.probe, probe.verify(settled.probe.id, null))
  const { connectionId } = settled.attempt
  if ((isInDoubt || settled.mayBeRevoked) && connectionId !== null)
    inBackground(deps, { id: connectionId, tenantId: attempt.tenantId }, probe.verifyInDoubt(connectionId))
  return settled.attempt
}

/** Where another consent of the company came back at the same time, a refresh shows whether this one's grant lives. */
async function settle(
  deps: GrantDeps,
  vault: TokenVault,
  attempt: AttemptRecord,
  proven: ProvenGrant,
): Promise<Settlement> {
  const settled = await settleAttempt(deps, vault, attempt, proven)
  const { rivals: consents } = settled
  if (consents === undefined) return settled
  const { grant, realmId } = proven
  const renewed = await renew(deps, vault, settled.attempt, { grant, realmId, proof: null })
  const again =
    renewed.is === 'away'
      ? settled
      : await settleAttempt(deps, vault, renewed.is === 'live' ? renewed.attempt : settled.attempt, {
          ...proven,
          grant: renewed.is === 'live' ? renewed.grant : grant,
          life: { isLive: renewed.is === 'live', consents },
        })
  if (again.rivals === undefined) return again
  const waiting = await waitForIntuit(
    deps,
    again.attempt,
    renewed.is === 'away' ? tidOf(renewed.error) : null,
  )
  return { ...again, attempt: waiting }
}

/** What was proven as it came back is settled without asking Intuit again, for as long as that may be believed. */
async function goOn(
  deps: GrantDeps,
  vault: TokenVault,
  attempt: AttemptRecord,
  waiting: Waiting,
  now: number,
): Promise<void> {
  const { proof, ...given } = waiting
  // A connection that is renewed without a claim takes the grant only if Intuit still accepts it.
  const isRenewed = attempt.outcome === 'pending' && isUnclaimed(attempt)
  if (proof === null || isRenewed) return await proveLater(deps, vault, attempt, waiting)
  const isInDoubt = now - proof.at > PROOF_FRESH_MS || (await hasRevokeOnItsWay(deps, vault, given.realmId))
  await conclude(deps, vault, attempt, { ...given, ...proof, trouble: null, life: null }, isInDoubt)
}

/** A revoke of the company that is queued or was sent may act after the company was read, and end this grant. */
async function hasRevokeOnItsWay(
  { config, store }: GrantDeps,
  vault: TokenVault,
  realmId: string,
): Promise<boolean> {
  const realmTag = vault.realmTag(config.environment, realmId)
  return await store.read(async ({ revokes }) => (await revokes.ofRealm(realmTag)).length > 0)
}

/**
 * Proves a grant that waited. One whose access token has ended meanwhile is renewed first: a connection needs it, or its revoke does.
 */
async function proveLater(
  deps: GrantDeps,
  vault: TokenVault,
  attempt: AttemptRecord,
  waiting: Waiting,
): Promise<void> {
  const { config } = deps
  const { requestedAt, expiresIn, refreshToken } = waiting.grant
  const isLive = requestedAt + expiresIn * SECOND - config.now() > TOKEN_MARGIN_MS
  if (isLive) {
    await prove(deps, vault, attempt, waiting)
    return
  }
  if (refreshToken === null) {
    await failInDoubt(deps, attempt, unreadableCompany(null, config.environment).problem)
    return
  }
  await renewAndProve(deps, vault, attempt, waiting)
}

async function renewAndProve(
  deps: GrantDeps,
  vault: TokenVault,
  attempt: AttemptRecord,
  waiting: Waiting,
): Promise<AttemptRecord> {
  const renewed = await renew(deps, vault, attempt, waiting)
  if (renewed.is === 'live') {
    const fresh = { grant: renewed.grant, realmId: waiting.realmId, proof: null }
    return await prove(deps, vault, renewed.attempt, fresh, true)
  }
  const { error } = renewed
  if (renewed.is === 'away') return await waitForIntuit(deps, attempt, tidOf(error))
  const { problem } = unreadableCompany(error, deps.config.environment)
  return await failInDoubt(deps, attempt, problem, error)
}

/** Renews a grant that waits; what Intuit gave is durable before it is used. */
async function renew(
  deps: GrantDeps,
  vault: TokenVault,
  attempt: AttemptRecord,
  waiting: Waiting,
): Promise<Renewed> {
  const { refreshToken, refreshExpiresIn, hardExpiresIn } = waiting.grant
  try {
    const renewed = await deps.gateway.refresh(refreshToken ?? '')
    const grant: IntuitGrant = {
      ...renewed,
      refreshToken: renewed.refreshToken ?? refreshToken,
      refreshExpiresIn: renewed.refreshExpiresIn ?? refreshExpiresIn,
      hardExpiresIn: renewed.hardExpiresIn ?? hardExpiresIn,
    }
    const stored = await storePendingGrant(deps, vault, attempt, {
      grant,
      realmId: waiting.realmId,
      proof: null,
    })
    return { is: 'live', grant, attempt: stored }
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    return { is: error.kind === 'invalid_grant' ? 'over' : 'away', error }
  }
}

/** Background work on one attempt whose time has come: read the company again, or end what lost its process. */
export async function resumeAttempt(deps: GrantDeps, attempt: AttemptRecord, now: number): Promise<void> {
  // A newer grant than the row has is in memory.
  if (deps.unstored.has(attempt.id)) return
  if (!isOpen(attempt) || hasRunOut(attempt, now)) return
  if (attempt.waitingGrant !== null && attempt.waitingRealm !== null) {
    const vault = await deps.vault()
    const waiting = openWaiting(vault, attempt, now)
    if (waiting !== null) await goOn(deps, vault, attempt, waiting, now)
    else
      await failInDoubt(
        deps,
        attempt,
        unreadableCompany(null, deps.config.environment).problem,
        null,
        UNREADABLE,
      )
    return
  }
  if (attempt.step === 'returned') {
    await failInDoubt(deps, attempt, interrupted(attempt))
  }
}

/** Ends the attempt with a problem, after Intuit may have ended the grant before by its consent. */
async function failInDoubt(
  deps: GrantDeps,
  attempt: AttemptRecord,
  ...why: WhyFailed
): Promise<AttemptRecord> {
  const failed = await failAttempt(deps, attempt, ...why)
  if (!isOpen(failed)) renewGrantAtRisk(deps, attempt)
  return failed
}
