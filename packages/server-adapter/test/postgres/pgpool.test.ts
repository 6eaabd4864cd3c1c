// Behind the real pgpool-II, whose standby lags as far as can be: it never hears of anything again.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres } from '../../../../scripts/postgres.ts'
import { NOON } from '../../conformance/sample-records.ts'
import { describeStoreConformance } from '../../conformance/store-suite.ts'
import { HOUR } from '../../src/platform/clock.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import { postgresStore } from '../../src/stores/postgres.ts'
import { StoreUnavailableError } from '../../src/stores/store.ts'
import { useOpened } from '../instances/use-opened.ts'
import { reasonToSkip } from '../programs.ts'
import { openStage } from '../stage.ts'
import { KEY } from '../token-lifecycle/test-deps.ts'
import { type RunningProxy, startPgpool } from './proxies.ts'
import { coldCopy } from './standby.ts'

const START_MS = 120_000
const SOON = { timeout: 20_000, interval: 50 }
const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }

const reason = reasonToSkip('pgpool')

describe.skipIf(reason !== null)(reason === null ? 'pgpool-II' : `pgpool-II: ${reason}`, () => {
  let proxies: Record<'spreading' | 'deaf' | 'redirecting' | 'raw', RunningProxy>
  let closing: AsyncDisposableStack

  beforeAll(async () => {
    await using opened = new AsyncDisposableStack()
    const primary = opened.use(await startPostgres())
    const place = { connectionString: primary.url, schema: 'lagging' }
    // The standby has the tables, so that what it answers looks right.
    const store = postgresStore(place).create({ now: () => NOON, logger: silentLogger })
    await store.open().finally(() => store.close())
    await primary.stop()
    const standby = opened.use(await coldCopy(primary, true))
    await primary.start()
    const comments = ['allow_sql_comments = on']
    const redirecting = [...comments, `app_name_redirect_preference_list = 'mooring:primary'`]
    proxies = {
      spreading: opened.use(await startPgpool(primary.url, standby.url)),
      deaf: opened.use(await startPgpool(primary.url, standby.url, comments)),
      redirecting: opened.use(await startPgpool(primary.url, standby.url, redirecting)),
      raw: opened.use(await startPgpool(primary.url, null)),
    }
    closing = opened.move()
  }, START_MS)
  afterAll(() => closing?.disposeAsync(), START_MS)

  const opened = useOpened()

  describeStoreConformance('Postgres behind pgpool-II that spreads reads', async () => {
    const place = { connectionString: proxies.spreading.url, schema: `test_${randomUUID().slice(0, 8)}` }
    return {
      store: () => postgresStore(place).create({ now: () => NOON, logger: silentLogger }),
      elsewhere: null,
      remove: async () => {},
    }
  })

  it.each(['spreading', 'redirecting', 'raw'] as const)(
    'that is %s: two instances refresh once and tell of each event once',
    async (kind) => {
      const schema = kind === 'spreading' ? 'lagging' : `test_${randomUUID().slice(0, 8)}`
      const received: string[] = []
      const onEvent = ({ id }: { id: string }) => void received.push(id)
      const stage = opened().use(
        await openStage({
          encryptionKeys: [KEY],
          storeLocation: { kind: 'postgres', connectionString: proxies[kind].url, schema },
          onEvent,
        }),
      )
      const [one, other] = [stage.adapter, await stage.restart({ onEvent })]
      await Promise.all([one.start(), other.start()])
      const { control } = stage.simulator
      control.behave({ rotation: 'strict' })
      const { id } = await stage.browser().connect(control, PERSON)
      await expect.poll(() => received.length, SOON).toBe(2)
      for (let round = 1; round <= 3; round++) {
        control.clock.advance(2 * HOUR)
        control.clearRequests()
        const get = () => [one, other].map((adapter) => adapter.forTenant('harbor').tokens.get(id))
        const tokens = await Promise.all([...get(), ...get()])
        expect(new Set(tokens.map(({ accessToken }) => accessToken)).size).toBe(1)
        expect(control.requests({ route: 'token' })).toHaveLength(1)
      }
      expect(await one.forTenant('harbor').verify(id)).toMatchObject({ status: 'connected' })
      await Promise.all([one.runDueWork(), other.runDueWork()])
      expect(received).toHaveLength(2)
      expect(
        stage.log.filter(({ message }) => /jobs had trouble|Changes could not/.test(`${message}`)),
      ).toEqual([])
    },
    START_MS,
  )

  it('is refused, with what to set, where it ignores what it is asked', async () => {
    const place = { connectionString: proxies.deaf.url, schema: 'lagging' }
    const store = postgresStore(place).create({ now: () => NOON, logger: silentLogger })
    opened().defer(() => store.close())
    const refused = store.open()
    await expect(refused).rejects.toBeInstanceOf(StoreUnavailableError)
    await expect(refused).rejects.toThrow(/allow_sql_comments = off or load_balance_mode = off/)
  })
})
