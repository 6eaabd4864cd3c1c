// Sends requests to an app's routes, whatever kind of app it is: one that listens nowhere gets a port of its own meanwhile.
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { NodeServer, PlatformHandler, TestApp } from './test-app.ts'

export interface AppClient extends AsyncDisposable {
  fetch(path: string, init: RequestInit): Promise<Response>
}

const clientOf = (fetch: AppClient['fetch'], close: () => unknown = () => {}): AppClient => ({
  fetch,
  [Symbol.asyncDispose]: async () => void (await close()),
})

const toOrigin =
  (origin: string): AppClient['fetch'] =>
  (path, init) =>
    fetch(new URL(path, origin), init)

const byHandler = (handler: PlatformHandler): AppClient =>
  clientOf(async (path, init) => await handler(new Request(new URL(path, 'http://localhost'), init)))

const originOf = (server: NodeServer): string => `http://localhost:${(server.address() as AddressInfo).port}`

export async function openAppClient(app: TestApp): Promise<AppClient> {
  if (typeof app === 'string' || app instanceof URL) return clientOf(toOrigin(String(app)))
  if (typeof app === 'object' && 'fetch' in app) return byHandler((request) => app.fetch(request))
  if (typeof app === 'object') return await ofServer(app)
  // Express's app takes a third parameter, a node listener two; a handler of the platform's takes the request alone.
  if (app.length < 2 && !('listen' in app)) return byHandler(app as PlatformHandler)
  const { createServer } = await import('node:http')
  return await ofServer(createServer(app as RequestListener))
}

/** A server that listens already is left as it is. */
async function ofServer(server: NodeServer): Promise<AppClient> {
  if (server.listening) return clientOf(toOrigin(originOf(server)))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, 'localhost', resolve)
  })
  return clientOf(toOrigin(originOf(server)), () => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => void server.close(() => resolve()))
  })
}
