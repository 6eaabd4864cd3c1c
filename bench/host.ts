// A host product in a process of its own: bare res.json beside the adapter, and how much CPU it has used.
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type expressModule from 'express'
import { createQuickBooksAdapter } from '../packages/server-adapter/src/index.ts'
import { options } from './options.ts'
import { locationOfArguments } from './store-location.ts'

// The adapter's own Express: the repository's root has none.
const require = createRequire(new URL('../packages/server-adapter/package.json', import.meta.url))
const express = require('express') as typeof expressModule

const COMPANIES = 2

async function serve(): Promise<void> {
  const adapter = createQuickBooksAdapter(options(locationOfArguments()))
  await adapter.start()
  const { connections } = adapter.forTenant('bench')
  for (let company = 1; company <= COMPANIES; company++)
    await connections.import({
      realmId: `913035537738838${company}`,
      refreshToken: `x-${company}`,
      verify: 'later',
    })
  const app = express()
  app.use('/api/quickbooks', adapter.router)
  let body: unknown = null
  app.get('/bare', (_req, res) => void res.json(body))
  const server = app.listen(0, '127.0.0.1')
  server.once('listening', async () => {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    body = await (await fetch(`${origin}/api/quickbooks/connections`)).json()
    process.send?.({ origin })
  })
  process.on('disconnect', () => process.exit(0))
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.({ cpu: user + system })
  })
}

await serve()
