// Starting, reading, cancelling and ending attempts.

import type { Attempt, AuthorizeReply, AuthorizeRequest } from '@mooring/contract'
import { may, need } from '../access/access.ts'
import {
  ATTEMPT_LIFE_MS,
  ATTEMPT_PUT_OFF_MS,
  PENDING_ATTEMPTS_PER_USER,
  TICKET_LIFE_MS,
} from '../config/defaults.ts'
import type { Identity } from '../config/options.ts'
import { isErased } from '../connection/forgotten.ts'
import { ownConnection } from '../connection/own-connection.ts'
import type { Deps } from '../deps.ts'
import { mooringError, NotFoundError, problemOf } from '../errors/mooring-error.ts'
import { toTimestamp } from '../platform/clock.ts'
import { newId, newSecret, sha256 } from '../platform/ids.ts'
import type { AttemptRecord, ConnectionRecord } from '../stores/records.ts'
import type { ReadRepositories, Repositories } from '../stores/store.ts'
import { cancelled, ended, endedWithGrant, isOpen, saveAttempt } from './attempt-changes.ts'
import { attemptView, expiredProblem, hasRunOut, isFinishing, isStarter } from './attempt-view.ts'
import { checkReturnTo } from './return-to.ts'
import { withGoodTicket } from './ticket.ts'
import { endedUnclaimed, isUnclaimed } from './unclaimed.ts'

/** A started attempt and the secret that binds it to the browser. */
export interface StartedAttempt {
  readonly reply: AuthorizeReply
  readonly attemptId: string
  /** For the attempt's cookie, which ends with the attempt. */
  readonly cookieSecret: string
  readonly lifeMs: number
}

/** The link an attempt is started with, instead of by a person of the host's. */
export interface StartingLink {
  readonly id: string
  /** The attempt ends with it at the latest. */
  readonly expiresAt: number
  /** In the attempt's own transaction. */
  begin(tx: Repositories): Promise<void>
}

/**
 * @param origin of the page that asks; null where the request names none
 * @throws MooringError `forbidden`, `invalid_request`, NotFoundError
 */
export async function startAttempt(
  deps: Deps,
  caller: Identity,
  request: AuthorizeRequest,
  origin: string | null,
  link: StartingLink | null = null,
): Promise<StartedAttempt> {
  const { config, store, gateway } = deps
  const connection = await startedFrom(deps, caller, request)
  const returnTo = checkReturnTo(request.returnTo, config)
  const secrets = { state: newSecret(), cookie: newSecret(), ticket: newSecret() }
  const record = newAttempt(deps, caller, request, { secrets, returnTo, connection, origin, link })
  const authorizeUrl = await gateway.authorizeUrl(secrets.state)
  await store.write(async (tx) => {
    await link?.begin(tx)
    for (const old of await tx.attempts.oldestBeyond(
      caller.tenantId,
      caller.userId,
      PENDING_ATTEMPTS_PER_USER - 1,
    )) {
      // One that came back from Intuit has a grant in its hands.
      if (old.returnedAt !== null) continue
      const replaced = problemOf('attempt_expired', 'A newer attempt replaced it.')
      await saveAttempt(tx, ended(old, 'expired', replaced), record.createdAt)
    }
    await tx.attempts.insert(record)
    await tx.changes.append({
      tenantId: record.tenantId,
      kind: 'attempt',
      subjectId: record.id,
      at: record.createdAt,
    })
  })
  return {
    attemptId: record.id,
    cookieSecret: secrets.cookie,
    lifeMs: record.expiresAt - record.createdAt,
    reply: {
      attemptId: record.id,
      authorizeUrl,
      ticket: secrets.ticket,
      expiresAt: toTimestamp(record.expiresAt),
    },
  }
}

