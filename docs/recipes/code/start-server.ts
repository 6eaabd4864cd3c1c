// One process: it answers, and does the background work.
import { createApp } from './express-server.ts'
import { quickbooks } from './quickbooks.ts'

const server = createApp(quickbooks).listen(Number(process.env.PORT ?? 3000))
await quickbooks.start()

process.once('SIGTERM', async () => {
  server.close()
  await quickbooks.close()
})
