// tokens.get with a live token, in the process.
import { createQuickBooksAdapter } from '../packages/server-adapter/src/index.ts'
import { options } from './options.ts'
import { newFile } from './place.ts'
import { median, report } from './rounds.ts'

const CALLS = 20_000
const HOUR = 3_600_000

export async function benchTokenRead(): Promise<void> {
  const adapter = createQuickBooksAdapter(options(newFile()))
  const books = adapter.forTenant('bench')
  const { id } = await books.connections.import({
    realmId: '9130355377388383',
    refreshToken: 'x',
    accessToken: 'y'.repeat(900),
    accessTokenExpiresAt: new Date(Date.now() + HOUR).toISOString(),
    verify: 'later',
  })
  const took: number[] = []
  for (let call = 0; call < CALLS; call++) {
    const from = performance.now()
    await books.tokens.get(id)
    took.push((performance.now() - from) * 1_000)
  }
  const p99 = took.toSorted((one, other) => one - other)[Math.floor(CALLS * 0.99)] ?? 0
  report('tokens.get, live: p50', `${median(took).toFixed(1)} µs`, 'goal: ≤ 10 µs')
  report('tokens.get, live: p99', `${p99.toFixed(1)} µs`)
  await adapter.close()
}
