// Turns at the store: so many at once, writes first, and nobody waits for ever.
import { describe, expect, it } from 'vitest'
import type { Store } from '../stores/store.ts'
import { inTurns } from './store-turns.ts'

/** A store whose transactions end when they are told to. */
function openStore(server: boolean) {
  const running: { kind: string; end: () => void }[] = []
  let now = 0
  const run =
    (kind: string) =>
    <T>() =>
      new Promise<T>((resolve) => void running.push({ kind, end: () => resolve(undefined as T) }))
  const store = {
    read: run('read'),
    write: run('write'),
    ...(server ? { server: {} } : {}),
  } as unknown as Store
  const turns = inTurns(store, () => now)
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return {
    running,
    settled,
    read: () => turns.read(async () => {}),
    write: () => turns.write(async () => {}),
    wait: (ms: number) => {
      now += ms
    },
    async endFirst() {
      running.shift()?.end()
      await settled()
    },
  }
}

describe('a store on a server', () => {
  it('is given eight transactions at once, and writes before reads', async () => {
    const store = openStore(true)
    for (let count = 0; count < 10; count++) void store.read()
    void store.write()
    await store.settled()
    expect(store.running.map(({ kind }) => kind)).toEqual(Array(8).fill('read'))
    await store.endFirst()
    expect(store.running.at(-1)?.kind).toBe('write')
    for (let count = 0; count < 10; count++) await store.endFirst()
    expect(store.running).toEqual([])
  })

  it('refuses who has waited too long, and serves who came later', async () => {
    const store = openStore(true)
    for (let count = 0; count < 8; count++) void store.read()
    const late = store.read().catch((error: unknown) => String(error))
    await store.settled()
    store.wait(16_000)
    const fresh = store.read().then(() => 'served')
    await store.settled()
    await store.endFirst()
    expect(await late).toMatch(/^StoreUnavailableError: .*too busy or away/)
    store.running.at(-1)?.end()
    expect(await fresh).toBe('served')
  })
})

describe('a store in a file', () => {
  it('is left alone', async () => {
    const store = openStore(false)
    for (let count = 0; count < 20; count++) void store.read()
    await store.settled()
    expect(store.running).toHaveLength(20)
  })
})
