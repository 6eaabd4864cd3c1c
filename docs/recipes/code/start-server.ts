// One process: it answers, and does the background work.
import { createApp } from './express-server.ts'
import { quickbooks } from './quickbooks.ts'

const server = createApp(quickbooks).listen(Number(process.env.PORT ?? 3000))
// Longer than a proxy in front reuses an idle connection.
server.keepAliveTimeout = 65_000
await quickbooks.start()

process.once('SIGTERM', async () => {
  // Not ready any more, yet answering: until load balancers have noticed.
  await quickbooks.close({ drainMs: 5_000 })
  server.close()
})
