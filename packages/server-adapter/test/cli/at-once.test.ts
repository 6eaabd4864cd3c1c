// The commands that change something, by two operators at once, and killed in the middle.
import { beforeEach, describe, expect, it } from 'vitest'
import { MINUTE } from '../../src/platform/clock.ts'
import { runOnFile } from '../run-on-file.ts'
import { HARBOR } from '../stage.ts'
import { LATE } from '../until.ts'
import { type CliGround, type Ended, killIn, openCliGround } from './cli-ground.ts'

let ground: CliGround
let id: string
beforeEach(async () => {
  const opened = await openCliGround()
  ground = opened
  const { stage } = opened
  const person = { user: 'ada', company: 'Harbor Tea Co.' }
  id = (await stage.browser().connect(stage.simulator.control, person)).id
  await stage.adapter.runDueWork()
  return () => stage.close()
})

const operations = () => ground.stage.adapter.operations
const standing = async () => (await operations().find({ connectionId: id }))?.status
const twice = (...words: string[]): Promise<Ended[]> =>
  Promise.all([ground.run(...words), ground.run(...words)])
const codes = (ended: readonly Ended[]) => ended.map(({ code }) => code)

async function stall(): Promise<string> {
  await ground.stage.adapter.forTenant('harbor').connections.disconnect(id)
  runOnFile(ground.stage.databasePath, 'update deliveries set tries = 20, stalled_at = due_at')
  return String((await operations().stalledQueues())[0]?.eventId)
}

describe('two at once', () => {
  it('renew: both say that it is renewed, and the grant is in force', async () => {
    const ended = await twice('renew', id)
    expect(ended.map(({ out }) => out.split('\n')[0])).toEqual(['Renewed.', 'Renewed.'])
    expect(codes(ended)).toEqual([0, 0])
    expect(await operations().renew(id)).toMatchObject({ status: 'connected' })
  })

  it('events retry: the event is handed over once', async () => {
    await stall()
    expect(codes(await twice('events', 'retry', id))).toEqual([0, 0])
    await ground.stage.adapter.runDueWork()
    expect(ground.stage.events.filter(({ type }) => type === 'connection.disconnected')).toHaveLength(1)
  })

  it('events skip: one skips it, the other says that it no longer waits', async () => {
    const ended = await twice('events', 'skip', await stall())
    expect(codes(ended).toSorted()).toEqual([0, 1])
    expect(ended.find(({ code }) => code === 1)?.beside).toContain('No stalled queue of events waits')
    expect(await operations().stalledQueues()).toEqual([])
  })

  it('campaign start and end: there is one, with everyone in it', async () => {
    const start = ['--why', 'scopes', '--deadline', '2099-03-01T00:00:00Z', '--yes']
    expect(codes(await twice('campaign', 'start', 'anew', ...start))).toEqual([0, 0])
    expect(await operations().campaigns.progress('anew')).toMatchObject({ selected: 1, asked: 1 })
    expect(await standing()).toBe('expiring')
    expect(codes(await twice('campaign', 'end', 'anew', '--yes'))).toEqual([0, 0])
    expect(await operations().campaigns.list()).toHaveLength(1)
    expect(await standing()).toBe('connected')
  })

  it('rotate-keys: everything is sealed anew once', async () => {
    const next = { id: 'next', secret: Buffer.alloc(32, 'the next key').toString('base64') }
    const old = "{ id: 'test', secret: Buffer.alloc(32, 'mooring').toString('base64') }"
    await ground.configure(`encryptionKeys: [${JSON.stringify(next)}, ${old}],`)
    const ended = await twice('rotate-keys', '--json')
    expect(codes(ended)).toEqual([0, 0])
    const resealed = ended.map(({ out }) => JSON.parse(out).resealed).reduce((sum, one) => sum + one, 0)
    expect(resealed).toBe(2)
    await ground.configure(`encryptionKeys: [${JSON.stringify(next)}],`)
    expect(await ground.json('renew', id)).toMatchObject({ code: 0 })
  })

  it('forget-tenant: both say what they forgot, and nothing is left', async () => {
    const ended = await twice('forget-tenant', 'harbor', '--yes')
    expect(codes(ended)).toEqual([0, 0])
    for (const { out } of ended) expect(out).toMatch(/^Tenant harbor (is forgotten|has no connection here)/)
    expect((await ground.json('find', id)).code).toBe(1)
    await ground.stage.adapter.runDueWork()
    expect(ground.stage.simulator.control.requests({ route: 'revoke' })).toHaveLength(1)
  })
})

describe('killed while it waits for Intuit', () => {
  it('renew loses no grant: the next one goes on', async () => {
    const { control } = ground.stage.simulator
    control.clearRequests()
    control.fault({ route: 'token', kind: 'slow', ms: LATE, times: 1 })
    await killIn(ground.folder, ['renew', id], () => control.requests({ route: 'token' }).length > 0)
    control.clearFaults()
    control.clock.advance(2 * MINUTE)
    await ground.stage.adapter.runDueWork()
    expect(await operations().renew(id)).toMatchObject({ status: 'connected' })
    expect((await ground.json('explain', id)).code).toBe(0)
  })

  it('verify --all changes nothing, and the next one is whole', async () => {
    const { control } = ground.stage.simulator
    control.clearRequests()
    control.fault({ route: 'company', kind: 'slow', ms: LATE, times: 1 })
    const words = ['verify', '--all', '--yes']
    await killIn(ground.folder, words, () => control.requests({ route: 'company' }).length > 0)
    control.clearFaults()
    expect(await standing()).toBe('connected')
    expect(await ground.json(...words)).toMatchObject({ code: 0, data: { verified: 1, well: 1 } })
    expect(await operations().find({ realmId: HARBOR })).toMatchObject({ id })
  })
})
