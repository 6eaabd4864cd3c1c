// The host's server-side API of one tenant.
import type { QueryOptions } from './config/request-options.ts'
import { requireOwnHistory } from './connection/own-connection.ts'
import type { Services } from './create-services.ts'
import type { Deps } from './deps.ts'
import { checkFields } from './errors/check-fields.ts'
import { forHost, rowsForHost } from './errors/for-host.ts'
import { idOf } from './errors/id-of.ts'
import { mooringError } from './errors/mooring-error.ts'
import { exportEvidence } from './history/export-evidence.ts'
import { exportHistory } from './history/export-history.ts'
import { verifyHistory } from './history/verify-history.ts'
import type { TenantApi } from './host-api.ts'
import { createLink, listLinks, revokeLink } from './links/links.ts'
import { personLeft } from './people/people-left.ts'
import { isHostId } from './platform/ids.ts'
import type { Log } from './platform/logger.ts'
import { createTenantWrites } from './writes/tenant-writes.ts'

/** The tenant whose API it is. */
interface Tenant {
  readonly deps: Deps
  readonly services: Services
  readonly tenantId: string
  readonly logger: Log
}

const connectionsOf = ({ deps, services, tenantId, logger }: Tenant): TenantApi['connections'] => {
  const { connections, disconnects, imports } = services
  return {
    list: async () =>
      await forHost(logger, async () => {
        const records = await deps.store.read(async (tx) => await tx.connections.list(tenantId))
        return await Promise.all(records.map(connections.forHost))
      }),
    get: async (id) =>
      await forHost(logger, async () => await connections.forHost(await connections.row(tenantId, id))),
    import: async (request) =>
      await forHost(
        logger,
        async () => await connections.forHost(await imports.importConnection(tenantId, request ?? {})),
      ),
    disconnect: async (id, options = {}) =>
      await forHost(logger, async () => {
        const before = await connections.row(tenantId, id)
        const { disconnectRequestSchema } = await import('@mooring/contract/schemas')
        const asked = checkFields(disconnectRequestSchema, options ?? {})
        return await connections.forHost(
          await disconnects.end(before, asked, { reason: 'by_host', actor: null }),
        )
      }),
  }
}

const setupOf = ({ services: { connections, setup }, tenantId, logger }: Tenant): TenantApi['setup'] => ({
  complete: async (id) =>
    await forHost(logger, async () => await connections.forHost(await setup.complete(tenantId, id, null))),
  retry: async (id) =>
    await forHost(logger, async () => await connections.forHost(await setup.retry(tenantId, id, null))),
})

const historyOf = ({ deps, tenantId, logger }: Tenant): TenantApi['history'] => ({
  verify: async (id) =>
    await forHost(logger, async () => {
      await deps.store.read((tx) => requireOwnHistory(tx, tenantId, id))
      return await verifyHistory(deps.store, id)
    }),
  export: (id, form) =>
    form === 'evidence'
      ? exportEvidence(deps, { tenantId, connectionId: id })
      : exportHistory(deps, { tenantId, connectionId: id, form }),
})

const linksOf = ({ deps, tenantId, logger }: Tenant): TenantApi['links'] => {
  const byHost = { tenantId, actor: null }
  return {
    create: async (id, options) =>
      await forHost(logger, async () => {
        const { linkRequestSchema } = await import('@mooring/contract/schemas')
        return await createLink(deps, byHost, id, checkFields(linkRequestSchema, options ?? {}))
      }),
    list: async (id) => await forHost(logger, async () => await listLinks(deps, tenantId, id)),
    revoke: async (id) => await forHost(logger, async () => await revokeLink(deps, byHost, id)),
  }
}

/** @throws MooringError `invalid_request` without a tenant: nothing here reaches across tenants */
export function createTenantApi(deps: Deps, services: Services, tenantId: string): TenantApi {
  if (!isHostId(tenantId)) {
    throw mooringError('invalid_request', 'forTenant needs the id of a tenant.')
  }
  const { logger } = deps.config
  const tenant: Tenant = { deps, services, tenantId, logger }
  const { connections, forget, getToken, probe, queries, readiness, requests, schedules, syncs } = services
  return {
    connections: connectionsOf(tenant),
    tokens: {
      get: async (id) =>
        await forHost(logger, async () => {
          const { accessToken, realmId, expiresAt } = await getToken(tenantId, idOf(id))
          return { accessToken, realmId, expiresAt }
        }),
    },
    request: async (id, path, init) =>
      await forHost(logger, async () => await requests.request(tenantId, id, path, init), init?.signal),
    query: <Row>(id: string, statement: string, options?: QueryOptions | null) =>
      rowsForHost<Row>(
        logger,
        queries({ tenantId, connectionId: id, statement, options: options ?? {} }),
        options?.signal,
      ),
    syncs: {
      run: async (id, work) => {
        if (typeof work !== 'function')
          throw mooringError('invalid_request', 'syncs.run needs the work as a function, after the id.')
        return await syncs.run(tenantId, id, work)
      },
      schedule: (name, options, work) => schedules.add(tenantId, name, options, work),
    },
    setup: setupOf(tenant),
    verify: async (id) =>
      await forHost(logger, async () => {
        await connections.row(tenantId, id)
        return await connections.forHost(await probe.verify(id, null, 'verify'))
      }),
    readiness: async (id) => await forHost(logger, async () => await readiness.forHost(tenantId, id)),
    history: historyOf(tenant),
    writes: createTenantWrites(deps, services, tenantId),
    links: linksOf(tenant),
    people: {
      left: async (userId) =>
        await forHost(logger, async () => {
          const marked = await personLeft(deps, tenantId, userId)
          return await Promise.all(marked.map(connections.forHost))
        }),
    },
    forget: async () => await forHost(logger, async () => await forget(tenantId)),
  }
}
