// Limits of requests, on both stores: made-up ids count, and use up no other tenant's share.
import { expect, it } from 'vitest'
import { MINUTE } from '../src/platform/clock.ts'
import { usePostgres } from './instances/postgres-stage.ts'

const ground = usePostgres()
const open = { SQLite: ground.openOnFile, Postgres: ground.open } as const

it.each(['SQLite', 'Postgres'] as const)(
  'calls for ids that do not exist are counted, on %s',
  async (store) => {
    // Nothing flows into a bucket but what the test lets flow.
    let now = Date.now()
    const stage = await open[store]({ now: () => now, rateLimits: { authorize: 60, verify: 2, other: 100 } })
    const noor = stage.browser('northwind', 'noor')
    const { id } = await noor.connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })
    const verify = async (browser: typeof noor, of: string) =>
      (await browser.post(`/connections/${of}/verify`)).status
    expect([await verify(noor, id), await verify(noor, id), await verify(noor, id)]).toEqual([200, 200, 429])

    const ada = stage.browser('harbor', 'ada', ['view'])
    const madeUp = async (index: number) => await ada.post(`/connections/con_made${index}/verify`)
    const answers = await Promise.all(Array.from({ length: 300 }, (_, index) => madeUp(index)))
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(100)
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(200)
    for (const { headers, body } of refused) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      expect(body).toMatchObject({ code: 'rate_limited', retryable: true })
    }
    // Callers without the right are counted too, and only in their own tenant.
    expect((await stage.browser('harbor', 'ben', []).get('/connections')).status).toBe(429)
    expect((await noor.get('/connections')).status).toBe(200)
    expect(await verify(noor, id)).toBe(429)

    now += MINUTE
    expect(await verify(noor, id)).toBe(200)
    expect((await madeUp(0)).status).toBe(404)
  },
)
