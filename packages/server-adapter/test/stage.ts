// A host product on a real port, with a real SQLite file and a simulated Intuit: what the HTTP tests play on.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type { HostEvent, Permission } from '@mooring/contract'
import { type IntuitSimulator, startIntuitSimulator } from '@mooring/simulator'
import express from 'express'
import {
  createQuickBooksAdapter,
  type Identity,
  type QuickBooksAdapter,
  type QuickBooksAdapterOptions,
} from '../src/index.ts'
import { bridge } from './bridge.ts'
import { BearerBrowser, Browser } from './browser.ts'
import { writeReadyFile } from './ready-file.ts'
import { type StoreLocation, storeAt } from './store-location.ts'

export const HARBOR = '9130355377388383'
export const ALL: Permission[] = ['view', 'connect', 'reauthorize', 'disconnect', 'audit', 'operate']

/** People sign in with a cookie that says who they are; the last `user` wins, as in a real session. */
export function identityOf(cookie: string | undefined): Identity | null {
  const session = /(?:^|; )session=([^;]+)/.exec(cookie ?? '')?.[1]
  return session === undefined ? null : personOf(decodeURIComponent(session))
}

/** Of a host whose pages sign each call with a bearer token. */
const bearerOf = (authorization: string | undefined): Identity | null => {
  const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1]
  return token === undefined ? null : personOf(token)
}

function personOf(text: string): Identity {
  const [tenantId = '', userId = '', permissions = ''] = text.split('/')
  return {
    tenantId,
    userId,
    displayName: userId.toUpperCase(),
    permissions: permissions.split(',') as Permission[],
  }
}

export interface Stage extends AsyncDisposable {
  readonly origin: string
  readonly adapter: QuickBooksAdapter
  readonly simulator: IntuitSimulator
  readonly events: HostEvent[]
  readonly databasePath: string
  /** Where its store is: the SQLite file at `databasePath` unless it was opened elsewhere. */
  readonly storeLocation: StoreLocation
  readonly log: Record<string, unknown>[]
  /** Bytes that wait in this process for each reader to take them. */
  unsent(): number[]
  /** A browser signed in as this person. */
  browser(tenantId?: string, userId?: string, permissions?: readonly Permission[]): Browser
  /** A page of this person's that signs its calls, for stages that are opened with `BEARER`. */
  page(tenantId?: string, userId?: string, permissions?: readonly Permission[]): BearerBrowser
  /** Another adapter on the same store: a restarted or second process. */
  restart(options?: Partial<QuickBooksAdapterOptions>): Promise<QuickBooksAdapter>
  /** Has this closed before the stage itself is, what came last first. */
  onClose(close: () => unknown): void
  /** So does leaving the scope of `await using`. */
  close(): Promise<void>
}

/** Option of a host that sees no session where no bearer token comes along, as on the callback. */
export const BEARER = {
  identify: (req: express.Request | Request) =>
    bearerOf(
      req instanceof Request ? (req.headers.get('authorization') ?? undefined) : req.headers.authorization,
    ),
}

type Options = Partial<QuickBooksAdapterOptions> & {
  framework?: () => express.Express
  before?: express.RequestHandler[]
  storeLocation?: StoreLocation
  /** Which of the adapter's entry points gets the requests. Default: Express's router. */
  entry?: 'router' | 'handler'
}

/**
 * How long the server leaves an idle connection open, as docs/proxies.md says: longer than any proxy does, and longer than a busy
 * machine pauses between a client's choice of a connection and its request.
 */
const KEEP_ALIVE_MS = 65_000

/** The host product's server on a port of its own. */
async function listen(app: express.Express, opened: AsyncDisposableStack) {
  const sockets = new Set<Socket>()
  const server: Server = opened.adopt(app.listen(0, '127.0.0.1'), (listening) => {
    listening.closeAllConnections()
    listening.close()
  })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.on('connection', (socket: Socket) => sockets.add(socket))
  await once(server, 'listening')
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, sockets }
}

async function makeFolder(opened: AsyncDisposableStack): Promise<string> {
  const made = await mkdtemp(path.join(os.tmpdir(), 'mooring-'))
  return opened.adopt(made, (folder) => rm(folder, { recursive: true, force: true }))
}

export async function openStage({
  framework = express,
  before = [],
  storeLocation: givenPlace,
  entry = 'router',
  ...options
}: Options = {}): Promise<Stage> {
  await using opened = new AsyncDisposableStack()
  const databasePath = path.join(await makeFolder(opened), 'mooring.db')
  if (givenPlace === undefined) await writeReadyFile(databasePath)
  const simulator = opened.adopt(
    await startIntuitSimulator({ clientId: 'test-client', clientSecret: 'test-secret-canary' }),
    (intuit) => intuit.close(),
  )
  const storeLocation = givenPlace ?? { kind: 'sqlite', path: databasePath }
  const events: HostEvent[] = []
  const log: Record<string, unknown>[] = []
  const adapters: QuickBooksAdapter[] = []
  opened.defer(async () => {
    for (const adapter of adapters) await adapter.close()
  })
  const app = framework()
  const { origin, sockets } = await listen(app, opened)
  const keep = (fields: Record<string, unknown>, message: string) => void log.push({ ...fields, message })
  const standard: QuickBooksAdapterOptions = {
    clientId: 'test-client',
    clientSecret: 'test-secret-canary',
    environment: 'sandbox',
    redirectUri: `${origin}/api/quickbooks/callback`,
    store: storeAt(storeLocation),
    encryptionKeys: [{ id: 'test', secret: randomBytes(32).toString('base64') }],
    identify: (req: express.Request | Request) =>
      identityOf(req instanceof Request ? (req.headers.get('cookie') ?? undefined) : req.headers.cookie),
    onEvent: (event) => void events.push(event),
    intuitOrigin: simulator.origin,
    now: () => simulator.control.clock.now(),
    logger: { debug: keep, info: keep, warn: keep, error: keep },
  }
  function make(more: Partial<QuickBooksAdapterOptions>): QuickBooksAdapter {
    const adapter = createQuickBooksAdapter({ ...standard, ...options, ...more })
    adapters.push(adapter)
    return adapter
  }
  let current = make({})
  for (const handler of before) app.use(handler)
  const byHandler = bridge((request) => current.handler(request))
  app.use('/api/quickbooks', (req, res, next) =>
    entry === 'handler' ? byHandler(req, res, next) : current.router(req, res, next),
  )
  const closing = opened.move()
  const close = () => closing.disposeAsync()
  return {
    origin,
    get adapter() {
      return current
    },
    simulator,
    events,
    databasePath,
    storeLocation,
    log,
    unsent: () => [...sockets].map(({ writableLength }) => writableLength),
    browser: (tenantId = 'harbor', userId = 'ada', permissions = ALL) =>
      new Browser(origin, `${tenantId}/${userId}/${permissions.join(',')}`),
    page: (tenantId = 'harbor', userId = 'ada', permissions = ALL) =>
      new BearerBrowser(origin, `${tenantId}/${userId}/${permissions.join(',')}`),
    restart: async (more = {}) => {
      current = make(more)
      return current
    },
    onClose: (end) => closing.defer(async () => void (await end())),
    close,
    [Symbol.asyncDispose]: close,
  }
}
