// Live tokens from memory: for a second at most, and never past what this process knows (N01, N02, O06, T01).
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Deps } from '../../src/deps.ts'
import { MINUTE, SECOND } from '../../src/platform/clock.ts'
import { type Store, StoreUnavailableError } from '../../src/stores/store.ts'
import { createRefreshCoordinator } from '../../src/tokens/refresh-coordinator.ts'
import { openStage, type Stage } from '../stage.ts'
import { openTestDeps } from './open-test-deps.ts'
import { KEY } from './test-deps.ts'

let stage: Stage
let id: string
let deps: Deps
let away: boolean
let reads: number
let now: number
let elapsed: number

/** Counts reads, and is away when told so. */
const watched = (store: Store): Store => ({
  open: () => store.open(),
  close: () => store.close(),
  write: (work) => store.write(work),
  read: async (work) => {
    if (away) throw new StoreUnavailableError('The store is away.')
    reads++
    return await store.read(work)
  },
})

beforeEach(async () => {
  stage = await openStage({ encryptionKeys: [KEY] })
  id = (await stage.browser().connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })).id
  away = false
  now = stage.simulator.control.clock.now()
  elapsed = 0
  deps = openTestDeps(stage, { now: () => now, elapsed: () => elapsed, wrapStore: watched })
})
afterEach(async () => {
  await deps.store.close()
  await stage.close()
})

async function opened() {
  const coordinator = createRefreshCoordinator(deps)
  const { accessToken } = await coordinator.getToken('harbor', id)
  reads = 0
  return { accessToken, ask: (tenantId = 'harbor') => coordinator.getToken(tenantId, id), coordinator }
}

describe('a live token that was just read', () => {
  it('is handed out again without a read, to its own tenant only', async () => {
    const { accessToken, ask } = await opened()
    for (let count = 0; count < 50; count++) expect(await ask()).toMatchObject({ accessToken })
    expect(reads).toBe(0)
    await expect(ask('other')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is served while the store is away, for less than a second; then the store is said to be away', async () => {
    const { accessToken, ask } = await opened()
    stage.simulator.control.clearRequests()
    away = true
    now += SECOND - 1
    elapsed += SECOND - 1
    expect(await ask()).toMatchObject({ accessToken })
    now += 1
    await expect(ask()).rejects.toBeInstanceOf(StoreUnavailableError)
    expect(stage.simulator.control.requests()).toEqual([])
  })

  it.each([
    { clock: 'the host’s clock', age: () => (now += SECOND) },
    { clock: 'the machine’s clock, though the host’s stands still', age: () => (elapsed += SECOND) },
    { clock: 'the host’s clock, set back', age: () => (now -= MINUTE) },
  ])('is refused within a second of a disconnect in another process, by $clock', async ({ age }) => {
    const { ask } = await opened()
    await stage.adapter.forTenant('harbor').connections.disconnect(id)
    age()
    await expect(ask()).rejects.toMatchObject({ code: 'connection_unavailable', action: 'reconnect' })
  })

  it('is refused at once after a disconnect in this process', async () => {
    const books = stage.adapter.forTenant('harbor')
    await books.tokens.get(id)
    await books.connections.disconnect(id)
    await expect(books.tokens.get(id)).rejects.toMatchObject({ action: 'reconnect' })
  })

  it('gives way to the one another process got, where Intuit refused it', async () => {
    const { accessToken, ask, coordinator } = await opened()
    const { generation } = await ask()
    const elsewhere = openTestDeps(stage)
    await createRefreshCoordinator(elsewhere).refresh(id, { cause: 'verify' })
    await elsewhere.store.close()
    await coordinator.refresh(id, { cause: 'rejected', rejectedGeneration: generation })
    const next = await ask()
    expect(next.accessToken).not.toBe(accessToken)
    expect(next.generation).toBe(generation + 1)
  })

  it('is handed out for an hour with two reads a second, and no longer where time ends its connection', async () => {
    const { accessToken, ask } = await opened()
    for (let half = 0; half < 20; half++) {
      now += SECOND / 2 + 1
      elapsed += SECOND / 2 + 1
      expect(await ask()).toMatchObject({ accessToken })
      await expect.poll(() => reads, { message: 'reads of what has changed' }).toBeLessThanOrEqual(half + 2)
    }
    expect(reads).toBeGreaterThan(0)
    reads = 0
    now += SECOND
    elapsed += SECOND
    // Old by then: one read shows that nothing has changed, and that is enough.
    expect(await ask()).toMatchObject({ accessToken })
    expect(reads).toBe(1)
  })

  it('is read anew where its change is announced, and only then where another connection’s is', async () => {
    const { accessToken, ask, coordinator } = await opened()
    coordinator.noteChanges(['con_other'])
    await ask()
    expect(reads).toBe(0)
    const elsewhere = openTestDeps(stage)
    await createRefreshCoordinator(elsewhere).refresh(id, { cause: 'verify' })
    await elsewhere.store.close()
    expect(await ask()).toMatchObject({ accessToken })
    coordinator.noteChanges([id])
    expect((await ask()).accessToken).not.toBe(accessToken)
  })

  it('is compared with the store where an announcement does not say what has changed', async () => {
    const { accessToken, ask, coordinator } = await opened()
    await createRefreshCoordinator(openTestDeps(stage)).refresh(id, { cause: 'verify' })
    coordinator.noteChanges(null)
    expect((await ask()).accessToken).not.toBe(accessToken)
  })

  it('is not served from memory when it is about to end', async () => {
    const { ask } = await opened()
    const { expiresAt } = await ask()
    now = Date.parse(expiresAt) - MINUTE
    stage.simulator.control.clock.set(now)
    expect(Date.parse((await ask()).expiresAt)).toBeGreaterThan(now + 50 * MINUTE)
  })
})
