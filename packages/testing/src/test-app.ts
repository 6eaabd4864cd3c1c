// What `connectCompany` takes for an app. The types of Node are not named, so that a page's tests need none of them.

/** A handler of the platform's `Request`, as `quickbooks.handler` or a framework's. */
export type PlatformHandler = (request: Request) => Response | Promise<Response>

/** An Express app, or another listener of node:http. */
export type NodeListener = (request: never, response: never, ...rest: never[]) => unknown

/** A server of node:http. */
export interface NodeServer {
  readonly listening: boolean
  address(): unknown
  listen(port: number, host: string, done: () => void): unknown
  once(event: 'error', heard: (error: Error) => void): unknown
  close(done?: () => void): unknown
  closeAllConnections(): void
}

/** An Express app, a node listener or server, an app with `fetch`, a handler of `Request`, or the origin of what listens. */
export type TestApp =
  | NodeListener
  | PlatformHandler
  | NodeServer
  | { readonly fetch: PlatformHandler }
  | string
  | URL
