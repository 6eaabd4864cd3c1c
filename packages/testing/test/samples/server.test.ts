import { randomBytes } from 'node:crypto'
import { createQuickBooksAdapter, memoryStore } from '@mooring/server-adapter'
import { startIntuitSimulator } from '@mooring/simulator'
import { connectCompany } from '@mooring/testing/server'
import express from 'express'
import { expect, onTestFinished, test } from 'vitest'

test('copies invoices of a connected company', async () => {
  const simulator = await startIntuitSimulator()
  onTestFinished(() => simulator.close())
  // Your app makes these two; here is what a test changes about them.
  const quickbooks = createQuickBooksAdapter({
    clientId: 'test',
    clientSecret: 'test',
    environment: 'sandbox',
    redirectUri: 'http://localhost:3000/api/quickbooks/callback',
    store: memoryStore(),
    encryptionKeys: [{ id: 'test', secret: randomBytes(32).toString('base64') }],
    identify: ({ headers }) =>
      headers.cookie?.includes('session=ada')
        ? { tenantId: 'harbor', userId: 'ada', permissions: ['view', 'connect'] }
        : null,
    intuitOrigin: simulator.origin, // one origin for every Intuit URL
    now: simulator.control.clock.now, // one clock for both
  })
  onTestFinished(() => quickbooks.close())
  const app = express().use('/api/quickbooks', quickbooks.router)

  const connection = await connectCompany(app, { simulator, as: { cookie: 'session=ada' } })
  expect(connection).toMatchObject({ status: 'connected', company: { name: 'Harbor Tea Co.' } })

  simulator.control.clock.advance(101 * 86_400_000) // it was not used for too long
  await quickbooks.runDueWork()
  const later = await quickbooks.forTenant('harbor').connections.get(connection.id)
  expect(later).toMatchObject({ status: 'reauthorization_required', reason: 'idle_expired' })
})
