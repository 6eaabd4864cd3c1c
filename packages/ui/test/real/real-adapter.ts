// The real adapter on the simulator, once at the page's own site and once at another, for the tests in a browser.
import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { Permission } from '@mooring/contract'
import { createQuickBooksAdapter, memoryStore, type QuickBooksAdapter } from '@mooring/server-adapter'
import { startIntuitSimulator } from '@mooring/simulator'
import express from 'express'
import type { TestProject } from 'vitest/node'

export interface RealAdapters {
  /** Where Intuit is. */
  readonly intuit: string
  /** The mount path on another origin of the page's own site. */
  readonly sameSite: string
  /** The mount path on another site: no cookie of a fetch comes back there. */
  readonly otherSite: string
}

declare module 'vitest' {
  interface ProvidedContext {
    real: RealAdapters
  }
}

const ALL: Permission[] = ['view', 'connect', 'reauthorize', 'disconnect', 'audit']

async function openAdapter(host: string, intuitOrigin: string) {
  const app = express()
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const origin = `http://${host}:${(server.address() as AddressInfo).port}`
  const adapter: QuickBooksAdapter = createQuickBooksAdapter({
    clientId: 'kit',
    clientSecret: 'kit-secret',
    environment: 'sandbox',
    redirectUri: `${origin}/api/quickbooks/callback`,
    store: memoryStore(),
    encryptionKeys: [{ id: 'kit', secret: randomBytes(32).toString('base64') }],
    // A bearer token, as hosts have whose adapter is on another origin; each test is a tenant of its own.
    identify: ({ headers }) => {
      const tenantId = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1]
      return tenantId ? { tenantId, userId: 'ada', displayName: 'Ada Martin', permissions: ALL } : null
    },
    intuitOrigin,
    allowedOrigins: (asking) => URL.parse(asking)?.hostname === 'localhost',
    returnTo: { default: `${origin}/back` },
    sharedCompanies: 'allow',
    rateLimits: false,
  })
  app.use('/api/quickbooks', adapter.router)
  await adapter.start()
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await adapter.close()
  }
  return { basePath: `${origin}/api/quickbooks`, close }
}

/** Starts them before the project's tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const simulator = await startIntuitSimulator()
  const sameSite = await openAdapter('localhost', simulator.origin)
  const otherSite = await openAdapter('127.0.0.1', simulator.origin)
  project.provide('real', {
    intuit: simulator.origin,
    sameSite: sameSite.basePath,
    otherSite: otherSite.basePath,
  })
  return async () => {
    await sameSite.close()
    await otherSite.close()
    await simulator.close()
  }
}
