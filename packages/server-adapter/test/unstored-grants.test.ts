// A grant that Intuit has given while the store is away: it is in memory until the store takes it, and its attempt goes on then.
import { setImmediate } from 'node:timers/promises'
import type { Attempt, HistoryPage } from '@mooring/contract'
import { afterEach, describe, expect, it } from 'vitest'
import type { StoreFactory } from '../src/index.ts'
import { HOUR, MINUTE } from '../src/platform/clock.ts'
import { StoreUnavailableError } from '../src/stores/store.ts'
import { attemptOf, claim, comeBack, HARBOR_TEA, living, WHOLESALE } from './claim-ground.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import { BEARER, type Stage } from './stage.ts'
import { type StoreLocation, storeAt } from './store-location.ts'
import { KEY } from './token-lifecycle/test-deps.ts'
import { inTime, until } from './until.ts'

const ground = usePostgres()

let stage: Stage
const control = () => stage.simulator.control
const books = () => stage.adapter.forTenant('harbor')

/**
 * Whether the store is away for the processes that are opened on it here, whether the next write lands all the same and its answer is
 * lost, and how many writes it has refused.
 */
interface Away {
  isAway: boolean
  lands: boolean
  refused: number
  /** What each write waits for while the store is slow. */
  slow?: Promise<void>
}

/** A store that takes no write while it is away. */
const storeThatGoes = (place: StoreLocation, away: Away): StoreFactory => {
  const store = storeAt(place)
  return {
    ...store,
    create: (context) => {
      const opened = store.create(context)
      return {
        ...opened,
        open: () => opened.open(),
        read: (work) => opened.read(work),
        close: () => opened.close(),
        write: async (work) => {
          await away.slow
          if (!away.isAway) return await opened.write(work)
          away.refused += 1
          if (away.lands) await opened.write(work)
          away.lands = false
          await setImmediate()
          throw new StoreUnavailableError('The store is away.')
        },
      }
    },
  }
}

async function pass(minutes: number, adapter = stage.adapter) {
  for (let minute = 0; minute < minutes; minute++) {
    control().clock.advance(MINUTE)
    await adapter.runDueWork()
  }
}

const read = async (id: string) => (await stage.browser().get<Attempt>(`/attempts/${id}`)).body

async function works(id: string) {
  control().clock.advance(2 * HOUR)
  expect((await books().request(id, '/query?query=select * from Invoice')).status).toBe(200)
  expect((await books().connections.get(id)).status).toBe('connected')
}

const aways: Away[] = []
afterEach(async () => {
  for (const away of aways.splice(0)) away.isAway = false
  await stage.close()
})

const STORES = [
  { store: 'a file', open: ground.openOnFile },
  { store: 'Postgres', open: ground.open },
]

