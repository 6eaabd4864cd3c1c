// A backup restored (N15): a person is asked only where Intuit refused what it holds, each once, and none waits for ever.
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { HostEvent } from '@mooring/contract'
import { describe, expect, it } from 'vitest'
import { runSql } from '../conformance/postgres-ground.ts'
import { DAY, HOUR, MINUTE } from '../src/platform/clock.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import type { Stage } from './stage.ts'
import { type StoreLocation, storeAt } from './store-location.ts'
import { addCompanies } from './token-lifecycle/companies.ts'
import { KEY } from './token-lifecycle/test-deps.ts'

const ground = usePostgres()

const TENANTS = ['harbor', 'northwind', 'meadow'] as const
/** The contract's six hours of an incident, and the longest wait for the try after it. */
const LONGEST = 7 * HOUR
const STEP = 5 * MINUTE

interface Held {
  readonly tenantId: string
  readonly id: string
  readonly realmId: string
}

/** A copy of the store of a stage whose adapter is closed. */
async function backUp({ storeLocation, databasePath }: Stage): Promise<StoreLocation> {
  if (storeLocation.kind === 'sqlite') {
    const copy = path.join(path.dirname(databasePath), 'backup.db')
    const database = new DatabaseSync(databasePath)
    database.prepare('vacuum into ?').run(copy)
    database.close()
    return { kind: 'sqlite', path: copy }
  }
  const own = new URL(storeLocation.connectionString)
  const copy = new URL(own)
  const server = new URL(own)
  copy.pathname = `backup_${randomUUID().slice(0, 8)}`
  server.pathname = '/postgres'
  const [name, template] = [copy.pathname.slice(1), own.pathname.slice(1)]
  await runSql(server.href, `create database ${name} template ${template} strategy file_copy`)
  ground.opened().defer(() => runSql(server.href, `drop database ${name} with (force)`).then(() => {}))
  return { ...storeLocation, connectionString: copy.href }
}

async function connectAll(stage: Stage, perTenant: number): Promise<Held[]> {
  const { control } = stage.simulator
  const realms = addCompanies(stage, TENANTS.length * perTenant)
  const held: Held[] = []
  for (const [index, realmId] of realms.entries()) {
    const tenantId = TENANTS[index % TENANTS.length] ?? ''
    const { id } = await stage.browser(tenantId).connect(control, { user: 'ada', company: realmId })
    held.push({ tenantId, id, realmId })
  }
  await stage.adapter.runDueWork()
  return held
}

/** Every connection is renewed after the backup was made; then the backup is what runs. */
async function restoreAfter(stage: Stage, ms: number, renewed: (all: Held[]) => Held[]): Promise<Held[]> {
  const { control } = stage.simulator
  control.behave({ rotation: 'strict' })
  const all = await connectAll(stage, 2)
  await stage.adapter.close()
  const backup = await backUp(stage)
  await stage.restart()
  control.clock.advance(ms)
  for (const { tenantId, id } of renewed(all)) await stage.adapter.forTenant(tenantId).tokens.get(id)
  await stage.adapter.runDueWork()
  await stage.adapter.close()
  stage.events.length = 0
  await stage.restart({ store: storeAt(backup) })
  return all
}

const standings = (stage: Stage, held: readonly Held[]) =>
  Promise.all(
    held.map(async ({ tenantId, id }) => {
      const { status, reason } = await stage.adapter.forTenant(tenantId).connections.get(id)
      return `${status}/${reason}`
    }),
  )

/** As long as one is in doubt: a round of work after the other. @returns ms until none is */
async function untilDecided(stage: Stage, held: readonly Held[]): Promise<number> {
  const begun = stage.simulator.control.clock.now()
  for (;;) {
    await stage.adapter.runDueWork()
    const waited = stage.simulator.control.clock.now() - begun
    const inDoubt = (await standings(stage, held)).filter((standing) => standing.startsWith('checking'))
    if (inDoubt.length === 0 || waited > DAY) return waited
    stage.simulator.control.clock.advance(STEP)
  }
}

/** What a host is told of a connection, but for tries that failed and doubts: those are not verdicts. */
const noticesOf = (events: readonly HostEvent[], id: string) =>
  events
    .filter(({ connectionId }) => connectionId === id)
    .map(({ type }) => type)
    .filter((type) => type !== 'connection.refresh_failed' && type !== 'connection.checking')

const ask = async (stage: Stage, held: readonly Held[]) => {
  for (const { tenantId, id } of held)
    await stage.adapter
      .forTenant(tenantId)
      .tokens.get(id)
      .catch(() => {})
}

/** Six hours of background work, round by round. */
const LONG = { timeout: 240_000 }

describe.each([
  { store: 'a file', open: ground.openOnFile },
  // A new schema: a session that makes one ready would be in the way of a copy of the database.
  {
    store: 'Postgres',
    open: (options: Parameters<typeof ground.open>[0]) =>
      ground.open({ storeLocation: ground.place(), ...options }),
  },
])('a backup on $store', ({ open }) => {
  it(
    'of an hour ago, every token renewed since: each connection is reported as ended once, in time',
    LONG,
    async () => {
      const stage = await open({ encryptionKeys: [KEY] })
      const held = await restoreAfter(stage, HOUR, (all) => all)
      await ask(stage, held)
      expect(new Set(await standings(stage, held))).toEqual(
        new Set(['checking/intuit_unavailable', 'checking/refresh_outcome_unknown']),
      )
      expect(await untilDecided(stage, held)).toBeLessThanOrEqual(LONGEST)
      stage.simulator.control.clock.advance(DAY)
      await ask(stage, held)
      await stage.adapter.runDueWork()
      expect(await standings(stage, held)).toEqual(held.map(() => 'reauthorization_required/revoked'))
      for (const { tenantId, id } of held) {
        expect(noticesOf(stage.events, id)).toEqual(['connection.reauthorization_required'])
        expect(await stage.adapter.forTenant(tenantId).history.verify(id)).toMatchObject({ valid: true })
      }
      const incidents = stage.events.filter(({ type }) => type === 'operations.incident')
      expect(incidents).toMatchObject([{ data: { state: 'began' } }, { data: { state: 'ended' } }])
      for (const { tenantId, id, realmId } of held) {
        const person = { user: 'ada', company: realmId }
        const again = await stage
          .browser(tenantId)
          .goThrough(stage.simulator.control, person, { connectionId: id })
        expect(again.attempt).toMatchObject({ outcome: 'reauthorized', connectionId: id })
      }
    },
  )

  it('whose companies were not all renewed since: those that live go on, the others are decided in minutes', async () => {
    const stage = await open({ encryptionKeys: [KEY] })
    const held = await restoreAfter(stage, 25 * HOUR, (all) => all.slice(0, 4))
    const [dead, living] = [held.slice(0, 4), held.slice(4)]
    await ask(stage, held)
    expect(await untilDecided(stage, held)).toBeLessThanOrEqual(2 * STEP)
    expect(await standings(stage, dead)).toEqual(dead.map(() => 'reauthorization_required/revoked'))
    expect(await standings(stage, living)).toEqual(living.map(() => 'connected/null'))
    for (const { id } of dead)
      expect(noticesOf(stage.events, id)).toEqual(['connection.reauthorization_required'])
    for (const { id } of living) expect(noticesOf(stage.events, id)).toEqual([])
  })
})
