// The real adapter on the simulator, once at the page's own site and once at another, for the tests in a browser.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Server } from 'node:http'
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

/** Resolves with its mount path. */
async function openAdapter(opened: AsyncDisposableStack, host: string, intuitOrigin: string) {
  const app = express()
  const server = opened.adopt(app.listen(0, '127.0.0.1'), closeServer)
  await once(server, 'listening')
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
  opened.defer(() => adapter.close())
  app.use('/api/quickbooks', adapter.router)
  await adapter.start()
  return `${origin}/api/quickbooks`
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

/** Starts them before the project's tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await using opened = new AsyncDisposableStack()
  const simulator = opened.adopt(await startIntuitSimulator(), ({ close }) => close())
  project.provide('real', {
    intuit: simulator.origin,
    sameSite: await openAdapter(opened, 'localhost', simulator.origin),
    otherSite: await openAdapter(opened, '127.0.0.1', simulator.origin),
  })
  const closing = opened.move()
  return () => closing.disposeAsync()
}
