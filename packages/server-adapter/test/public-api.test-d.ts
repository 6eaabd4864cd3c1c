// What hosts' compilers accept and infer at the adapter's entry point. `tsc` runs it: `pnpm check`.
import type {
  HostConnection as ContractConnection,
  HostEvent as ContractEvent,
  Permission,
} from '@mooring/contract'
import {
  type ConnectionUnavailableError,
  createQuickBooksAdapter,
  type HostEvent,
  type Identity,
  type LiveToken,
  MooringError,
  memoryStore,
  type NotFoundError,
  needsPerson,
  postgresStore,
  type QuickBooksAdapter,
  type QuickBooksAdapterOptions,
  type RunTools,
  type SyncPausedError,
  sql,
  sqliteStore,
  type TenantApi,
} from '@mooring/server-adapter'
import type { RequestHandler } from 'express'
import { expectTypeOf } from 'vitest'

const options: QuickBooksAdapterOptions = {
  clientId: 'id',
  clientSecret: 'secret',
  environment: 'sandbox',
  redirectUri: 'http://localhost:3000/api/quickbooks/callback',
  store: memoryStore(),
  encryptionKeys: [{ id: '2026-11', secret: 'secret' }],
  identify: () => null,
}

export const adapter = createQuickBooksAdapter(options)
expectTypeOf(adapter).toEqualTypeOf<QuickBooksAdapter>()
expectTypeOf(adapter.router).toEqualTypeOf<RequestHandler>()
expectTypeOf(adapter.handler).toEqualTypeOf<(request: Request) => Promise<Response>>()
expectTypeOf(adapter.forTenant).toEqualTypeOf<(tenantId: string) => TenantApi>()

// `identify` gets the host's own request, and may answer at once or later.
const { operators: _operators, ...others } = options
createQuickBooksAdapter<Request>({
  ...others,
  identify: async (request) => {
    expectTypeOf(request).toEqualTypeOf<Request>()
    return { tenantId: 't', userId: 'u', permissions: ['view'] }
  },
})
createQuickBooksAdapter<{ user: { id: string } }>({
  ...others,
  identify: ({ user }) => ({ tenantId: 't', userId: user.id, displayName: null, permissions: [] }),
})
expectTypeOf<Identity['permissions']>().toEqualTypeOf<readonly Permission[]>()
// @ts-expect-error: no such permission
export const identity: Identity = { tenantId: 't', userId: 'u', permissions: ['all'] }
// @ts-expect-error: an option that there is not
createQuickBooksAdapter({ ...options, clientID: 'id' })
// @ts-expect-error: no store
createQuickBooksAdapter({ ...options, store: undefined })
sqliteStore({ path: './mooring.db' })
postgresStore({ connectionString: 'postgres://localhost/app', schema: 'mooring' })

const books = adapter.forTenant('tenant')
expectTypeOf(books.connections.list()).resolves.toEqualTypeOf<ContractConnection[]>()
expectTypeOf(books.tokens.get('con_1')).resolves.toEqualTypeOf<LiveToken>()
expectTypeOf(books.request('con_1', '/invoice/1')).resolves.toEqualTypeOf<Response>()
expectTypeOf(books.query('con_1', sql`select * from Customer`)).toEqualTypeOf<
  AsyncIterable<Record<string, unknown>>
>()
expectTypeOf(books.query<{ Id: string }>('con_1', '')).toEqualTypeOf<AsyncIterable<{ Id: string }>>()
expectTypeOf(sql`select * from Item where Name in ${['a', 'b']} and Id = ${1}`).toBeString()
// @ts-expect-error: an object is no value of a query
sql`select * from Customer where Id = ${{ id: 1 }}`

const run = books.syncs.run('con_1', async (tools) => {
  expectTypeOf(tools).toEqualTypeOf<RunTools>()
  return 3
})
run.then((result) => {
  // A paused run has no result: it has to be asked for.
  if (result.outcome === 'succeeded') expectTypeOf(result.result).toEqualTypeOf<number>()
  else expectTypeOf(result.outcome).toEqualTypeOf<'paused'>()
})

// An event's data follows from its type.
export function onEvent(event: HostEvent): void {
  expectTypeOf(event).toEqualTypeOf<ContractEvent>()
  expectTypeOf(needsPerson(event)).toBeBoolean()
  if (event.type === 'connection.connected') expectTypeOf(event.connectionId).toBeString()
}

expectTypeOf<NotFoundError>().toExtend<MooringError>()
expectTypeOf<ConnectionUnavailableError>().toExtend<MooringError>()
expectTypeOf<SyncPausedError>().toExtend<ConnectionUnavailableError>()
expectTypeOf<MooringError>().toExtend<Error>()
export const isOurs = (error: unknown) => error instanceof MooringError && error.code
