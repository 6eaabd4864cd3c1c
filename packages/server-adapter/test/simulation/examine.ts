// What must be true once all is well again: of every grant, every verdict, every event and every secret.

import { verifyHistory } from '../../src/history/verify-history.ts'
import { openGrant } from '../../src/keys/grant-sealing.ts'
import type { AttemptRecord, ConnectionRecord } from '../../src/stores/records.ts'
import { openOwnVault } from './instance.ts'
import type { World } from './world-state.ts'

/** What every secret of the simulation is made of. */
const CANARY = /sim-(at|rt|code|secret)-/

/** A grant of a consent, and what has become of the attempt it was for. */
interface Consented {
  readonly grantId: string
  readonly attempt: AttemptRecord
}

async function consentedTo({ driver, intuit, consents }: World, realmId: string): Promise<Consented[]> {
  const found: Consented[] = []
  for (const { code, attemptId } of consents) {
    const grantId = intuit.ledger.find(code)?.grantId ?? null
    const attempt = await driver.read(({ attempts }) => attempts.get(attemptId))
    const isOfCompany = intuit.ledger
      .grants()
      .some((grant) => grant.id === grantId && grant.realmId === realmId)
    if (grantId !== null && attempt !== null && isOfCompany) found.push({ grantId, attempt })
  }
  return found
}

const endOf = ({ stages }: AttemptRecord): number => stages.at(-1)?.at ?? 0

/**
 * Grants that may not be used any more: of first connects that were cancelled, or whose time ended before their company was
 * read; and those that another one has replaced since, which Intuit may let live beside it.
 */
async function endedGrants(world: World, realmId: string): Promise<Set<string>> {
  const consented = await consentedTo(world, realmId)
  const lastStored = Math.max(
    ...consented
      .filter(({ attempt: { outcome } }) => outcome === 'connected' || outcome === 'reauthorized')
      .map(({ attempt }) => endOf(attempt)),
  )
  const hasEnded = ({ attempt }: Consented) =>
    (attempt.kind === 'connect' && ['cancelled', 'expired'].includes(attempt.outcome)) ||
    endOf(attempt) < lastStored
  return new Set(consented.filter(hasEnded).map(({ grantId }) => grantId))
}

/** The living grants of a company that a living process was given, and should not have lost. */
async function grantsHad(world: World, realmId: string): Promise<number> {
  const { intuit } = world
  const ended = await endedGrants(world, realmId)
  const isHad = (token: string) => (intuit.bearers.get(token) ?? []).some(({ actor }) => actor.alive)
  return intuit.living(realmId).filter(({ id, refreshToken }) => isHad(refreshToken.value) && !ended.has(id))
    .length
}

async function examineConnection(world: World, record: ConnectionRecord): Promise<string[]> {
  const { driver, intuit } = world
  const faults: string[] = []
  const realmId = record.realmLast4
  const standing = `${realmId} ${record.status}/${record.reason}`
  const { grant, journal, revoke } = await driver.read(async ({ grants, journal, revokes }) => ({
    grant: await grants.get(record.id),
    journal: await journal.get(record.id),
    revoke: await revokes.get(record.id),
  }))
  const vault = await openOwnVault(driver)
  const isTaken = grant !== null && intuit.takes(openGrant(vault, grant).refreshToken)
  if (record.status === 'connected' && !isTaken) faults.push(`${standing}, and its grant is dead`)
  if (record.status !== 'connected' && isTaken) faults.push(`${standing}, and its grant lives`)
  if (record.status === 'checking' || record.status === 'blocked') faults.push(`${standing} is no verdict`)
  if (record.status === 'disconnected' && grant !== null) faults.push(`${standing}, and its grant is kept`)
  if (record.status === 'reauthorization_required' && (await grantsHad(world, realmId)) > 0)
    faults.push(`${standing}: a living grant of its company was had and lost`)
  if (journal !== null && record.status === 'connected') faults.push(`${standing}: its journal is open`)
  if (revoke !== null) faults.push(`${standing}: a revoke still waits`)
  const history = await verifyHistory(driver, record.id)
  if (!history.valid) faults.push(`${standing}: its history is broken at ${history.brokenAt}`)
  return faults
}

/** Told at least once each, the first time in order, none left out. */
function examineEvents({ events }: World, { id, sequence, realmLast4 }: ConnectionRecord): string[] {
  const sequences = events.filter(({ connectionId }) => connectionId === id).map((event) => event.sequence)
  const first = [...new Set(sequences)]
  const all = Array.from({ length: sequence }, (_, index) => index + 1)
  return first.join() === all.join() ? [] : [`${realmLast4}: of ${sequence} events ${first.join()} were told`]
}

async function examineGenerations(
  { driver }: World,
  { id, realmLast4 }: ConnectionRecord,
): Promise<string[]> {
  const entries = await driver.read(({ history }) => history.chain(id, 0, 1_000))
  const generations = entries
    .filter(({ type }) => type === 'token.rotated')
    .map(({ data }) => Number(data.generation))
  const isGrowing = generations.every(
    (generation, index) => index === 0 || generation > (generations[index - 1] ?? 0),
  )
  return isGrowing ? [] : [`${realmLast4}: its generations are ${generations.join()}`]
}

/** @returns what is wrong, one sentence each */
export async function examine(world: World): Promise<string[]> {
  const { driver, intuit, said } = world
  const { records, attempts } = await driver.read(async (tx) => ({
    records: [...(await tx.connections.all('harbor')), ...(await tx.connections.all('northwind'))],
    attempts: await tx.attempts.due(Date.now() + 1e12, 1_000),
  }))
  const faults = [...intuit.breaches]
  for (const record of records) {
    faults.push(...(await examineConnection(world, record)))
    faults.push(...examineEvents(world, record), ...(await examineGenerations(world, record)))
  }
  for (const { id, outcome, step } of attempts) faults.push(`${id} is ${outcome} at ${step}, and still waits`)
  const claims = records.filter(({ status }) => status !== 'disconnected').map(({ realmClaim }) => realmClaim)
  if (new Set(claims).size !== claims.length) faults.push('A company is held twice')
  for (const line of said) if (CANARY.test(line)) faults.push(`A secret was said: ${line.slice(0, 200)}`)
  return faults
}
