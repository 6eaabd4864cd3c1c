// Joins the services with one another.

import { pendingAttempts } from './authorize/attempts.ts'
import { createConfirmation } from './authorize/confirm-company.ts'
import type { GrantDeps } from './authorize/exchange-grant.ts'
import { createUnstoredGrants } from './authorize/unstored-grants.ts'
import { createCampaigns } from './campaigns/campaigns.ts'
import { createCompanyRequests } from './company-api/company-requests.ts'
import { createFirstUse } from './company-api/first-use.ts'
import { createProbe } from './company-api/probe.ts'
import { createQueries } from './company-api/query-rows.ts'
import { createRequestDoubts } from './company-api/request-doubts.ts'
import { noWriteLog } from './company-api/write-recorder.ts'
import { createConnections } from './connections/connections.ts'
import { createReadiness } from './connections/readiness.ts'
import type { Deps } from './deps.ts'
import { createDisconnects } from './disconnect/disconnect.ts'
import { createRevokes } from './disconnect/revokes.ts'
import { createImports } from './import/import-connection.ts'
import { createForgetting } from './operations/forget-tenant.ts'
import { createHealth } from './operations/health.ts'
import { createLookup } from './operations/operations-lookup.ts'
import { createOperationsStatus } from './operations/operations-status.ts'
import { createSupport } from './operations/support-bundle.ts'
import { createSchedules } from './schedules/schedules.ts'
import { createSetup } from './setup/setup.ts'
import { createSyncs } from './syncs/run-guard.ts'
import { createRefreshCoordinator } from './tokens/refresh-coordinator.ts'
import { tryGrant } from './tokens/unreadable-grant.ts'
import { VERSION } from './version.ts'
import { createRefusedWebhooks } from './webhooks/refused-webhooks.ts'
import { createWebhookInbox } from './webhooks/webhook-inbox.ts'
import { createWriteRecorder } from './writes/record-writes.ts'
import { createTakeBacks } from './writes/take-back.ts'

export function createServices(deps: Deps) {
  const coordinator = createRefreshCoordinator(deps)
  const probe = createProbe(deps, coordinator)
  const doubts = createRequestDoubts(deps, probe)
  const recorder = deps.config.writeLog ? createWriteRecorder(deps) : noWriteLog
  const requests = createCompanyRequests(deps, coordinator, doubts, recorder)
  const queries = createQueries(deps, requests)
  const syncs = createSyncs(deps, requests)
  const takeBacks = createTakeBacks(deps, { syncs, recorder })
  const revokes = createRevokes(deps, probe.verifyInDoubt)
  const connections = createConnections(deps, (tx, caller) => pendingAttempts(deps, tx, caller))
  const disconnects = createDisconnects(deps, connections, revokes.revokeNow)
  const unstored = createUnstoredGrants(deps.config.logger)
  const grantDeps: GrantDeps = { ...deps, probe, unstored }
  const support = createSupport(deps, {
    connections,
    versions: { adapter: VERSION, node: process.versions.node },
  })
  const readiness = createReadiness(deps, connections, (record) => tryGrant(deps, record))
  return {
    coordinator,
    probe,
    getToken: createFirstUse(deps, coordinator, probe),
    doubts,
    requests,
    queries,
    syncs,
    schedules: createSchedules(deps, { syncs, connections }),
    recorder,
    takeBacks,
    revokes,
    connections,
    disconnects,
    confirmCompany: createConfirmation(deps, connections, revokes.revokeNow),
    grantDeps,
    unstored,
    support,
    forget: createForgetting(deps, revokes.revokeNow),
    campaigns: createCampaigns(deps),
    imports: createImports(deps),
    readiness,
    lookup: createLookup(deps, { connections, coordinator, readiness, support }),
    status: createOperationsStatus(deps),
    health: createHealth(deps, connections),
    setup: createSetup(deps, requests, connections),
    webhooks: createWebhookInbox(deps),
    refusedWebhooks: createRefusedWebhooks(deps),
  }
}

export type Services = ReturnType<typeof createServices>
