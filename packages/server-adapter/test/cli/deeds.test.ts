// The commands that change something, or ask Intuit for much.
import { beforeEach, describe, expect, it } from 'vitest'
import { runOnFile } from '../run-on-file.ts'
import { HARBOR } from '../stage.ts'
import { type CliGround, openCliGround } from './cli-ground.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
const MISSING = { error: { code: 'not_found', message: expect.any(String) } }

let ground: CliGround
let id: string
beforeEach(async () => {
  const opened = await openCliGround()
  ground = opened
  const { stage } = opened
  id = (await stage.browser().connect(stage.simulator.control, HARBOR_TEA)).id
  await stage.adapter.runDueWork()
  return () => stage.close()
})

describe('verify --all', () => {
  it('says first how many reads it takes, and needs --yes where no person can be asked', async () => {
    const { control } = ground.stage.simulator
    control.clearRequests()
    const { code, out, beside } = await ground.run('verify', '--all')
    expect([code, out, beside]).toEqual([
      2,
      '',
      expect.stringMatching(/1 connection is verified by a company read[\s\S]*give --yes/),
    ])
    expect(control.requests()).toEqual([])
  })

  it('reads each company, and is well where all are', async () => {
    const { control } = ground.stage.simulator
    control.clearRequests()
    const { code, out, beside } = await ground.run('verify', '--all', '--yes')
    expect([code, out]).toEqual([0, '1 connection verified, all well.\n'])
    expect(beside).toContain('1 of 1 verified, 0 not well')
    expect(control.requests({ route: 'company' })).toHaveLength(1)
  })

  it('names those that are not well, whatever their tenant; the disconnected are left out', async () => {
    const { control } = ground.stage.simulator
    const pace = ['--yes', '--per-minute', '500']
    await ground.stage.adapter.forTenant('harbor').connections.disconnect(id)
    const other = (await ground.stage.browser('northwind').connect(control, HARBOR_TEA)).id
    const third = (
      await ground.stage.browser('harbor').connect(control, { user: 'ada', company: 'Harbor Tea Wholesale' })
    ).id
    control.disconnectInQuickBooks(HARBOR)
    expect(await ground.json('verify', '--all', ...pace)).toMatchObject({
      code: 1,
      data: { verified: 2, well: 1, notWell: [{ id: other, tenantId: 'northwind' }] },
    })
    const { code, out } = await ground.run('verify', '--all', ...pace)
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(`${other}  northwind .*\n2 connections verified, 1 not well`),
    ])
    expect(out).not.toContain(third)
  })

  it('has nothing to ask where there is nothing', async () => {
    await ground.stage.adapter.forTenant('harbor').connections.disconnect(id)
    expect(await ground.json('verify', '--all')).toEqual({
      code: 0,
      data: { verified: 0, well: 0, notWell: [] },
    })
  })

  it.each([
    ['verify'],
    ['verify', '--all', '--per-minute', '0'],
    ['verify', '--all', '--per-minute', '1000'],
  ])('refuses %s %s %s %s', async (...words) => {
    expect(await ground.run(...words)).toMatchObject({ code: 2, out: '' })
  })
})

describe('events', () => {
  async function stall(): Promise<void> {
    await ground.stage.adapter.forTenant('harbor').connections.disconnect(id)
    runOnFile(ground.stage.databasePath, 'update deliveries set tries = 20, stalled_at = due_at')
  }
  const stalled = () => ground.stage.adapter.operations.stalledQueues()
  const received = () => ground.stage.events.filter(({ type }) => type === 'connection.disconnected')

  it('are tried again', async () => {
    await stall()
    const [queue] = await stalled()
    const { code, out } = await ground.run('events', 'retry', id)
    expect([code, out]).toEqual([
      0,
      expect.stringContaining(`${queue?.eventId} (connection.disconnected) is due now.`),
    ])
    expect(await stalled()).toEqual([])
    await ground.stage.adapter.runDueWork()
    expect(received()).toHaveLength(1)
    expect(await ground.json('events', 'retry', id)).toEqual({
      code: 0,
      data: { connectionId: id, retried: null },
    })
    expect(await ground.json('events', 'retry', 'con_none')).toEqual({ code: 1, data: MISSING })
  })

  it('are given up, one at a time, and only where they stall', async () => {
    await stall()
    const eventId = String((await stalled())[0]?.eventId)
    expect(await ground.json('events', 'skip', eventId)).toEqual({
      code: 0,
      data: { eventId, skipped: true },
    })
    expect(await stalled()).toEqual([])
    await ground.stage.adapter.runDueWork()
    expect(received()).toEqual([])
    expect(await ground.json('events', 'skip', eventId)).toEqual({ code: 1, data: MISSING })
    const { code, beside } = await ground.run('events', 'skip', 'evt_none')
    expect([code, beside]).toEqual([
      1,
      expect.stringMatching(/^No stalled queue of events waits for this one\.$/m),
    ])
    expect(await ground.run('events', 'skip', id)).toMatchObject({ code: 2 })
  })
})

