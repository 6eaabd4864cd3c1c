// The SQLite file locked, full and gone for real, around a refresh (N01, N02, N05, N07, N08, L03, T03, U09).
import { execFileSync, spawnSync } from 'node:child_process'
import { rename } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../../src/platform/clock.ts'
import { createRefreshCoordinator } from '../../src/tokens/refresh-coordinator.ts'
import { HARBOR, openStage, type Stage } from '../stage.ts'
import { impatientStoreAt } from '../store-location.ts'
import { LATE } from '../until.ts'
import { openTestDeps } from './open-test-deps.ts'
import { spawnWorker, until } from './processes.ts'
import { KEY } from './test-deps.ts'

let stage: Stage
let id: string
beforeEach(async () => {
  stage = await openStage({ encryptionKeys: [KEY] })
  id = (await stage.browser().connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })).id
  control().behave({ rotation: 'strict' })
  control().clock.advance(61 * MINUTE)
  control().clearRequests()
})
afterEach(async () => {
  await stage.close()
})

const control = () => stage.simulator.control
const books = () => stage.adapter.forTenant('harbor')
const tokenCalls = () => control().requests({ route: 'token' }).length
const isAsked = () => until(() => tokenCalls() > 0, 'Intuit is asked for a token')
const isAnswered = () =>
  until(() => control().requests({ route: 'token' })[0]?.order.ended !== null, 'Intuit has answered')
/** The next refresh is done at once. @returns sends its answer */
const answerLate = () => control().fault({ route: 'token', kind: 'slow', ms: LATE, times: 1 })
/** What the log says of an answer that waits in memory. */
const HELD = /An answer of Intuit could not be stored: it is in memory/
const order = () => ({ tenantId: 'harbor', connectionIds: [id], callers: 5 })

/** What a backup or a database browser does: keeps the only write lock. @returns what gives it back */
function lockFile(): () => void {
  const database = new DatabaseSync(stage.databasePath)
  database.exec('begin immediate')
  return () => {
    database.exec('rollback')
    database.close()
  }
}

/** Waits until this process came to its turn so often: each wait inside SQLite takes turns away. */
async function turns(count: number): Promise<void> {
  let left = count
  const timer = setInterval(() => left--, 5)
  await until(() => left <= 0, `${count} turns of the process`)
  clearInterval(timer)
}

describe('a file that another process has locked', () => {
  it('for a while delays the refresh and nothing else of the process', async () => {
    const unlock = lockFile()
    const asked = books().tokens.get(id)
    // Were the lock waited for inside SQLite, the store would give up before.
    await turns(30)
    expect(tokenCalls()).toBe(0)
    unlock()
    await expect(asked).resolves.toMatchObject({ realmId: HARBOR })
    expect(tokenCalls()).toBe(1)
  })

  it('for too long is store_unavailable, and Intuit is not asked', async () => {
    await stage.restart({ store: impatientStoreAt(stage.databasePath, 300) })
    await books().connections.list()
    const unlock = lockFile()
    await expect(books().tokens.get(id)).rejects.toMatchObject({
      code: 'store_unavailable',
      retryable: true,
    })
    expect(tokenCalls()).toBe(0)
    unlock()
    await expect(books().tokens.get(id)).resolves.toMatchObject({ realmId: HARBOR })
  })

  it('while Intuit answers loses no answer', async () => {
    const answer = answerLate()
    const asked = books().tokens.get(id)
    await isAsked()
    const unlock = lockFile()
    answer()
    await isAnswered()
    await turns(20)
    unlock()
    const { accessToken } = await asked
    expect(await books().verify(id)).toMatchObject({ status: 'connected' })
    expect((await books().tokens.get(id)).accessToken).toBe(accessToken)
    expect(tokenCalls()).toBe(1)
  })
})

describe('a file that is gone', () => {
  it('prevents a call to Intuit, and works again once it is back', async () => {
    await rename(stage.databasePath, `${stage.databasePath}-elsewhere`)
    await expect(books().tokens.get(id)).rejects.toMatchObject({ code: 'store_unavailable' })
    expect(tokenCalls()).toBe(0)
    await rename(`${stage.databasePath}-elsewhere`, stage.databasePath)
    await expect(books().tokens.get(id)).resolves.toMatchObject({ realmId: HARBOR })
    expect(tokenCalls()).toBe(1)
  })

  it('while Intuit answers leaves the answer in memory until it is back', async () => {
    const answer = answerLate()
    const asked = books().tokens.get(id)
    await isAsked()
    await rename(stage.databasePath, `${stage.databasePath}-elsewhere`)
    answer()
    await until(() => stage.log.some(({ message }) => HELD.test(`${message}`)), 'the answer is held')
    await rename(`${stage.databasePath}-elsewhere`, stage.databasePath)
    await asked
    expect(await books().verify(id)).toMatchObject({ status: 'connected' })
    expect(tokenCalls()).toBe(1)
  })
})

