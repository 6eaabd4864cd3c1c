// Keys while several instances share a store: one that another instance has already, and what no key opens any more.
import { describe, expect, it } from 'vitest'
import { runSql } from '../../conformance/postgres-ground.ts'
import { rotateKeys } from '../../src/keys/rotate-keys.ts'
import { MINUTE } from '../../src/platform/clock.ts'
import { runOnFile } from '../run-on-file.ts'
import { HARBOR, type Stage } from '../stage.ts'
import { openTestDeps } from '../token-lifecycle/open-test-deps.ts'
import { KEY } from '../token-lifecycle/test-deps.ts'
import { usePostgres } from './postgres-stage.ts'

const NEXT = { id: '2026-12', secret: Buffer.alloc(32, 'the next key').toString('base64') }
const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }

const ground = usePostgres()

const connect = (stage: Stage) => stage.browser().connect(stage.simulator.control, PERSON)

/** Another instance, whose first key is the next one already, seals everything anew. */
async function rotateElsewhere(stage: Stage): Promise<void> {
  const other = openTestDeps(stage, { encryptionKeys: [NEXT, KEY] })
  await rotateKeys(other.store, await other.vault())
}

/** Changes the stored secrets behind the store's back, which guards a company against that. */
async function damage(stage: Stage, table: 'connections' | 'grants', change: string): Promise<void> {
  const { storeLocation } = stage
  const update = `update ${table} set ${change}`
  if (storeLocation.kind === 'sqlite')
    return runOnFile(storeLocation.path, `drop trigger if exists connections_company; ${update}`)
  const { connectionString, schema } = storeLocation
  await runSql(
    connectionString,
    `set search_path to ${schema}; drop trigger if exists connections_company on connections; ${update}`,
  )
}

const linesOf = (stage: Stage, keyId: string) => stage.log.filter((line) => line.keyId === keyId)

