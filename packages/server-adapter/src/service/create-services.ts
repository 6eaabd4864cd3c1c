// Joins the services with one another.
import { createCampaigns } from '../campaigns/campaigns.ts'
import { createClaims } from '../claim/claim-attempt.ts'
import type { Parts } from '../config/parts.ts'
import { createRefreshCoordinator } from '../refresh/refresh-coordinator.ts'
import { createSchedules } from '../schedules/schedules.ts'
import { createSyncs } from '../syncs/run-guard.ts'
import { VERSION } from '../version.ts'
import { createRefusedWebhooks } from '../webhooks/refused-webhooks.ts'
import { createWebhookInbox } from '../webhooks/webhook-inbox.ts'
import { createWriteRecorder, noWriteLog } from '../writes/record-writes.ts'
import { createTakeBacks } from '../writes/take-back.ts'
import { createAttempts } from './attempts.ts'
import { createCallback } from './callback.ts'
import { createCompanyRequests } from './company-requests.ts'
import { createConnections } from './connections.ts'
import { createGrants } from './exchange-grant.ts'
import { createFirstUse } from './first-use.ts'
import { createForgetting } from './forget-tenant.ts'
import { createHealth } from './health.ts'
import { createImports } from './import-connection.ts'
import { createOperations } from './operations.ts'
import { createLookup } from './operations-lookup.ts'
import { createOperationsStatus } from './operations-status.ts'
import { createProbe } from './probe.ts'
import { createQueries } from './query-rows.ts'
import { createReadiness } from './readiness.ts'
import { createRequestDoubts } from './request-doubts.ts'
import { createRevokes } from './revokes.ts'
import { createSetup } from './setup.ts'
import { createSupport } from './support-bundle.ts'

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
  const attempts = createAttempts(parts)
  const connections = createConnections(parts, attempts, revokes.revokeNow)
  const grants = createGrants(parts, probe)
  const callback = createCallback(parts, grants)
  const claims = createClaims(parts, attempts, grants)
  const support = createSupport(parts, {
    attempts,
    connections,
    versions: { adapter: VERSION, node: process.versions.node },
  })
  const readiness = createReadiness(parts, connections)
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
    attempts,
    connections,
    grants,
    callback,
    claims,
    support,
    forget: createForgetting(parts, revokes.revokeNow),
    campaigns: createCampaigns(parts),
    imports: createImports(parts),
    readiness,
    lookup: createLookup(parts, { connections, coordinator, readiness, support }),
    operations: createOperations(parts, connections),
    status: createOperationsStatus(parts),
    health: createHealth(parts, connections),
    setup: createSetup(parts, requests, connections),
    webhooks: createWebhookInbox(parts),
    refusedWebhooks: createRefusedWebhooks(parts),
  }
}

export type Services = ReturnType<typeof createServices>
