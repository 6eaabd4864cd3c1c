// A whole table of a hand-written integration taken over: each failure named, killed in the middle, run again (I16, M09).
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportRequest } from '../../src/import/import-request.ts'
import { MINUTE } from '../../src/platform/clock.ts'
import { HARBOR, openStage, type Stage } from '../stage.ts'
import { addCompanies } from './companies.ts'
import { handWrittenTokens } from './hand-written.ts'
import { startHost, until } from './processes.ts'
import { KEY } from './test-deps.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ encryptionKeys: [KEY] })
  stage.simulator.control.behave({ rotation: 'strict' })
})
afterEach(async () => {
  await stage.close()
})

const control = () => stage.simulator.control
const books = () => stage.adapter.forTenant('harbor')
const reads = (realmId: string) => control().requests({ route: 'company', realmId }).length

/** Imports the table row by row in a process of its own. @returns what it named; null where it was killed */
async function importTable(table: readonly ImportRequest[], killAtReadOf?: string) {
  const lift = killAtReadOf && control().fault({ route: 'company', realmId: killAtReadOf, kind: 'silent' })
  const host = await startHost(stage, { kind: 'import', tenantId: 'harbor', table })
  if (lift) {
    const before = reads(killAtReadOf)
    await until(() => reads(killAtReadOf) > before, `the import reads ${killAtReadOf}`)
    host.kill()
    lift()
  }
  return await host.ended
}

describe('a table of 200 grants, some dead, some of another tenant', () => {
  it('is taken over whole, though its process is killed twice on the way', async () => {
    const realms = addCompanies(stage, 200)
    const table: ImportRequest[] = []
    for (const realmId of realms) table.push({ realmId, ...(await handWrittenTokens(stage, realmId)) })
    const dead = realms.filter((_, index) => index % 20 === 3)
    const foreign = realms.filter((_, index) => index % 50 === 7)
    for (const realmId of dead) control().disconnectInQuickBooks(realmId)
    for (const realmId of foreign)
      await stage.adapter
        .forTenant('other')
        .connections.import({ realmId, refreshToken: `x-${realmId}`, verify: 'later' })

    expect(await importTable(table, realms[40])).toBeNull()
    expect(await importTable(table, realms[90])).toBeNull()
    const problems = await importTable(table)

    const named = [
      ...dead.map((realmId) => `${realmId} connection_unavailable revoked`),
      ...foreign.map((realmId) => `${realmId} company_in_use undefined`),
    ]
    expect(problems?.toSorted()).toEqual(named.toSorted())
    const taken = await books().connections.list()
    const good = realms.filter((realmId) => !dead.includes(realmId) && !foreign.includes(realmId))
    expect(taken.map(({ company }) => company.realmId)).toEqual(good)
    expect(taken.every(({ status, proof }) => status === 'connected' && proof?.kind === 'company_read')).toBe(
      true,
    )
    for (const { id } of taken)
      expect((await books().request(id, '/query?query=select * from Invoice')).ok).toBe(true)
    await stage.adapter.runDueWork()
    const received = stage.events.filter(({ tenantId }) => tenantId === 'harbor')
    expect(received.map(({ type }) => type)).toEqual(good.map(() => 'connection.connected'))
    expect((await stage.adapter.operations.health()).incident).toBeNull()
  }, 60_000)
})

describe('an import whose process died with the renewed tokens', () => {
  it('is taken up by itself, and shown', async () => {
    const table = [{ realmId: HARBOR, ...(await handWrittenTokens(stage, HARBOR)) }]
    expect(await importTable(table, HARBOR)).toBeNull()
    expect(await books().connections.list()).toEqual([])
    control().clock.advance(3 * MINUTE)
    await stage.adapter.runDueWork()
    const [connection] = await books().connections.list()
    expect(connection).toMatchObject({ status: 'connected', proof: { kind: 'company_read' } })
    expect(stage.events.map(({ type }) => type)).toEqual(['connection.connected'])
    expect(await books().connections.import(table[0] ?? { realmId: '', refreshToken: '' })).toEqual(
      connection,
    )
  })
})

describe('tokens that work for a company that cannot be used', () => {
  it.each([
    {
      reason: 'subscription_ended',
      status: 'blocked',
      change: () => control().companies.update(HARBOR, { subscription: 'ended' }),
    },
    {
      reason: 'company_locked',
      status: 'blocked',
      change: () => control().companies.update(HARBOR, { locked: true }),
    },
    {
      reason: 'admin_access_lost',
      status: 'reauthorization_required',
      change: () => control().setAdmin('ada', HARBOR, false),
    },
  ])('are kept, and named $reason', async ({ reason, status, change }) => {
    const tokens = await handWrittenTokens(stage, HARBOR)
    change()
    const asked = books().connections.import({ realmId: HARBOR, ...tokens })
    await expect(asked).rejects.toMatchObject({ code: 'connection_unavailable', reason })
    expect(await books().connections.list()).toMatchObject([{ status, reason }])
    await stage.adapter.runDueWork()
    expect(stage.events.map(({ type }) => type)).toEqual(['connection.connected', `connection.${status}`])
    control().companies.update(HARBOR, { subscription: 'active', locked: false })
    control().setAdmin('ada', HARBOR, true)
    const [connection] = await books().connections.list()
    expect(await books().verify(connection?.id ?? '')).toMatchObject({ status: 'connected' })
  })

  it('that were renewed and are refused once are checked, never thrown away', async () => {
    const tokens = await handWrittenTokens(stage, HARBOR)
    control().fault({ route: 'company', kind: 'lower-case-401', times: 2 })
    const asked = books().connections.import({ realmId: HARBOR, ...tokens })
    await expect(asked).rejects.toMatchObject({ code: 'intuit_unavailable' })
    control().clock.advance(2 * MINUTE)
    await stage.adapter.runDueWork()
    expect(await books().connections.list()).toMatchObject([{ status: 'connected' }])
  })
})
