// Each command as an operator runs it.
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runOnFile } from '../run-on-file.ts'
import { HARBOR } from '../stage.ts'
import { type CliGround, openCliGround } from './cli-ground.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
const MISSING = { error: { code: 'not_found', message: expect.stringMatching(/no such|There is no/) } }

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

describe('status', () => {
  it('is well where the running instance is', async () => {
    const { code, out } = await ground.run('status')
    expect([code, out]).toEqual([
      0,
      expect.stringContaining(`says ${ground.stage.origin}/api/quickbooks/operations/ready`),
    ])
    expect(out).toMatch(/store +ok\nvault +ok\n/)
    expect(out).toMatch(/connections +1 connected/)
    expect(await ground.json('status')).toEqual({
      code: 0,
      data: {
        ready: true,
        instance: { url: expect.any(String), httpStatus: 200, ready: true },
        checks: { store: 'ok', vault: 'ok', jobs: { overdueMs: 0 }, eventBacklog: 0 },
        stalledQueues: [],
        connections: expect.objectContaining({ connected: 1 }),
        incident: null,
      },
    })
  })

  it('says that no instance answers, or something else', async () => {
    const { code, out } = await ground.run('status', '--url', 'http://127.0.0.1:9/api/quickbooks')
    expect([code, out]).toEqual([
      1,
      expect.stringContaining('no running instance answers at http://127.0.0.1:9/'),
    ])
    const other = await ground.json('status', '--url', `${ground.stage.origin}/elsewhere/`)
    expect(other).toMatchObject({
      code: 1,
      data: { ready: false, instance: { httpStatus: 404, ready: null } },
    })
  })

  it('names a queue of events that is stalled', async () => {
    await stall(id)
    const { code, data } = await ground.json('status')
    expect([code, data]).toMatchObject([
      1,
      { stalledQueues: [{ connectionId: id, type: 'connection.disconnected' }] },
    ])
  })
})

async function stall(connectionId: string): Promise<void> {
  await ground.stage.adapter.forTenant('harbor').connections.disconnect(connectionId)
  runOnFile(ground.stage.databasePath, 'update deliveries set tries = 20, stalled_at = due_at')
}

describe('find', () => {
  it('finds by id and by company', async () => {
    const found = { id, tenantId: 'harbor', company: { realmId: HARBOR } }
    expect(await ground.json('find', id)).toMatchObject({ code: 0, data: found })
    expect(await ground.json('find', '--realm', HARBOR)).toMatchObject({ code: 0, data: found })
    const { code, out } = await ground.run('find', id)
    expect([code, out]).toEqual([0, expect.stringContaining(`${id}  Harbor Tea Co. (${HARBOR}), sandbox`)])
    expect(out).toMatch(/tenant +harbor\nstatus +connected\n/)
  })

  it('says where there is none', async () => {
    expect(await ground.json('find', 'con_none')).toEqual({ code: 1, data: MISSING })
    const { code, out, beside } = await ground.run('find', '--realm', '4242')
    expect([code, out, beside]).toEqual([1, '', expect.stringContaining('no connection of company 4242')])
  })
})

describe('explain', () => {
  it('is well for a connection that works', async () => {
    const { code, out } = await ground.run('explain', id)
    expect([code, out]).toEqual([0, expect.stringContaining('passed   Refresh token:')])
    expect(out).toContain('your product has taken every event')
  })

  it('says why one does not, and asks Intuit nothing', async () => {
    const { control } = ground.stage.simulator
    control.disconnectInQuickBooks(HARBOR)
    await ground.stage.adapter.operations.renew(id)
    control.clearRequests()
    const { code, out } = await ground.run('explain', id)
    expect([code, out]).toEqual([1, expect.stringContaining('invalid_grant')])
    expect(await ground.json('explain', id)).toMatchObject({
      code: 1,
      data: { tenantId: 'harbor', connection: { id } },
    })
    expect(control.requests()).toEqual([])
    expect(out).not.toContain(HARBOR)
  })

  it('says where there is none', async () => {
    expect(await ground.json('explain', 'con_none')).toEqual({ code: 1, data: MISSING })
  })
})

describe('quota', () => {
  it('says what was used, for what and by whom', async () => {
    await ground.stage.adapter.operations.quota()
    const { code, out } = await ground.run('quota')
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/used +1 no limit is known\nforeseen +not known yet/),
    ])
    expect(out).toMatch(/for +1 connect\ntenant +1 {2}harbor\n/)
    expect(await ground.json('quota', '--top', '1')).toMatchObject({
      code: 0,
      data: {
        used: 1,
        state: 'ok',
        readsPerMonth: null,
        tenants: { rows: [{ tenantId: 'harbor', reads: 1 }] },
      },
    })
  })

  it('is not well where the reads are used up', async () => {
    await ground.stage.adapter.operations.quota()
    await ground.configure('quota: { readsPerMonth: 1 },')
    const { code, out } = await ground.run('quota')
    expect([code, out]).toEqual([1, expect.stringMatching(/used +1 of 1\n/)])
  })
})