describe.each([
  ['a file', () => ground.openOnFile({ encryptionKeys: [KEY] })],
  ['a server', () => ground.open()],
])('on %s', (_, open) => {
  it('a secret of a key that only another instance has is a store that cannot be used just now', async () => {
    const stage = await open()
    const { id } = await connect(stage)
    await rotateElsewhere(stage)
    const away = { code: 'store_unavailable', retryable: true, message: expect.stringContaining('"2026-12"') }
    const books = stage.adapter.forTenant('harbor')
    await expect(books.tokens.get(id)).rejects.toMatchObject(away)
    await expect(books.connections.get(id)).rejects.toMatchObject(away)
    stage.simulator.control.clock.advance(61 * MINUTE)
    await expect(books.tokens.get(id)).rejects.toMatchObject(away)
    await stage.adapter.runDueWork()
    const { status, body } = await stage.browser().post(`/connections/${id}/verify`)
    expect([status, body]).toMatchObject([503, { code: 'store_unavailable', retryable: true }])
    expect(linesOf(stage, '2026-12')[0]).toMatchObject({ tenantId: 'harbor', connectionId: id })
    expect((await stage.browser().get(`/connections/${id}`)).body).toMatchObject({ status: 'connected' })
    const readiness = await stage.browser().get(`/connections/${id}/readiness`)
    expect([readiness.status, readiness.body]).toMatchObject([503, { code: 'store_unavailable' }])
    const restarted = await stage.restart({ encryptionKeys: [KEY, NEXT] })
    expect(await restarted.forTenant('harbor').verify(id)).toMatchObject({
      status: 'connected',
      usable: true,
    })
  })

  it('an instance that comes up without a key that is needed asks people to try again, and its host which key', async () => {
    const stage = await open()
    const { id } = await connect(stage)
    await rotateElsewhere(stage)
    const late = await stage.restart()
    await expect(late.start()).rejects.toMatchObject({
      code: 'app_misconfigured',
      message: expect.stringContaining('"2026-12"'),
    })
    const { status, body } = await stage.browser().post(`/connections/${id}/verify`)
    expect([status, body]).toMatchObject([503, { code: 'store_unavailable', retryable: true }])
    expect(linesOf(stage, '2026-12')).not.toEqual([])
  })

  it('a disconnect waits with its revoke for an instance that has the key', async () => {
    const stage = await open()
    const { id } = await connect(stage)
    await rotateElsewhere(stage)
    stage.simulator.control.clearRequests()
    const { body } = await stage.browser().post(`/connections/${id}/disconnect`)
    expect(body).toMatchObject({ status: 'disconnected' })
    stage.simulator.control.clock.advance(101 * 24 * 60 * MINUTE)
    await stage.adapter.runDueWork()
    expect(stage.simulator.control.requests({ route: 'revoke' })).toEqual([])
    const restarted = await stage.restart({ encryptionKeys: [NEXT, KEY] })
    stage.simulator.control.clock.advance(MINUTE)
    await restarted.runDueWork()
    expect(stage.simulator.control.requests({ route: 'revoke' })).toHaveLength(1)
  })

  it('events wait for an instance that has the key, and are no failure of the handler', async () => {
    const stage = await open()
    const { id } = await connect(stage)
    await stage.adapter.runDueWork()
    await rotateElsewhere(stage)
    const other = openTestDeps(stage, { encryptionKeys: [NEXT, KEY] })
    await other.store.write(async ({ events, connections, deliveries }) => {
      const record = await connections.get(id)
      if (record === null) return
      const sequence = record.sequence + 1
      await connections.update({ ...record, sequence })
      const at = other.config.now()
      const event = { id: 'evt_webhook', type: 'webhook.received', at, tenantId: 'harbor' } as const
      const kept = { ...event, connectionId: id, sequence, actor: null, data: {} }
      const { position } = await events.append(kept)
      await deliveries.put({ queue: id, position, tries: 0, dueAt: at, stalledAt: null })
    })
    for (let tries = 0; tries < 25; tries++) {
      await stage.adapter.runDueWork()
      stage.simulator.control.clock.advance(10 * MINUTE)
    }
    expect(await stage.adapter.operations.stalledQueues()).toEqual([])
    expect(stage.log.filter(({ message }) => /onEvent/.test(String(message)))).toEqual([])
    const restarted = await stage.restart({ encryptionKeys: [NEXT, KEY] })
    await restarted.runDueWork()
    expect(stage.events.map(({ id }) => id)).toContain('evt_webhook')
  })

  it.each([
    ['altered', "access_sealed = access_sealed || 'x', refresh_sealed = refresh_sealed || 'x'"],
    ['torn', 'access_sealed = substr(access_sealed, 1, 40), refresh_sealed = substr(refresh_sealed, 1, 40)'],
    ['moved', 'access_sealed = refresh_sealed, refresh_sealed = access_sealed'],
  ])(
    'a grant that was %s blocks its connection at the first try, tells the operator, and a person mends it',
    async (_, change) => {
      const stage = await open()
      const { id } = await connect(stage)
      await damage(stage, 'grants', change)
      const books = stage.adapter.forTenant('harbor')
      await expect(books.tokens.get(id)).rejects.toMatchObject({
        name: 'ConnectionUnavailableError',
        reason: 'app_misconfigured',
        action: 'fix_configuration',
      })
      expect(await books.connections.get(id)).toMatchObject({
        status: 'blocked',
        reason: 'app_misconfigured',
        usable: false,
      })
      expect(await books.readiness(id)).toMatchObject({ ready: false })
      expect(stage.log).toContainEqual(
        expect.objectContaining({
          connectionId: id,
          tenantId: 'harbor',
          message: expect.stringMatching(/cannot be opened/),
        }),
      )
      await stage.adapter.runDueWork()
      expect(stage.events).toContainEqual(
        expect.objectContaining({
          type: 'connection.blocked',
          connectionId: id,
          data: { reason: 'app_misconfigured', action: 'fix_configuration' },
        }),
      )
      await stage.browser().goThrough(stage.simulator.control, PERSON, { connectionId: id })
      expect(await books.verify(id)).toMatchObject({ status: 'connected', usable: true })
    },
  )

  it.each([
    ['grant', 'grants', "refresh_sealed = refresh_sealed || 'x'"],
    ['realm id', 'connections', 'realm_sealed = substr(realm_sealed, 1, 40)'],
  ] as const)(
    'a %s that was damaged and has not been used yet is not ready',
    async (_what, table, change) => {
      const stage = await open()
      const { id } = await connect(stage)
      await damage(stage, table, change)
      const { body } = await stage.browser().get(`/connections/${id}/readiness`)
      expect(body).toMatchObject({ ready: false })
      expect(await stage.adapter.forTenant('harbor').connections.get(id)).toMatchObject({
        status: 'blocked',
        reason: 'app_misconfigured',
      })
    },
  )

  it('a realm id that was torn takes no other connection of its tenant along', async () => {
    const stage = await open()
    const { id } = await connect(stage)
    await damage(stage, 'connections', 'realm_sealed = substr(realm_sealed, 1, 40)')
    const other = { user: 'ada', company: 'Harbor Tea Wholesale' }
    const { id: well } = await stage.browser().connect(stage.simulator.control, other)
    const { connections } = stage.adapter.forTenant('harbor')
    const listed = (await connections.list()).map(({ id, company }) => [id, company.realmId !== ''])
    expect(listed).toEqual([
      [id, false],
      [well, true],
    ])
    expect((await stage.adapter.operations.connections()).connections).toHaveLength(2)
    expect(await stage.adapter.operations.explain(id)).toMatchObject({ readiness: { ready: false } })
    expect(await connections.disconnect(id)).toMatchObject({ status: 'disconnected' })
  })

  it('a realm id that was torn blocks its connection until a person re-authorizes', async () => {
    const stage = await open()
    const { id } = await connect(stage)
    await damage(stage, 'connections', 'realm_sealed = substr(realm_sealed, 1, 40)')
    const { body } = await stage.browser().post(`/connections/${id}/verify`)
    expect(body).toMatchObject({ status: 'blocked', reason: 'app_misconfigured' })
    await stage.browser().goThrough(stage.simulator.control, PERSON, { connectionId: id })
    expect(await stage.adapter.forTenant('harbor').verify(id)).toMatchObject({
      status: 'connected',
      company: { realmId: HARBOR },
    })
  })

  it('a grant that is damaged is found by the first that tries, and comes back when it is put right', async () => {
    const stage = await open()
    const { id } = await connect(stage)
    const turned = 'access_sealed = refresh_sealed, refresh_sealed = access_sealed'
    await damage(stage, 'grants', turned)
    const { status, body } = await stage.browser().post(`/connections/${id}/verify`)
    expect([status, body]).toMatchObject([200, { status: 'blocked', reason: 'app_misconfigured' }])
    stage.simulator.control.clock.advance(90 * MINUTE)
    await stage.adapter.runDueWork()
    const { entries } = (
      await stage.browser().get<{ entries: { code: string }[] }>(`/connections/${id}/history`)
    ).body
    expect(entries.filter(({ code }) => code === 'grant_unreadable')).toHaveLength(1)
    await damage(stage, 'grants', turned)
    stage.simulator.control.clock.advance(90 * MINUTE)
    await stage.adapter.runDueWork()
    expect(await stage.adapter.forTenant('harbor').connections.get(id)).toMatchObject({ status: 'connected' })
  })
})