/** Takes or gives a process the room to make any file grow: a full disk, as far as it can tell. */
const giveRoom = (pid: number, room: 'none' | 'all') =>
  execFileSync('prlimit', [
    '--pid',
    String(pid),
    `--fsize=${room === 'none' ? '4096' : 'unlimited'}:unlimited`,
  ])

const hasPrlimit = spawnSync('prlimit', ['--version']).status === 0

describe.runIf(hasPrlimit)('a file that cannot grow', () => {
  it('prevents a call to Intuit', async () => {
    const worker = await spawnWorker(stage)
    giveRoom(worker.pid, 'none')
    worker.start(order())
    const report = await worker.ended
    expect(new Set(report?.problems)).toEqual(
      new Set([expect.stringMatching(/^StoreUnavailableError: The SQLite file ".*" could not/)]),
    )
    expect(tokenCalls()).toBe(0)
    await expect(books().tokens.get(id)).resolves.toMatchObject({ realmId: HARBOR })
  })

  it('while Intuit answers leaves the answer in memory until there is space', async () => {
    const answer = answerLate()
    const worker = await spawnWorker(stage)
    worker.start(order())
    await isAsked()
    giveRoom(worker.pid, 'none')
    answer()
    await until(() => worker.warnings.some((message) => HELD.test(message)), 'the answer is held')
    giveRoom(worker.pid, 'all')
    expect(await worker.ended).toMatchObject({ served: 5, problems: [] })
    expect(await books().verify(id)).toMatchObject({ status: 'connected' })
    expect(tokenCalls()).toBe(1)
  })
})

describe.runIf(process.platform !== 'win32')(
  'a lease holder that is stopped (SIGSTOP) and goes on later',
  () => {
    it('overwrites nothing of the one who took over, and loses nothing', async () => {
      const stopped = await spawnWorker(stage)
      const answer = answerLate()
      control().behave({ rotation: 'grace-24h' })
      control().clock.advance(25 * 60 * MINUTE)
      stopped.start(order())
      await isAsked()
      stopped.signal('SIGSTOP')
      answer()
      control().clock.advance(20 * SECOND)
      const { accessToken } = await books().tokens.get(id)
      expect(tokenCalls()).toBe(2)
      stopped.signal('SIGCONT')
      const report = await stopped.ended
      expect(report).toMatchObject({ tokens: [accessToken], problems: [] })
      expect((await books().tokens.get(id)).accessToken).toBe(accessToken)
      expect(await books().verify(id)).toMatchObject({ status: 'connected' })
      expect(tokenCalls()).toBe(2)
    })

    it('brings back what was thought lost: its answer is the only one that counts', async () => {
      const stopped = await spawnWorker(stage)
      const answer = answerLate()
      stopped.start(order())
      await isAsked()
      stopped.signal('SIGSTOP')
      answer()
      control().clock.advance(20 * SECOND)
      await expect(books().tokens.get(id)).rejects.toMatchObject({ reason: 'token_lost' })
      stopped.signal('SIGCONT')
      await stopped.ended
      expect(await books().verify(id)).toMatchObject({ status: 'connected', usable: true })
      await stage.adapter.runDueWork()
      expect(stage.events.map(({ type }) => type).slice(-2)).toEqual([
        'connection.reauthorization_required',
        'connection.recovered',
      ])
    })

    it('with the only answer under strict rotation stores it as soon as it goes on', async () => {
      const stopped = await spawnWorker(stage)
      const answer = answerLate()
      stopped.start(order())
      await isAsked()
      stopped.signal('SIGSTOP')
      answer()
      control().clock.advance(20 * SECOND)
      stopped.signal('SIGCONT')
      expect(await stopped.ended).toMatchObject({ served: 5, problems: [] })
      expect(await books().verify(id)).toMatchObject({ status: 'connected' })
      expect(tokenCalls()).toBe(1)
    })

    it('leaves its lease to a late owner no more than its own', async () => {
      const deps = openTestDeps(stage)
      const other = openTestDeps(stage)
      const answer = answerLate()
      const late = createRefreshCoordinator(deps).refresh(id, { cause: 'verify' })
      await isAsked()
      const name = `refresh:${id}`
      const now = control().clock.now()
      const taken = await other.store.write(({ leases }) =>
        leases.acquire(name, 'somebody', now + MINUTE, now + 2 * MINUTE),
      )
      answer()
      await late
      expect(await other.store.read(({ leases }) => leases.get(name))).toEqual(taken)
      await deps.store.close()
      await other.store.close()
    })
  },
)
