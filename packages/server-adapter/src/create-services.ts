// Joins the services with one another.

import { pendingAttempts } from './authorize/attempts.ts'
import { createConfirmation } from './authorize/confirm-company.ts'
import type { GrantParts } from './authorize/exchange-grant.ts'
import { createCampaigns } from './campaigns/campaigns.ts'
import { createCompanyRequests } from './company-api/company-requests.ts'
import { createFirstUse } from './company-api/first-use.ts'
import { createProbe } from './company-api/probe.ts'
import { createQueries } from './company-api/query-rows.ts'
import { createRequestDoubts } from './company-api/request-doubts.ts'
import { noWriteLog } from './company-api/write-recorder.ts'
import { createConnections } from './connections/connections.ts'
import { createReadiness } from './connections/readiness.ts'
import { createDisconnects } from './disconnect/disconnect.ts'
import { createRevokes } from './disconnect/revokes.ts'
import { createImports } from './import/import-connection.ts'
import { createForgetting } from './operations/forget-tenant.ts'
import { createHealth } from './operations/health.ts'
import { createLookup } from './operations/operations-lookup.ts'
import { createOperationsStatus } from './operations/operations-status.ts'
import { createSupport } from './operations/support-bundle.ts'
import type { Parts } from './parts.ts'
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

export function createServices(parts: Parts) {
  const coordinator = createRefreshCoordinator(parts)
  const probe = createProbe(parts, coordinator)
  const doubts = createRequestDoubts(parts, probe)
  const recorder = parts.config.writeLog ? createWriteRecorder(parts) : noWriteLog
  const requests = createCompanyRequests(parts, coordinator, doubts, recorder)
  const queries = createQueries(parts, requests)
  const syncs = createSyncs(parts, requests)
  const takeBacks = createTakeBacks(parts, { syncs, recorder })
  const revokes = createRevokes(parts, probe.verifyInDoubt)
  const connections = createConnections(parts, (caller) => pendingAttempts(parts, caller))
  const disconnects = createDisconnects(parts, connections, revokes.revokeNow)
  const grantParts: GrantParts = { ...parts, probe }
  const support = createSupport(parts, {
    connections,
    versions: { adapter: VERSION, node: process.versions.node },
  })
  const readiness = createReadiness(parts, connections, (record) => tryGrant(parts, record))
  return {
    coordinator,
    probe,
    getToken: createFirstUse(parts, coordinator, probe),
    doubts,
    requests,
    queries,
    syncs,
    schedules: createSchedules(parts, { syncs, connections }),
    recorder,
    takeBacks,
    revokes,
    connections,
    disconnects,
    confirmCompany: createConfirmation(parts, connections, revokes.revokeNow),
    grantParts,
    support,
    forget: createForgetting(parts, revokes.revokeNow),
    campaigns: createCampaigns(parts),
    imports: createImports(parts),
    readiness,
    lookup: createLookup(parts, { connections, coordinator, readiness, support }),
    status: createOperationsStatus(parts),
    health: createHealth(parts, connections),
    setup: createSetup(parts, requests, connections),
    webhooks: createWebhookInbox(parts),
    refusedWebhooks: createRefusedWebhooks(parts),
  }
}

export type Services = ReturnType<typeof createServices>
