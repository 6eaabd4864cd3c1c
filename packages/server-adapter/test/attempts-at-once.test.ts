// Two processes go on with one attempt, as where one of them was stopped for a while: the newer grant decides, whichever process is late.
import type { Attempt } from '@mooring/contract'
import { afterEach, describe, expect, it } from 'vitest'
import type { QuickBooksAdapterOptions, StoreFactory } from '../src/index.ts'
import { HOUR, MINUTE } from '../src/platform/clock.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import type { Stage } from './stage.ts'
import { storeAt } from './store-location.ts'
import { KEY } from './token-lifecycle/test-deps.ts'
import { LATE, until } from './until.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
/** Intuit's refusal of a token that is not for the company. */
const NOT_AUTHORIZED = JSON.stringify({
  Fault: { Error: [{ Message: 'No', Detail: 'No', code: '3100' }], type: 'AUTHORIZATION' },
})
const JSON_TYPE = { 'content-type': 'application/json' }
const ground = usePostgres()

let stage: Stage
const gates: Gate[] = []
afterEach(async () => {
  for (const held of gates.splice(0)) held.open()
  await stage.close()
})

const control = () => stage.simulator.control

/** Something that waits until it is let go on. */
interface Gate {
  readonly open: () => void
  readonly reached: () => boolean
  readonly pass: () => Promise<void>
}

function gate(): Gate {
  const opens = Promise.withResolvers<void>()
  let isReached = false
  const held = {
    open: () => opens.resolve(),
    reached: () => isReached,
    pass: async () => {
      isReached = true
      await opens.promise
    },
  }
  gates.push(held)
  return held
}

/** Holds the answers to reads of a company back, as a process is that was stopped meanwhile. */
const withAnswersHeld =
  (held: Gate): typeof fetch =>
  async (input, init) => {
    const answer = await fetch(input, init)
    if (String(input).includes('/companyinfo/')) await held.pass()
    return answer
  }

/** Holds back whatever a process writes after it has taken an attempt up. */
function stoppedOnceTakenUp(store: StoreFactory, held: Gate): StoreFactory {
  let hasTakenUp = false
  return {
    ...store,
    create: (context) => {
      const opened = store.create(context)
      return {
        open: () => opened.open(),
        read: (work) => opened.read(work),
        close: () => opened.close(),
        write: async (work) => {
          if (hasTakenUp) await held.pass()
          return await opened.write(async (tx) => {
            const update: typeof tx.attempts.update = async (record) => {
              hasTakenUp = true
              return await tx.attempts.update(record)
            }
            return await work({ ...tx, attempts: { ...tx.attempts, update } })
          })
        },
      }
    },
  }
}

describe.each([
  { store: 'a file', open: ground.openOnFile },
  { store: 'Postgres', open: ground.open },
])('on $store, a re-authorization', ({ open }) => {
  async function openConnected(options: Partial<QuickBooksAdapterOptions> = {}) {
    stage = await open({ encryptionKeys: [KEY], ...options })
    control().behave({ rotation: 'strict' })
    return (await stage.browser().connect(control(), HARBOR_TEA)).id
  }

  async function comesBack(connectionId: string) {
    const browser = stage.browser()
    const { attemptId, authorizeUrl } = await browser.authorize({ connectionId })
    const callback = browser.get(await control().authorize(authorizeUrl, HARBOR_TEA))
    const read = async () => (await browser.get<Attempt>(`/attempts/${attemptId}`)).body
    return { callback, read }
  }

  /** It is stored with a grant that can be used, and renewed. */
  async function isStored(id: string, read: () => Promise<Attempt>) {
    expect(await read()).toMatchObject({ outcome: 'reauthorized', problem: null, connectionId: id })
    control().clock.advance(2 * HOUR)
    const books = stage.adapter.forTenant('harbor')
    expect((await books.request(id, '/query?query=select * from Invoice')).status).toBe(200)
    expect(await books.verify(id)).toMatchObject({ status: 'connected' })
  }

  it('that was found lost before its grant was stored is not ended with that grant', async () => {
    const held = gate()
    const id = await openConnected()
    const { storeLocation } = stage
    const working = await stage.restart({ store: stoppedOnceTakenUp(storeAt(storeLocation), held) })
    await stage.restart()
    const exchange = control().fault({ route: 'token', kind: 'slow', ms: LATE, times: 1 })
    const company = control().fault({ route: 'company', kind: 'slow', ms: LATE, times: 1 })
    const seen = control().requests().length
    const { callback, read } = await comesBack(id)
    await until(() => control().requests().length > seen, 'the code is exchanged')
    control().clock.advance(2 * MINUTE)
    const work = working.runDueWork()
    await until(held.reached, 'the attempt is found lost')
    exchange()
    await until(async () => (await read()).step === 'exchanged', 'the grant is stored')
    held.open()
    await work
    company()
    await callback
    await isStored(id, read)
  })

  it.each([
    ['could not be read', true],
    ['was read', false],
  ])(
    'whose company %s with a grant that another process has renewed since is settled by that one',
    async (_what, isRefused) => {
      const [late, other] = [gate(), gate()]
      const id = await openConnected()
      const working = await stage.restart({ fetch: withAnswersHeld(other) })
      await stage.restart({ fetch: withAnswersHeld(late) })
      const lift = isRefused
        ? control().fault({
            route: 'company',
            kind: 'status',
            status: 403,
            body: NOT_AUTHORIZED,
            headers: JSON_TYPE,
          })
        : () => {}
      const { callback, read } = await comesBack(id)
      await until(late.reached, 'the company is read')
      lift()
      control().clock.advance(2 * HOUR)
      const work = working.runDueWork()
      await until(other.reached, 'the grant is renewed')
      late.open()
      await callback
      expect(await read()).toMatchObject({ outcome: 'pending', step: 'exchanged' })
      other.open()
      await work
      await isStored(id, read)
    },
  )
})
