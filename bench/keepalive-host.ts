// Connections that are all due for a keepalive, in a process of its own: each round refreshes each of them once.
import { adapterOf, answerRounds, type Checkout } from './checkout-host.ts'

const DAY = 86_400_000

export interface KeepaliveOrder extends Checkout {
  readonly intuitOrigin: string
  readonly connections: number
}

async function serve({ intuitOrigin, connections, ...checkout }: KeepaliveOrder): Promise<void> {
  let ahead = 0
  const adapter = await adapterOf(checkout, {
    intuitOrigin,
    keepaliveDays: 1,
    now: () => Date.now() + ahead,
  })
  const tenant = adapter.forTenant('bench')
  for (let made = 0; made < connections; made++)
    await tenant.connections.import({
      realmId: String(4_620_816_000_000_000 + made),
      refreshToken: `refresh-${made}`.padEnd(50, 'x'),
      accessToken: `access-${made}`.padEnd(900, 'x'),
      accessTokenExpiresAt: new Date(Date.now() + DAY / 24).toISOString(),
      verify: 'later',
    })
  await adapter.runDueWork()
  answerRounds(async () => {
    ahead += 2 * DAY
    await adapter.runDueWork()
  })
}

await serve(JSON.parse(process.argv[2] ?? '') as KeepaliveOrder)
