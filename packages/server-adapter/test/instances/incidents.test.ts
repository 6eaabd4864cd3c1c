// Refusals that two processes see together: one log, one event each, and each connection has its own verdict in time.
import { describe, expect, it } from 'vitest'
import type { QuickBooksAdapter } from '../../src/index.ts'
import { DAY, HOUR, MINUTE } from '../../src/platform/clock.ts'
import type { Stage } from '../stage.ts'
import { addCompanies } from '../token-lifecycle/companies.ts'
import { KEY } from '../token-lifecycle/test-deps.ts'
import { usePostgres } from './postgres-stage.ts'

const ground = usePostgres()
const DEAD = 'reauthorization_required/revoked'

/** A connection per tenant, their access tokens ended, and two processes on their store. */
async function open(openStage: typeof ground.open, tenants: readonly string[]) {
  const stage = await openStage({ encryptionKeys: [KEY] })
  const { control } = stage.simulator
  const held: { tenantId: string; id: string; realmId: string }[] = []
  for (const [index, realmId] of addCompanies(stage, tenants.length).entries()) {
    const tenantId = tenants[index] ?? ''
    const { id } = await stage.browser(tenantId).connect(control, { user: 'ada', company: realmId })
    held.push({ tenantId, id, realmId })
  }
  await stage.adapter.runDueWork()
  const processes = [stage.adapter, await stage.restart()]
  control.clock.advance(2 * HOUR)
  const standings = () =>
    Promise.all(
      held.map(async ({ tenantId, id }) => {
        const { status, reason } = await stage.adapter.forTenant(tenantId).connections.get(id)
        return `${status}/${reason}`
      }),
    )
  return { stage, control, held, processes, standings }
}

/** Each is asked for by one of the processes, all at once. */
const useAll = (processes: readonly QuickBooksAdapter[], held: readonly { tenantId: string; id: string }[]) =>
  Promise.allSettled(
    held.map(({ tenantId, id }, index) =>
      processes[index % processes.length]?.forTenant(tenantId).tokens.get(id),
    ),
  )

/** Both do what is due, round by round. @returns ms until no connection is in doubt any more */
async function untilDecided(
  { stage, processes, standings }: Awaited<ReturnType<typeof open>>,
  step: number,
): Promise<number> {
  const { clock } = stage.simulator.control
  const begun = clock.now()
  for (;;) {
    for (const one of await Promise.allSettled(processes.map((adapter) => adapter.runDueWork())))
      expect(one.status).toBe('fulfilled')
    const waited = clock.now() - begun
    const isInDoubt = (await standings()).some((standing) => standing.startsWith('checking'))
    if (!isInDoubt || waited > DAY) return waited
    clock.advance(step)
  }
}

const incidents = ({ events }: Stage) =>
  events.flatMap((event) => (event.type === 'operations.incident' ? [event.data.state] : []))
const asked = ({ events }: Stage, id: string) =>
  events.filter((event) => event.connectionId === id && event.type === 'connection.reauthorization_required')
    .length

describe.each([
  { store: 'a file', openStage: ground.openOnFile },
  { store: 'Postgres', openStage: ground.open },
])('in two processes, on $store,', ({ openStage }) => {
  it('customers of four tenants who leave at once, one of whom consents again, have one event each, within seven hours', async () => {
    const scene = await open(openStage, ['a', 'b', 'c', 'd', 'e'])
    const { stage, control, held, processes, standings } = scene
    const [back, ...rest] = held
    if (back === undefined) throw new Error('There is no connection.')
    const gone = rest.slice(0, 3)
    const later = rest.slice(3)
    for (const { realmId } of [back, ...gone]) control.disconnectInQuickBooks(realmId)
    await useAll(processes, [back, ...gone])
    expect(new Set((await standings()).slice(0, 4).map((standing) => standing.split('/')[0]))).toEqual(
      new Set(['checking']),
    )
    const again = await stage
      .browser(back.tenantId)
      .goThrough(control, { user: 'ada', company: back.realmId }, { connectionId: back.id })
    expect(again.attempt).toMatchObject({ outcome: 'reauthorized', connectionId: back.id })
    // The one that is well does not refresh: nothing ends the incident but its own time.
    control.fault({
      route: 'token',
      grant: 'refresh_token',
      kind: 'html-503',
      realmId: later[0]?.realmId ?? '',
    })
    control.fault({ route: 'token', grant: 'refresh_token', kind: 'html-503', realmId: back.realmId })
    const waited = await untilDecided(
      { ...scene, standings: async () => (await standings()).slice(1, 4) },
      10 * MINUTE,
    )
    expect(waited).toBeLessThanOrEqual(7 * HOUR)
    expect((await standings()).slice(1, 4)).toEqual([DEAD, DEAD, DEAD])
    control.clearFaults()
    control.clock.advance(HOUR)
    await untilDecided(scene, MINUTE)
    expect(held.map(({ id }) => asked(stage, id))).toEqual([0, 1, 1, 1, 0])
    expect(incidents(stage)).toEqual(['began', 'ended'])
    // A week later another one leaves: that is its own trouble.
    control.clock.advance(6 * DAY)
    for (const one of later) control.disconnectInQuickBooks(one.realmId)
    await useAll(processes, later)
    expect(await untilDecided(scene, MINUTE)).toBeLessThanOrEqual(3 * MINUTE)
    expect((await standings())[4]).toBe(DEAD)
  })

  it('of three refused, one has left and two come back once Intuit is well, within the hour', async () => {
    const scene = await open(openStage, ['a', 'b', 'c'])
    const { stage, control, held, processes, standings } = scene
    const lift = control.fault({ route: 'token', kind: 'invalid_grant' })
    control.disconnectInQuickBooks(held[0]?.realmId ?? '')
    await useAll(processes, held)
    for (let minute = 0; minute < 20; minute++) {
      control.clock.advance(MINUTE)
      await Promise.all(processes.map((adapter) => adapter.runDueWork()))
    }
    expect(new Set(await standings())).toEqual(new Set(['checking/intuit_unavailable']))
    lift()
    expect(await untilDecided(scene, 5 * MINUTE)).toBeLessThanOrEqual(HOUR)
    expect(await standings()).toEqual([DEAD, 'connected/null', 'connected/null'])
    await untilDecided(scene, MINUTE)
    expect(held.map(({ id }) => asked(stage, id))).toEqual([1, 0, 0])
    expect(incidents(stage)).toEqual(['began', 'ended'])
  })

  it('ends with the last of its tenants, where all are forgotten meanwhile', async () => {
    const { stage, control, held, processes } = await open(openStage, ['a', 'b', 'c'])
    control.fault({ route: 'token', kind: 'invalid_grant' })
    await useAll(processes, held)
    const health = async () => (await stage.adapter.operations.health()).incident
    expect(await health()).not.toBeNull()
    await Promise.all(held.map(({ tenantId }, index) => processes[index % 2]?.forTenant(tenantId).forget()))
    expect(await health()).toBeNull()
    await stage.adapter.runDueWork()
    expect(incidents(stage)).toEqual(['began', 'ended'])
  })
})
