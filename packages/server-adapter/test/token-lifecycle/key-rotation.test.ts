// A new key takes over while the adapter serves, killed on its way and begun again (I07, I08, I09, I11, M14).
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { randomFrom } from '../../../../scripts/seed.ts'
import type { EncryptionKey } from '../../src/config/options.ts'
import { openGrant, openRealm } from '../../src/keys/grant-sealing.ts'
import { HOUR } from '../../src/platform/clock.ts'
import { openStage, type Stage } from '../stage.ts'
import { addCompanies, type ConnectedCompany, connectCompanies } from './companies.ts'
import { openTestDeps } from './open-test-deps.ts'
import { startHost } from './processes.ts'
import { KEY } from './test-deps.ts'

const NEW: EncryptionKey = { id: 'new', secret: Buffer.alloc(32, 'the next key').toString('base64') }
const ROWS = 450
const random = randomFrom('key-rotation')
const KILLS = process.env.MOORING_TEST_LONG === '1' ? 50 : 6

let stage: Stage
let used: ConnectedCompany[]
beforeEach(async () => {
  stage = await openStage({ encryptionKeys: [KEY] })
  stage.simulator.control.behave({ rotation: 'strict' })
  used = await connectCompanies(stage, 6)
})
afterEach(async () => {
  await stage.close()
})

/** Rows enough for several of rotation's transactions, never used. */
async function importMany(): Promise<void> {
  const { connections } = stage.adapter.forTenant('harbor')
  for (const realmId of addCompanies(stage, ROWS, 100))
    await connections.import({ realmId, refreshToken: `token-of-${realmId}`, verify: 'later' })
}

const control = () => stage.simulator.control

/** The host's own traffic: every token ends, is refreshed and used, until told to stop. */
function startUsing() {
  let using = true
  const use = async () => {
    for (let rounds = 0; ; rounds++) {
      if (!using) return rounds
      control().clock.advance(HOUR)
      const books = stage.adapter.forTenant('harbor')
      await Promise.all(used.map(({ id }) => books.tokens.get(id)))
    }
  }
  const ended = use()
  return () => {
    using = false
    return ended
  }
}

/** Opens every secret with these keys alone. @returns how many connections there are */
async function openAll(encryptionKeys: readonly EncryptionKey[]): Promise<number> {
  const deps = openTestDeps(stage, { encryptionKeys })
  try {
    const vault = await deps.vault()
    const rows = await deps.store.read(async ({ connections, grants }) => {
      const records = await connections.page({ limit: 1_000 })
      return await Promise.all(
        records.map(async (record) => ({ record, grant: await grants.get(record.id) })),
      )
    })
    for (const { record, grant } of rows) {
      const realmId = openRealm(vault, record)
      if (grant === null) throw new Error('A grant is lost.')
      const { refreshToken } = openGrant(vault, grant)
      if (record.accessExpiresAt === record.connectedAt) expect(refreshToken).toBe(`token-of-${realmId}`)
    }
    return rows.length
  } finally {
    await deps.store.close()
  }
}

it('goes on after each kill, loses nothing, and lets the old key go when nothing needs it', async () => {
  await importMany()
  await stage.restart({ encryptionKeys: [NEW, KEY] })
  const stop = startUsing()
  for (let kill = 0; kill < KILLS; kill++) {
    const rotation = await startHost(stage, { kind: 'rotate', keys: [NEW, KEY] })
    await sleep(25 * random() * (kill + 1))
    rotation.kill()
    await rotation.ended
    expect(await openAll([NEW, KEY])).toBe(ROWS + used.length)
  }
  await stage.adapter.operations.rotateKeys()
  expect(await stop()).toBeGreaterThan(0)
  expect(await stage.adapter.operations.rotateKeys()).toEqual({ resealed: 0 })
  expect(await openAll([NEW])).toBe(ROWS + used.length)
  const alone = await stage.restart({ encryptionKeys: [NEW] })
  await alone.start()
  for (const { id } of used)
    expect(await alone.forTenant('harbor').verify(id)).toMatchObject({ status: 'connected' })
}, 120_000)

it('is asked for by name, as long as something needs the old key', async () => {
  const early = await stage.restart({ encryptionKeys: [NEW] })
  await expect(early.start()).rejects.toMatchObject({
    code: 'app_misconfigured',
    message: expect.stringMatching(/"test" is missing .* [0-9]+ stored secrets/),
  })
  const back = await stage.restart({ encryptionKeys: [KEY] })
  await back.start()
})
