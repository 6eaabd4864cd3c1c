// A host that takes webhooks in a process of its own: the adapter's route beside a bare one that checks the signature.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type expressModule from 'express'
import { createQuickBooksAdapter } from '../packages/server-adapter/src/index.ts'
import { options } from './options.ts'
import { importConnections } from './scale/fill.ts'
import { companyReply } from './scale/intuit.ts'
import { locationOfArguments } from './store-location.ts'

// The adapter's own Express: the repository's root has none.
const require = createRequire(new URL('../packages/server-adapter/package.json', import.meta.url))
const express = require('express') as typeof expressModule

export const VERIFIER = 'bench-verifier'
const CONNECTIONS = 100

/** What it says first. */
export interface WebhookHost {
  readonly origin: string
  readonly realmIds: readonly string[]
}

/** What it answers whenever it is asked. */
export interface WebhookCount {
  /** Changed entities that the host's `onEvent` has heard of. */
  readonly entities: number
  /** CPU of this process so far, µs. */
  readonly cpu: number
}

async function serve(): Promise<void> {
  let entities = 0
  const adapter = createQuickBooksAdapter(
    options(locationOfArguments(), {
      fetch: companyReply,
      webhookVerifierTokens: [VERIFIER],
      onEvent: (event) => {
        if (event.type === 'webhook.received') entities += event.data.entities.length
      },
    }),
  )
  await adapter.start()
  await importConnections(adapter, 'bench', CONNECTIONS)
  await adapter.runDueWork()
  const app = express()
  app.use('/api/quickbooks', adapter.router)
  app.post('/bare', express.raw({ type: () => true }), (req, res) => {
    const signature = Buffer.from(req.get('intuit-signature') ?? '', 'base64')
    const expected = createHmac('sha256', VERIFIER).update(req.body).digest()
    res.sendStatus(signature.length === expected.length && timingSafeEqual(signature, expected) ? 200 : 401)
  })
  const listed = await adapter.forTenant('bench').connections.list()
  const realmIds = listed.map(({ company }) => String(company?.realmId))
  const server = app.listen(0, '127.0.0.1')
  server.once('listening', () => {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    process.send?.({ origin, realmIds } satisfies WebhookHost)
  })
  process.on('disconnect', () => process.exit(0))
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.({ entities, cpu: user + system } satisfies WebhookCount)
  })
}

if (process.send) await serve()
