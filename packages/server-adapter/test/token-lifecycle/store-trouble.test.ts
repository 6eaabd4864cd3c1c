// Refreshes while the store is in trouble: no call without a durable intent, no answer lost while the process lives.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../../src/platform/clock.ts'
import { type Repositories, type Store, StoreUnavailableError } from '../../src/stores/store.ts'
import { createRefreshCoordinator } from '../../src/tokens/refresh-coordinator.ts'
import { HARBOR, openStage, type Stage } from '../stage.ts'
import { LATE, until } from '../until.ts'
import { openTestDeps } from './open-test-deps.ts'
import { KEY } from './test-deps.ts'

let stage: Stage
let id: string
beforeEach(async () => {
  stage = await openStage({ encryptionKeys: [KEY] })
  id = (await stage.browser().connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })).id
  stage.simulator.control.behave({ rotation: 'strict' })
  stage.simulator.control.clock.advance(61 * MINUTE)
  stage.simulator.control.clearRequests()
})
afterEach(async () => {
  await stage.close()
})

const tokenCalls = () => stage.simulator.control.requests({ route: 'token' }).length

/** How the n-th write of a store goes wrong: before it is done, or after, as when a commit's answer is lost. */
type Trouble = (write: number) => 'before' | 'after' | null

function troubled(trouble: Trouble): (store: Store) => Store {
  let writes = 0
  return (store) => ({
    open: () => store.open(),
    read: (work) => store.read(work),
    close: () => store.close(),
    async write<T>(work: (tx: Repositories) => Promise<T>): Promise<T> {
      const how = trouble(++writes)
      if (how === 'before') throw new StoreUnavailableError('The store is away.')
      const result = await store.write(work)
      if (how === 'after') throw new StoreUnavailableError('The answer of the commit got lost.')
      return result
    },
  })
}

async function withTrouble<T>(
  trouble: Trouble,
  work: (coordinator: ReturnType<typeof createRefreshCoordinator>) => Promise<T>,
) {
  const deps = openTestDeps(stage, { wrapStore: troubled(trouble) })
  const coordinator = createRefreshCoordinator(deps)
  try {
    return await work(coordinator)
  } finally {
    await coordinator.close()
    await deps.store.close()
  }
}

describe('a store that', () => {
  it('is away before the intent is written prevents a call to Intuit', async () => {
    const asked = withTrouble(
      () => 'before',
      (coordinator) => coordinator.getToken('harbor', id),
    )
    await expect(asked).rejects.toBeInstanceOf(StoreUnavailableError)
    expect(tokenCalls()).toBe(0)
  })

  it.each([
    {
      name: 'does not take the answer at first',
      trouble: (write: number) => (write >= 2 && write <= 4 ? 'before' : null),
    },
    {
      name: 'takes the answer but loses the word of it',
      trouble: (write: number) => (write === 2 ? 'after' : null),
    },
  ] as const)('$name loses nothing, with one call to Intuit', async ({ trouble }) => {
    const token = await withTrouble(trouble, (coordinator) => coordinator.getToken('harbor', id))
    expect(tokenCalls()).toBe(1)
    const books = stage.adapter.forTenant('harbor')
    expect(await books.tokens.get(id)).toMatchObject({ accessToken: token.accessToken })
    expect(await books.verify(id)).toMatchObject({ status: 'connected' })
    expect(tokenCalls()).toBe(1)
  })
})

describe('a store of which every write fails once', () => {
  it.each(
    [1, 2, 3].flatMap((write) => [
      { write, how: 'before' as const },
      { write, how: 'after' as const },
    ]),
  )('the write no. $write, $how it is done, loses nothing (N09)', async ({ write, how }) => {
    const given = await withTrouble(
      (count) => (count === write ? how : null),
      (coordinator) => coordinator.getToken('harbor', id).catch((error: unknown) => error),
    )
    if (given instanceof Error) expect(given).toBeInstanceOf(StoreUnavailableError)
    else expect(given).toMatchObject({ realmId: HARBOR })
    stage.simulator.control.clock.advance(20 * SECOND)
    const books = stage.adapter.forTenant('harbor')
    expect(await books.tokens.get(id)).toMatchObject({ realmId: HARBOR })
    expect(await books.verify(id)).toMatchObject({ status: 'connected' })
    expect(tokenCalls()).toBe(1)
  })
})

describe('a live token', () => {
  it('is handed out while someone refreshes it', async () => {
    await stage.adapter.forTenant('harbor').tokens.get(id)
    const deps = openTestDeps(stage)
    const coordinator = createRefreshCoordinator(deps)
    const answer = stage.simulator.control.fault({ route: 'token', kind: 'slow', ms: LATE, times: 1 })
    let landed = false
    const refresh = coordinator.refresh(id, { cause: 'verify' }).then(() => {
      landed = true
    })
    await until(() => tokenCalls() === 2, 'the second refresh is under way')
    await expect(coordinator.getToken('harbor', id)).resolves.toMatchObject({ realmId: HARBOR })
    expect(landed).toBe(false)
    answer()
    await refresh
    await deps.store.close()
  })
})

describe('a holder whose lease ran out while it waited for its answer', () => {
  it('still stores the answer where no one else got one, and overwrites no one who did', async () => {
    const deps = openTestDeps(stage, {
      crashPoint: (point) => {
        if (point === 'answered') stage.simulator.control.clock.advance(30 * SECOND)
      },
    })
    const coordinator = createRefreshCoordinator(deps)
    const late = await coordinator.getToken('harbor', id)
    const books = stage.adapter.forTenant('harbor')
    expect(await books.tokens.get(id)).toMatchObject({ accessToken: late.accessToken })
    expect(tokenCalls()).toBe(1)
    await deps.store.close()
  })

  it('does not overwrite a consent that came meanwhile', async () => {
    const person = { user: 'ada', company: 'Harbor Tea Co.' }
    const deps = openTestDeps(stage, {
      crashPoint: async (point) => {
        if (point === 'answered')
          await stage.browser().goThrough(stage.simulator.control, person, { connectionId: id })
      },
    })
    const coordinator = createRefreshCoordinator(deps)
    const token = await coordinator.getToken('harbor', id)
    const books = stage.adapter.forTenant('harbor')
    expect(await books.tokens.get(id)).toMatchObject({ accessToken: token.accessToken })
    expect(await books.verify(id)).toMatchObject({ status: 'connected', proof: { kind: 'company_read' } })
    await deps.store.close()
  })
})

describe('closing an adapter', () => {
  it('waits for the answer that is on its way, and stores it', async () => {
    const answer = stage.simulator.control.fault({ route: 'token', kind: 'slow', ms: LATE, times: 1 })
    const asked = stage.adapter
      .forTenant('harbor')
      .tokens.get(id)
      .catch((error: unknown) => error)
    await until(() => tokenCalls() > 0, 'Intuit is asked for a token')
    const closing = stage.adapter.close()
    answer()
    await closing
    await asked
    const next = await stage.restart()
    await expect(next.forTenant('harbor').tokens.get(id)).resolves.toMatchObject({ realmId: HARBOR })
    expect(await next.forTenant('harbor').verify(id)).toMatchObject({ status: 'connected' })
    expect(tokenCalls()).toBe(1)
  })
})
