// Several processes on one store: one winner, no gap, no half transaction, no blocked event loop.
import { expect, it } from 'vitest'
import { type Store, StoreUnavailableError } from '../../src/stores/store.ts'
import { type OtherProcess, otherProcess } from '../other-process.ts'
import { sampleConnection } from '../sample-records.ts'
import { type CreateGround, onGround, type StoreGround } from '../store-ground.ts'
import type { StoreJob } from '../store-process.ts'

const setHeld = (store: Store) => store.write(({ meta }) => meta.setKeyCheck('held', 'by this process'))
const held = (store: Store) => store.read(async ({ meta }) => (await meta.keyChecks()).held ?? null)

/** Follows the stream's positions as a reader does, until it has seen so many. */
async function follow(store: Store, count: number): Promise<string[]> {
  const seen: string[] = []
  let position = 0
  const readOn = async () => {
    for (const change of await store.read(({ changes }) => changes.after('tenant-a', position, 50))) {
      seen.push(change.subjectId)
      position = change.position
    }
    return seen.length
  }
  await expect.poll(readOn, { timeout: 30_000, interval: 1, message: 'changes seen' }).toBe(count)
  return seen
}

/** Starts another process on the test's ground; it is ended with the test. */
type Start = (job: StoreJob) => Promise<OtherProcess>

/** Runs a test that may start processes on a ground. */
async function withProcesses<T>(ground: StoreGround, test: (start: Start) => Promise<T>): Promise<T> {
  const starting: Promise<OtherProcess>[] = []
  try {
    return await test((job) => {
      const other = otherProcess(ground, job)
      starting.push(other)
      return other
    })
  } finally {
    for (const end of await Promise.allSettled(starting)) {
      if (end.status === 'fulfilled') await end.value.kill()
    }
  }
}

export function processCases(createGround: CreateGround): void {
  const shared = (name: string, test: (store: Store, start: Start, ground: StoreGround) => Promise<void>) =>
    it(
      name,
      onGround(createGround, async (store, ground, context) => {
        if (!ground.elsewhere) context.skip('Nothing is shared: no other process can reach this store.')
        await withProcesses(ground, (start) => test(store, start, ground))
      }),
    )

  it('opens from several processes at once', async () => {
    const ground = await createGround(true)
    const stores = [ground.store(), ground.store()]
    try {
      await withProcesses(ground, async (start) => {
        const others = ground.elsewhere ? await Promise.all([1, 2].map(() => start({ kind: 'open' }))) : []
        for (const other of others) other.go()
        await Promise.all(stores.map((store) => store.open()))
        expect(await Promise.all(others.map((other) => other.ended()))).toEqual(others.map(() => 0))
      })
    } finally {
      for (const store of stores) await store.close()
      await ground.remove()
    }
  })

  shared('keeps everything over a restart', async (store, _start, ground) => {
    await store.write(({ connections }) => connections.insert(sampleConnection('con-1')))
    await store.close()
    const again = ground.store()
    const read = again.read(({ connections }) => connections.get('con-1'))
    expect(await read.finally(() => again.close())).toEqual(sampleConnection('con-1'))
  })

  shared('gives a company to one of two processes', async (store, start) => {
    const claims = 60
    const others = await Promise.all(['x', 'y'].map((who) => start({ kind: 'claim', who, claims })))
    for (const other of others) other.go()
    expect(await Promise.all(others.map((other) => other.ended()))).toEqual([0, 0])
    const won = others.flatMap(({ lines }) => lines.filter((line) => line.startsWith('won')))
    expect(won).toHaveLength(claims)
    expect(new Set(won).size).toBe(claims)
    expect(await store.read(({ connections }) => connections.counts())).toEqual([
      { status: 'connected', reason: null, count: claims },
    ])
  })

  shared('shows positions in commit order to a reader that follows', async (store, start) => {
    const pairs = 80
    const others = await Promise.all(['x', 'y'].map((who) => start({ kind: 'append', who, pairs })))
    for (const other of others) other.go()
    const seen = await follow(store, 2 * 2 * pairs)
    for (const who of ['x', 'y']) {
      const expected = Array.from({ length: pairs }, (_, index) => [
        `${who}-${index}`,
        `${who}-${index}`,
      ]).flat()
      expect(seen.filter((subject) => subject.startsWith(who))).toEqual(expected)
    }
    expect(await Promise.all(others.map((other) => other.ended()))).toEqual([0, 0])
  })

  shared(
    'keeps whole transactions of a process that is killed, and all it was told are kept',
    async (store, start) => {
      const other = await start({ kind: 'append', who: 'x', pairs: 100_000 })
      other.go()
      await other.said('kept', 30)
      await other.kill()
      const reported = other.lines.filter((line) => line.startsWith('kept')).length
      const kept = await store.read(({ changes }) => changes.after('tenant-a', 0, 1_000_000))
      expect(kept.length % 2).toBe(0)
      expect(kept.length / 2).toBeGreaterThanOrEqual(reported)
      for (let index = 0; index < kept.length; index += 2)
        expect(kept[index]?.subjectId).toBe(kept[index + 1]?.subjectId)
    },
  )

  shared('forgets the open transaction of a process that is killed', async (store, start) => {
    const other = await start({ kind: 'hold', ms: 60_000 })
    other.go()
    await other.said('holding')
    expect(await held(store)).toBeNull()
    await other.kill()
    await setHeld(store)
    expect(await held(store)).toBe('by this process')
    const left = await store.read(async ({ connections }) => [
      await connections.get('con-held'),
      await connections.counts(),
    ])
    expect(left).toEqual([null, []])
  })

  shared('waits for a lock of a second, and does everything else meanwhile', async (store, start) => {
    const other = await start({ kind: 'hold', ms: 1_000 })
    other.go()
    await other.said('holding')
    let turns = 0
    const ticking = setInterval(() => turns++, 10)
    await setHeld(store)
    clearInterval(ticking)
    // A wait inside the database would leave it one, or none.
    expect(turns).toBeGreaterThan(5)
    expect(await held(store)).toBe('by this process')
    expect(await other.ended()).toBe(0)
  })

  shared(
    'lets a lock that stays end one of the two, says so, keeps nothing of it, and works again after',
    async (store, start) => {
      const other = await start({ kind: 'hold', ms: 30_000 })
      other.go()
      await other.said('holding')
      // Either whoever waits gives up, or the holder has lost its transaction.
      const refusal: unknown = await setHeld(store).catch((error: unknown) => error)
      if (refusal !== undefined) expect(refusal).toBeInstanceOf(StoreUnavailableError)
      expect(await held(store)).toBe(refusal === undefined ? 'by this process' : null)
      expect(await store.read(({ connections }) => connections.get('con-held'))).toBeNull()
      await other.kill()
      await setHeld(store)
      expect(await held(store)).toBe('by this process')
    },
  )
}