describe('renew', () => {
  it('renews, and says what Intuit said', async () => {
    const { control } = ground.stage.simulator
    control.clearRequests()
    const { code, out } = await ground.run('renew', id)
    expect([code, out]).toEqual([0, expect.stringMatching(/^Renewed\.\n/)])
    expect(control.requests({ route: 'token' })).toHaveLength(1)
    control.disconnectInQuickBooks(HARBOR)
    const refused = await ground.json('renew', id)
    expect(refused).toMatchObject({ code: 1, data: { id, status: 'checking' } })
    expect(await ground.json('renew', 'con_none')).toEqual({ code: 1, data: MISSING })
  })
})

describe('keys', () => {
  const NEXT = { id: 'next', secret: Buffer.alloc(32, 'the next key').toString('base64') }

  it('are made afresh, without a config', async () => {
    const made = [
      await ground.json('keys', 'new', '--config', 'nowhere.mjs'),
      await ground.json('keys', 'new'),
    ]
    expect(made.map(({ code }) => code)).toEqual([0, 0])
    const secrets = made.map(({ data }) => (data as { secret: string }).secret)
    expect(secrets.map((secret) => Buffer.from(secret, 'base64').length)).toEqual([32, 32])
    expect(new Set(secrets).size).toBe(2)
    const { out } = await ground.run('keys', 'new')
    expect(out).toMatch(
      /last in encryptionKeys[\s\S]*Put it first[\s\S]*rotate-keys[\s\S]*Take the old key out/,
    )
  })

  it('are rotated: everything is sealed with the first; again, nothing is', async () => {
    const keys = await ground.run('rotate-keys')
    expect([keys.code, keys.out]).toEqual([
      0,
      expect.stringMatching(/^0 secrets sealed anew with key "test"/),
    ])
    await ground.configure(
      `encryptionKeys: [${JSON.stringify(NEXT)}, { id: 'test', secret: Buffer.alloc(32, 'mooring').toString('base64') }],`,
    )
    expect(await ground.json('rotate-keys')).toEqual({ code: 0, data: { resealed: 2, key: 'next' } })
    expect(await ground.json('rotate-keys')).toEqual({ code: 0, data: { resealed: 0, key: 'next' } })
    await ground.configure(`encryptionKeys: [${JSON.stringify(NEXT)}],`)
    expect((await ground.json('find', '--realm', HARBOR)).code).toBe(0)
  })

  it('that are missing are named', async () => {
    await ground.configure(`encryptionKeys: [${JSON.stringify(NEXT)}],`)
    const { code, beside } = await ground.run('rotate-keys')
    expect([code, beside]).toEqual([1, expect.stringContaining('Encryption key "test" is missing')])
    expect(await ground.json('status')).toMatchObject({
      code: 1,
      data: { checks: { store: 'ok', vault: 'failed' } },
    })
  })
})

it('begins no background work', async () => {
  const { stage } = ground
  await stage.adapter.forTenant('harbor').connections.disconnect(id)
  const count = () => stage.events.length
  const before = count()
  await ground.configure(`onEvent: () => { console.error('ON EVENT') },`)
  const { beside } = await ground.run('status')
  expect(beside).not.toContain('ON EVENT')
  expect(count()).toBe(before)
  expect(await ground.json('status')).toMatchObject({ data: { checks: { eventBacklog: 1 } } })
})

describe('a config', () => {
  afterEach(async () => await ground.configure())

  it.each([
    [
      'a named options',
      'mooring.config.mjs',
      (text: string) => text.replace('export default', 'export const options ='),
    ],
    [
      'TypeScript',
      'other.config.ts',
      (text: string) => `${text.replace('export default', 'const made: object =')}\nexport default made`,
    ],
    [
      'a promise',
      'mooring.config.mjs',
      (text: string) =>
        `${text.replace('export default', 'const made =')}\nexport default Promise.resolve(made)`,
    ],
  ])('may be %s', async (_, name, change) => {
    await ground.configure('', name)
    const file = path.join(ground.folder, name)
    await writeFile(file, change(await readFile(file, 'utf8')))
    expect(await ground.json('find', id, '--config', name)).toMatchObject({ code: 0, data: { id } })
  })

  it.each([
    ['throw new Error("test-secret-canary")', /threw Error at line 1/],
    ['import "not-there"', /Cannot find package 'not-there'/],
    ['export const other = 1', /exports no options/],
  ])('that cannot be used is said: %s', async (text, sentence) => {
    await writeFile(path.join(ground.folder, 'mooring.config.mjs'), text)
    const { code, beside } = await ground.run('find', id)
    expect([code, beside]).toEqual([2, expect.stringMatching(sentence)])
  })

  it('with a wrong option is said, naming it', async () => {
    await ground.configure('keepaliveDays: 400,')
    const { code, beside } = await ground.run('find', id)
    expect([code, beside]).toEqual([1, expect.stringContaining('"keepaliveDays"')])
  })
})