/** Checks rights against what the attempt is for. */
async function startedFrom(
  { store }: Deps,
  caller: Identity,
  request: AuthorizeRequest,
): Promise<ConnectionRecord | null> {
  if (request.why !== undefined && !request.allowCompanyChange) {
    throw mooringError('invalid_request', 'why says why the company is changed.', {
      fields: [{ path: 'why', message: 'needs allowCompanyChange' }],
    })
  }
  if (request.connectionId === undefined) {
    need(caller, 'connect')
    if (request.allowCompanyChange) {
      throw mooringError('invalid_request', 'allowCompanyChange goes with the connection to be replaced.', {
        fields: [{ path: 'allowCompanyChange', message: 'needs a connectionId' }],
      })
    }
    return null
  }
  const id = request.connectionId
  // Before the row is read: who has no right learns nothing of it, not even whether it is there.
  if (request.allowCompanyChange) {
    need(caller, 'connect')
    need(caller, 'disconnect')
  } else if (!may(caller, 'connect')) need(caller, 'reauthorize')
  const connection = await store.read((tx) => ownConnection(tx, caller.tenantId, id))
  if (!request.allowCompanyChange)
    need(caller, connection.status === 'disconnected' ? 'connect' : 'reauthorize')
  return connection
}

function newAttempt(
  { config }: Deps,
  caller: Identity,
  request: AuthorizeRequest,
  given: {
    secrets: { state: string; cookie: string; ticket: string }
    returnTo: string | null
    connection: ConnectionRecord | null
    origin: string | null
    link: StartingLink | null
  },
): AttemptRecord {
  const at = config.now()
  const { connection, secrets, link } = given
  return {
    id: newId('att'),
    tenantId: caller.tenantId,
    userId: caller.userId,
    displayName: caller.displayName ?? null,
    actingFor: caller.actingFor ? { ...caller.actingFor } : null,
    permissions: caller.permissions,
    kind: connection !== null && connection.status !== 'disconnected' ? 'reauthorize' : 'connect',
    mode: request.mode,
    environment: config.environment,
    connectionId: connection?.id ?? null,
    returnTo: given.returnTo,
    intent: request.intent ?? null,
    allowCompanyChange: request.allowCompanyChange ?? false,
    changeWhy: request.why ?? null,
    linkId: link?.id ?? null,
    stateHash: sha256(secrets.state),
    cookieHash: sha256(secrets.cookie),
    ticketHash: sha256(secrets.ticket),
    ticketExpiresAt: at + TICKET_LIFE_MS,
    ticketOrigin: given.origin,
    ticketUsedAt: null,
    createdAt: at,
    expiresAt: Math.min(at + ATTEMPT_LIFE_MS, link?.expiresAt ?? Number.POSITIVE_INFINITY),
    returnedAt: null,
    claim: null,
    step: 'started',
    outcome: 'pending',
    problem: null,
    stages: [{ step: 'started', at }],
    intuitTids: [],
    waitingGrant: null,
    waitingRealm: null,
    refusedCompany: null,
    dueAt: null,
    tries: 0,
    version: 1,
  }
}

async function ofTenant({ store }: Deps, caller: Identity, id: string): Promise<AttemptRecord> {
  const record = await store.read(async (tx) => await tx.attempts.get(id))
  if (record === null || record.tenantId !== caller.tenantId || isErased(record))
    throw new NotFoundError('attempt')
  return record
}

/** @throws NotFoundError */
export async function getAttempt(deps: Deps, caller: Identity, id: string): Promise<Attempt> {
  return attemptView(await ofTenant(deps, caller, id), caller, deps.config.now())
}

/** The row, for its starter alone. @throws MooringError `forbidden`, NotFoundError */
export async function ownedAttempt(deps: Deps, caller: Identity, id: string): Promise<AttemptRecord> {
  const record = await ofTenant(deps, caller, id)
  if (!isStarter(record, caller))
    throw mooringError('forbidden', 'Only the person who started this attempt can do that.')
  return record
}