describe.each(STORES)('on $store, a grant that comes while the store is away', ({ store, open }) => {
  // Each waits as long as a browser does: what is of no store is tried on one.
  const onFile = it.runIf(store === 'a file')

  /** @returns the process whose store goes away as Intuit has answered, as often as `goes` is set to true */
  async function openWorking(options = {}) {
    stage = await open({ encryptionKeys: [KEY], ...options })
    const other = stage.adapter
    const away: Away & { goes: boolean } = { isAway: false, lands: false, refused: 0, goes: false }
    aways.push(away)
    const working = await stage.restart({
      store: storeThatGoes(stage.storeLocation, away),
      fetch: async (input, init) => {
        const answer = await fetch(input, init)
        if (away.goes && String(input).includes('/tokens/bearer')) away.isAway = true
        return answer
      },
    })
    control().behave({ rotation: 'strict' })
    return { away, working, other }
  }

  /** The browser comes back, and is answered although its grant is not stored. */
  async function comesBack(
    away: Away & { goes: boolean },
    given: Record<string, unknown>,
    company = HARBOR_TEA,
  ) {
    away.goes = true
    const browser = stage.browser()
    const started = await browser.authorize(given)
    const back = await control().authorize(started.authorizeUrl, company)
    const callback = await inTime(browser.get(back), 'the browser is answered')
    away.goes = false
    return { id: started.attemptId, callback }
  }

  /** The store is back, and the process whose memory has the grant stores it, and works until its attempt is over. */
  const isBack = async (away: Away, id: string, working = stage.adapter) => {
    away.isAway = false
    await until(async () => (await read(id)).step !== 'returned', 'the grant is stored')
    await until(async () => {
      await pass(1, working)
      return (await read(id)).outcome !== 'pending'
    }, 'its attempt is over')
  }

  it('is stored once that is back, and its attempt goes on', async () => {
    const { away, working } = await openWorking()
    const { id: connectionId } = await stage.browser().connect(control(), HARBOR_TEA)
    const { id, callback } = await comesBack(away, { connectionId })
    expect(callback.headers.get('location')).toBe(`/api/quickbooks/callback/done?attempt=${id}`)
    expect(await read(id)).toMatchObject({ step: 'returned', outcome: 'pending' })
    await isBack(away, id, working)
    expect(await read(id)).toMatchObject({ outcome: 'reauthorized', connectionId })
    await works(connectionId)
  })

  onFile('connects a new company', async () => {
    const { away, working } = await openWorking()
    const { id } = await comesBack(away, {})
    // Longer than a process may be silent before its attempt counts as lost.
    control().clock.advance(2 * MINUTE)
    away.isAway = false
    await working.runDueWork()
    await isBack(away, id, working)
    expect(await read(id)).toMatchObject({ outcome: 'connected' })
  })

  it('belongs to its connection, though another process has ended its attempt meanwhile', async () => {
    const { away, working, other } = await openWorking()
    const { id: connectionId } = await stage.browser().connect(control(), HARBOR_TEA)
    const { id } = await comesBack(away, { connectionId })
    await pass(3, other)
    expect(await read(id)).toMatchObject({ outcome: 'failed', problem: { code: 'exchange_failed' } })
    expect(await other.forTenant('harbor').connections.get(connectionId)).toMatchObject({
      status: 'reauthorization_required',
    })
    await isBack(away, id, working)
    expect(await read(id)).toMatchObject({ outcome: 'reauthorized', problem: null, connectionId })
    await works(connectionId)
  })

  onFile('for a new company whose attempt another process has ended is revoked', async () => {
    const { away, working, other } = await openWorking()
    const { id } = await comesBack(away, {})
    await pass(2, other)
    expect((await read(id)).outcome).toBe('failed')
    away.isAway = false
    await until(async () => {
      await working.runDueWork()
      return living(stage).length === 0
    }, 'it is revoked')
    expect((await stage.browser().list()).connections).toEqual([])
  })

  it('as one that waits is renewed belongs to its connection, though another process found the old one dead', async () => {
    const { away, working, other } = await openWorking()
    const { id: connectionId } = await stage.browser().connect(control(), HARBOR_TEA)
    const lift = control().fault({ route: 'company', kind: 'html-503' })
    const { attempt } = await stage.browser().goThrough(control(), HARBOR_TEA, { connectionId })
    control().clock.advance(2 * HOUR)
    away.goes = true
    await inTime(
      working.runDueWork().catch(() => {}),
      'the work is left',
    )
    away.goes = false
    expect(away.refused).toBeGreaterThan(0)
    lift()
    await pass(3, other)
    expect((await read(attempt.id)).outcome).toBe('failed')
    away.isAway = false
    await until(async () => {
      await pass(1, working)
      return (await read(attempt.id)).outcome !== 'failed'
    }, 'the renewed grant is stored')
    await isBack(away, attempt.id, working)
    expect(await read(attempt.id)).toMatchObject({ outcome: 'reauthorized', connectionId })
    await works(connectionId)
  })

  onFile(
    'that is stored, though the answer of that was lost, is not put in the place of one that came of it',
    async () => {
      const { away, working, other } = await openWorking()
      const { id: connectionId } = await stage.browser().connect(control(), HARBOR_TEA)
      const lift = control().fault({ route: 'company', kind: 'html-503' })
      away.lands = true
      const { id } = await comesBack(away, { connectionId })
      expect(await read(id)).toMatchObject({ step: 'exchanged', outcome: 'pending' })
      control().clock.advance(2 * HOUR)
      const renewals = () => control().requests({ route: 'token' }).length
      const before = renewals()
      await other.runDueWork()
      expect(renewals()).toBeGreaterThan(before)
      const refused = away.refused
      await until(() => away.refused > refused, 'storing it is tried again')
      away.isAway = false
      lift()
      // While one waits in memory, this process leaves the attempt alone.
      await until(async () => {
        await pass(10, working)
        return (await read(id)).outcome !== 'pending'
      }, 'this process goes on with it')
      expect(await read(id)).toMatchObject({ outcome: 'reauthorized', connectionId })
      await works(connectionId)
    },
  )

  onFile('that is stored more slowly than a browser waits goes on at once', async () => {
    stage = await open({ encryptionKeys: [KEY] })
    const away: Away = { isAway: false, lands: false, refused: 0 }
    const gate = Promise.withResolvers<void>()
    const working = await stage.restart({
      store: storeThatGoes(stage.storeLocation, away),
      fetch: async (input, init) => {
        const answer = await fetch(input, init)
        if (String(input).includes('/tokens/bearer')) away.slow ??= gate.promise
        return answer
      },
    })
    const browser = stage.browser()
    const { attemptId, authorizeUrl } = await browser.authorize({})
    const back = await control().authorize(authorizeUrl, HARBOR_TEA)
    await inTime(browser.get(back), 'the browser is answered')
    gate.resolve()
    await until(async () => {
      await working.runDueWork()
      return (await read(attemptId)).outcome !== 'pending'
    }, 'its attempt goes on')
    expect((await read(attemptId)).outcome).toBe('connected')
  })

  onFile('that was stored and judged, though the answer of that was lost, is judged once', async () => {
    const { away, working, other } = await openWorking()
    const { id: connectionId } = await stage.browser().connect(control(), HARBOR_TEA)
    away.lands = true
    const { id } = await comesBack(away, { connectionId }, WHOLESALE)
    await pass(2, other)
    const judged = await read(id)
    expect(judged).toMatchObject({ outcome: 'failed', problem: { code: 'company_mismatch' } })
    away.isAway = false
    await inTime(working.close(), 'it is tried for the last time')
    await stage.restart()
    await pass(3, other)
    expect(await read(id)).toEqual(judged)
    const { entries } = (await stage.browser().get<HistoryPage>(`/connections/${connectionId}/history`)).body
    expect(entries.filter(({ type }) => type === 'connection.reauthorize')).toHaveLength(1)
  })

  it('is tried once more as the adapter closes', async () => {
    const { away, working, other } = await openWorking()
    const { id: connectionId } = await stage.browser().connect(control(), HARBOR_TEA)
    const { id } = await comesBack(away, { connectionId })
    const refused = away.refused
    const closed = working.close()
    await until(() => away.refused > refused, 'it is tried again')
    away.isAway = false
    await inTime(closed, 'it is closed')
    await stage.restart()
    await pass(2, other)
    expect(await read(id)).toMatchObject({ outcome: 'reauthorized', connectionId })
    await works(connectionId)
  })

  onFile('does not keep an adapter from closing', async () => {
    const { away, working, other } = await openWorking()
    const { id: connectionId } = await stage.browser().connect(control(), HARBOR_TEA)
    const { id } = await comesBack(away, { connectionId })
    await inTime(working.close(), 'it is closed')
    await stage.restart()
    await pass(2, other)
    expect((await read(id)).outcome).toBe('failed')
    const lines = stage.log.map(({ message }) => String(message))
    expect(lines).toContain('An answer of Intuit could not be stored before the adapter closed.')
    // What was counted of reads is tried as it closes, and not again and again.
    expect(lines.filter((line) => line.startsWith('What was counted of reads')).length).toBeLessThan(4)
  })

  onFile('can be claimed once it is stored, where the callback sees no session', async () => {
    const { away, working } = await openWorking(BEARER)
    const ada = stage.page()
    const { id: connectionId } = await ada.connect(control(), HARBOR_TEA)
    away.goes = true
    const came = await inTime(comeBack(stage, ada, { body: { connectionId } }), 'the browser is answered')
    away.goes = false
    expect(came.secret).not.toBe('')
    away.isAway = false
    await until(async () => {
      await working.runDueWork()
      return (await attemptOf(ada, came)).step === 'verified'
    }, 'the company is read')
    expect(await claim(ada, came, came.secret)).toMatchObject({
      body: { outcome: 'reauthorized', connectionId },
    })
    await works(connectionId)
  })
})
