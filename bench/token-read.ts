// tokens.get with live tokens, in the process: one again and again, and any of many.
import { createQuickBooksAdapter } from '../packages/server-adapter/src/index.ts'
import { options } from './options.ts'
import { report } from './report.ts'
import { median } from './rounds.ts'
import type { StoreLocation } from './store-location.ts'

const CALLS = 50_000
const CONNECTIONS = 2_500
const WIDTH = 4
const HOUR = 3_600_000

/** Intuit, as far as the first use of a connection asks it: for its company. */
const company: typeof fetch = async () =>
  Response.json({ CompanyInfo: { CompanyName: 'Harbor Tea Co.', Country: 'US' } })

/** @param atMost µs, of half of the reads */
export async function benchTokenRead(location: StoreLocation, atMost: number): Promise<void> {
  const adapter = createQuickBooksAdapter(options(location, { fetch: company }))
  await adapter.start()
  const { connections, tokens } = adapter.forTenant('bench')
  const ids: string[] = []
  let added = 0
  const add = async () => {
    while (added < CONNECTIONS) {
      const count = added++
      const { id } = await connections.import({
        realmId: `91303553770${String(count).padStart(5, '0')}`,
        refreshToken: `x-${count}`,
        accessToken: `${count}`.padEnd(900, 'y'),
        accessTokenExpiresAt: new Date(Date.now() + HOUR).toISOString(),
        verify: 'later',
      })
      ids.push(id)
      // The first time, its company is read.
      await tokens.get(id)
    }
  }
  await Promise.all(Array.from({ length: WIDTH }, add))
  const measure = async (what: string, next: (call: number) => string | undefined) => {
    const took: number[] = []
    for (let call = 0; call < CALLS; call++) {
      const id = next(call) ?? ''
      const from = performance.now()
      await tokens.get(id)
      took.push((performance.now() - from) * 1_000)
    }
    const p99 = took.toSorted((one, other) => one - other)[Math.floor(CALLS * 0.99)] ?? 0
    const p50 = median(took)
    report(what, `${p50.toFixed(1)} µs, p99 ${p99.toFixed(0)}`, { measured: p50, atMost, unit: 'µs' })
  }
  await measure('tokens.get, the same: p50', () => ids[0])
  const any = () => ids[Math.floor(Math.random() * ids.length)]
  await measure(`tokens.get, any of ${CONNECTIONS}: p50`, any)
  await adapter.close()
}