/**
 * Ends a pending attempt; one that has ended stays as it is, and so does a re-authorization that has a grant from Intuit
 * (`step` says so). The grant of a first connect is revoked as soon as its company is proven.
 */
export async function cancelAttempt(deps: Deps, caller: Identity, id: string): Promise<Attempt> {
  const { config, store } = deps
  await ownedAttempt(deps, caller, id)
  const now = config.now()
  const record = await store.write(async (tx) => {
    const current = await tx.attempts.get(id)
    if (current === null) throw new NotFoundError('attempt')
    if (current.outcome !== 'pending' || hasRunOut(current, now) || isFinishing(current)) return current
    return await saveAttempt(tx, cancelled(current, now), now)
  })
  return attemptView(record, caller, now)
}

export async function pendingAttempts(
  { config }: Pick<Deps, 'config'>,
  tx: Pick<ReadRepositories, 'attempts'>,
  caller: Identity,
): Promise<Attempt[]> {
  const now = config.now()
  const records = await tx.attempts.pendingOf(caller.tenantId, caller.userId)
  return records.filter((record) => !hasRunOut(record, now)).map((record) => attemptView(record, caller, now))
}

/**
 * Uses up a launch ticket.
 * @param origin of the page that posts it: the one that was given it, so that no ticket starts anything in another person's browser
 * @throws MooringError `state_invalid`
 */
export async function launchAttempt(
  { config, store, gateway }: Deps,
  ticket: string,
  origin: string,
): Promise<{ record: AttemptRecord; authorizeUrl: string; cookieSecret: string }> {
  const now = config.now()
  const secrets = { state: newSecret(), cookie: newSecret() }
  const find = async (tx: Pick<ReadRepositories, 'attempts'>) =>
    withGoodTicket(await tx.attempts.findByTicket(sha256(ticket)), {
      now,
      origin,
      ownOrigin: config.redirectOrigin,
    })
  // Anybody can post a ticket: the store is written only for a good one.
  await store.read(find)
  const record = await store.write(async (tx) => {
    const found = await find(tx)
    return await tx.attempts.update({
      ...found,
      ticketUsedAt: now,
      stateHash: sha256(secrets.state),
      cookieHash: sha256(secrets.cookie),
    })
  })
  return { record, authorizeUrl: await gateway.authorizeUrl(secrets.state), cookieSecret: secrets.cookie }
}

/** Ends attempts whose time is up. @returns how many */
export async function endOverdue({ store }: Deps, record: AttemptRecord, now: number): Promise<boolean> {
  if (!hasRunOut(record, now)) return false
  await store.write(async (tx) => {
    const current = await tx.attempts.get(record.id)
    if (current === null || !hasRunOut(current, now)) return
    const over = { outcome: 'expired', problem: expiredProblem(current.id) } as const
    const after = isUnclaimed(current) ? endedUnclaimed(current, now) : endedWithGrant(current, over, now)
    await saveAttempt(tx, after, now)
  })
  return true
}

/**
 * Takes a due attempt for this process: it is not due again before a company could have been read.
 * @returns the row as it then is; null where it is due no more
 */
export async function takeUp({ store }: Deps, id: string, now: number): Promise<AttemptRecord | null> {
  return await store.write(async (tx) => {
    const current = await tx.attempts.get(id)
    if (current === null || !isOpen(current)) return null
    if (current.dueAt === null || current.dueAt > now) return null
    return await tx.attempts.update({ ...current, dueAt: now + ATTEMPT_PUT_OFF_MS })
  })
}

/** Checks an attempt again later: it can't go on now. */
export async function putOff({ store }: Deps, record: AttemptRecord, now: number): Promise<void> {
  await store.write(async (tx) => {
    const current = await tx.attempts.get(record.id)
    if (current === null || !isOpen(current)) return
    await tx.attempts.update({ ...current, dueAt: now + ATTEMPT_PUT_OFF_MS })
  })
}
