// What a host's handler calls of the adapter does not wait for that handler.
import { afterEach, describe, expect, it } from 'vitest'
import { usePostgres } from './instances/postgres-stage.ts'
import { identityOf, type Stage } from './stage.ts'
import { KEY } from './token-lifecycle/test-deps.ts'
import { inTime } from './until.ts'

const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }
/** Less than any deadline of the adapter's. */
const SOON_MS = 8_000

const ground = usePostgres()
let stage: Stage
afterEach(async () => {
  await stage.close()
})

const connect = () => stage.browser().connect(stage.simulator.control, PERSON)

describe.each([
  { store: 'a file', open: ground.openOnFile },
  { store: 'Postgres', open: ground.open },
])('on $store', ({ open }) => {
  it('an adapter closed inside of onEvent closes once the event is delivered, and delivers it once', async () => {
    const received: string[] = []
    let closed: Promise<void> | null = null
    stage = await open({
      encryptionKeys: [KEY],
      onEvent: async ({ id }) => {
        received.push(id)
        closed ??= stage.adapter.close()
        await closed
      },
    })
    await connect()
    await inTime(stage.adapter.runDueWork(), 'the round of work ends', SOON_MS)
    await inTime(stage.adapter.close(), 'the adapter closes', SOON_MS)
    const first = received.splice(0)
    await (await stage.restart({ onEvent: ({ id }) => void received.push(id) })).runDueWork()
    expect(first.length).toBeGreaterThan(0)
    expect(received.filter((id) => first.includes(id))).toEqual([])
  })

  it('work that is due and asked for inside of onEvent is done after it', async () => {
    const received: string[] = []
    stage = await open({
      encryptionKeys: [KEY],
      onEvent: async ({ type }) => {
        received.push(type)
        await stage.adapter.runDueWork()
      },
    })
    await connect()
    await inTime(stage.adapter.runDueWork(), 'the round of work ends', SOON_MS)
    expect(received).toContain('connection.connected')
  })
})

it('work that is due and asked for inside of an import of the set-up is done after it', async () => {
  stage = await ground.openOnFile({
    encryptionKeys: [KEY],
    setup: { import: async () => await stage.adapter.runDueWork() },
  })
  const { id } = await connect()
  await inTime(stage.adapter.runDueWork(), 'the round of work ends', SOON_MS)
  expect((await stage.adapter.forTenant('harbor').connections.get(id))?.setup.state).toBe('done')
})

it('an adapter closed inside of identify answers, and closes', async () => {
  stage = await ground.openOnFile({
    encryptionKeys: [KEY],
    identify: async (req) => {
      await stage.adapter.close()
      return req instanceof Request ? null : identityOf(req.headers.cookie)
    },
  })
  expect([200, 503]).toContain(
    (await inTime(stage.browser().get('/connections'), 'an answer', SOON_MS)).status,
  )
  await inTime(stage.adapter.close(), 'the adapter closes', SOON_MS)
})

it('an adapter closed by what a handler has left behind waits as ever', async () => {
  const ended = Promise.withResolvers<void>()
  let closing: Promise<void> | undefined
  stage = await ground.openOnFile({
    encryptionKeys: [KEY],
    onEvent: () => {
      closing ??= ended.promise.then(() => stage.adapter.close())
    },
  })
  await connect()
  await stage.adapter.runDueWork()
  ended.resolve()
  await closing
  await expect(stage.adapter.operations.health()).rejects.toMatchObject({ code: 'store_unavailable' })
})
