// Durable changes in a process of its own: each round makes as many as it is asked for.
import { adapterOf, answerRounds, type Checkout } from './checkout-host.ts'

const HOUR = 3_600_000

export interface WriteHostOrder extends Checkout {
  /** Of the process: ids of two processes never meet. */
  readonly number: number
}

/** What a round is asked for. */
export interface WriteOrder {
  readonly writers: number
  readonly changes: number
}

async function serve({ number, ...checkout }: WriteHostOrder): Promise<void> {
  const adapter = await adapterOf(checkout, { rateLimits: false })
  let made = 0
  /** Each in a tenant of its own, as customers are. */
  const write = async () => {
    const id = `${number}-${++made}`
    await adapter.forTenant(`tenant-${id}`).connections.import({
      realmId: String(9_000_000_000_000_000 + number * 1_000_000_000 + made),
      refreshToken: `refresh-${id}`,
      accessToken: `access-${id}`.padEnd(900, 'x'),
      accessTokenExpiresAt: new Date(Date.now() + HOUR).toISOString(),
      verify: 'later',
    })
  }
  await write()
  answerRounds(async ({ writers, changes }: WriteOrder) => {
    let left = changes
    const next = async () => {
      while (left-- > 0) await write()
    }
    await Promise.all(Array.from({ length: writers }, next))
  })
}

await serve(JSON.parse(process.argv[2] ?? '') as WriteHostOrder)