describe('forget-tenant', () => {
  it('needs --yes where no person can be asked, and changes nothing without', async () => {
    const { code, beside } = await ground.run('forget-tenant', 'harbor')
    expect([code, beside]).toEqual([
      2,
      expect.stringMatching(/1 live connection of tenant harbor[\s\S]*give --yes/),
    ])
    expect((await ground.json('find', id)).code).toBe(0)
    expect(await ground.run('forget-tenant', '--yes')).toMatchObject({ code: 2 })
  })

  it('forgets it; again, nothing is left to do', async () => {
    const first = { tenantId: 'harbor', disconnected: 1, forgotten: 1 }
    expect(await ground.json('forget-tenant', 'harbor', '--yes')).toEqual({ code: 0, data: first })
    expect(await ground.json('find', id)).toEqual({ code: 1, data: MISSING })
    const { code, out } = await ground.run('forget-tenant', 'harbor', '--yes')
    expect([code, out]).toEqual([0, expect.stringContaining('has no connection here')])
  })
})

describe('history verify', () => {
  it('proves the chain, of a forgotten tenant too', async () => {
    expect(await ground.run('history', 'verify', id)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Intact: \d+ entries/),
    })
    await ground.stage.adapter.forTenant('harbor').forget()
    expect(await ground.json('history', 'verify', id)).toEqual({ code: 1, data: MISSING })
    const proven = await ground.json('history', 'verify', id, '--tenant', 'harbor')
    expect(proven).toMatchObject({ code: 0, data: { connectionId: id, valid: true, brokenAt: null } })
  })

  it('says where it was altered', async () => {
    runOnFile(
      ground.stage.databasePath,
      "drop trigger history_unchanged; update history set outcome = 'failed' where entry = 1",
    )
    expect(await ground.json('history', 'verify', id)).toMatchObject({
      code: 1,
      data: { valid: false, brokenAt: 1 },
    })
    const { code, out } = await ground.run('history', 'verify', id)
    expect([code, out]).toEqual([1, expect.stringContaining('Broken: entry 1 does not follow')])
  })
})

describe('campaign', () => {
  const FIRST = ['start', 'payments-2099', '--why', 'scopes', '--deadline', '2099-03-01T00:00:00Z'] as const
  const campaign = (...words: string[]) => ground.json('campaign', ...words)

  it('is begun with a yes, shown and ended; again, each changes nothing', async () => {
    const asked = { id: 'payments-2099', selected: 1, asked: 1, ended: false }
    expect(await campaign(...FIRST)).toMatchObject({ code: 2, data: { error: { code: 'wrong_use' } } })
    expect(await campaign('progress')).toEqual({ code: 0, data: [] })
    expect(await campaign(...FIRST, '--yes')).toMatchObject({ code: 0, data: asked })
    expect((await ground.stage.browser().get(`/connections/${id}`)).body).toMatchObject({
      status: 'expiring',
      reason: 'upgrade_required',
    })
    expect(await campaign(...FIRST, '--yes')).toMatchObject({ code: 0, data: asked })
    expect(await campaign('end', 'payments-2099', '--yes')).toMatchObject({ code: 0, data: { ended: true } })
    const { code, out } = await ground.run('campaign', 'end', 'payments-2099')
    expect([code, out]).toEqual([0, expect.stringMatching(/^Campaign payments-2099, ended: 1 connection\n/)])
  })

  it('says what is wrong of the options, and begins nothing', async () => {
    const { code, beside } = await ground.run('campaign', ...FIRST.slice(0, 2), '--per-day', 'x', '--yes')
    expect([code, beside]).toEqual([
      2,
      expect.stringMatching(/--why must be one of[\s\S]*--deadline must be RFC 3339[\s\S]*--per-day must be/),
    ])
    expect(await campaign('progress', 'payments-2099')).toEqual({ code: 1, data: MISSING })
  })
})
