// The routes of the operators' board: a parsed request, a call of a service there is, a reply.
import { type Operator, REASONS, type Reason, STATUSES, type Status } from '@mooring/contract'
import type { Campaigns } from '../campaigns/campaigns.ts'
import type { Deps } from '../deps.ts'
import { mooringError } from '../errors/mooring-error.ts'
import { OPERATIONS_QUEUE } from '../events/operations-event.ts'
import type { StalledQueue } from '../events/stalled-queues.ts'
import { type HttpReply, type HttpRequest, json } from '../http/http-types.ts'
import { parseBody, queryText } from '../http/parse-request.ts'
import type { OperatorHandler } from '../http/router.ts'
import { endIncident, operationsHealth } from '../operations/operations.ts'
import type { createLookup } from '../operations/operations-lookup.ts'
import type { OperationsStatus } from '../operations/operations-status.ts'
import { quotaUse } from '../operations/quota-view.ts'
import { isHostId, isId } from '../platform/ids.ts'
import { webhookLogPage } from '../webhooks/webhook-log.ts'
import { type BoardFilter, boardConnection, findConnections } from './find-connections.ts'

interface BoardServices {
  readonly status: () => Promise<OperationsStatus>
  readonly lookup: Pick<ReturnType<typeof createLookup>, 'explain' | 'renew'>
  readonly campaigns: Pick<Campaigns, 'list' | 'progress' | 'end'>
  readonly dispatcher: {
    stalledQueues(): Promise<StalledQueue[]>
    retryEvents(queue: string): Promise<void>
    skipEvent(eventId: string): Promise<void>
  }
}

const emptyRequest = async () => (await import('@mooring/contract/schemas')).emptyRequestSchema

/** Letters of the text that a company is searched by. */
const COMPANY_MOST = 200

const invalid = (path: string, message: string) =>
  mooringError('invalid_request', 'The request is not valid.', { fields: [{ path, message }] })

/** What a filter names of a list, or null where it is left out or empty. @throws MooringError `invalid_request` */
function chosen<T extends string>(request: HttpRequest, name: string, known: readonly T[]): T | null {
  const value = queryText(request, name)
  if (value === null || value === '') return null
  const found = known.find((one) => one === value)
  if (found !== undefined) return found
  throw invalid(name, `must be one of ${known.join(', ')}`)
}

/** @throws MooringError `invalid_request` */
function filterOf(request: HttpRequest): BoardFilter {
  const tenant = queryText(request, 'tenant') || null
  const company = queryText(request, 'company')?.trim() || null
  const cursor = queryText(request, 'cursor')
  if (tenant !== null && !isHostId(tenant)) throw invalid('tenant', 'is not an id of a tenant')
  if (company !== null && company.length > COMPANY_MOST)
    throw invalid('company', `must be at most ${COMPANY_MOST} letters`)
  if (cursor !== null && !isId('con', cursor)) throw invalid('cursor', 'is not one this list gave')
  return {
    status: chosen<Status>(request, 'status', STATUSES),
    reason: chosen<Reason>(request, 'reason', REASONS),
    ...{ tenant, company, cursor },
  }
}

/** A change: an empty body, what is done, and a line of the log that says by whom. */
const doing =
  ({ config }: Pick<Deps, 'config'>, what: string, act: (id: string) => Promise<unknown>): OperatorHandler =>
  async (request: HttpRequest, operator: Operator, id: string): Promise<HttpReply> => {
    await parseBody(request, emptyRequest)
    const answer = await act(id)
    config.logger.info({ operatorId: operator.id, ...(id === '' ? {} : { subject: id }) }, what)
    return json(answer)
  }

/** Reads alone. */
function createBoardReads(deps: Deps, services: BoardServices) {
  const { campaigns, dispatcher, lookup, status } = services
  const overview: OperatorHandler = async (_request, operator) => {
    const found = await status()
    const health = found.checks.store === 'ok' ? await operationsHealth(deps) : null
    return json({ operator, status: found, health })
  }
  const webhooks: OperatorHandler = async (request) => {
    const connectionId = queryText(request, 'connectionId') || undefined
    const cursor = queryText(request, 'cursor') ?? undefined
    return json(await webhookLogPage(deps, { connectionId, cursor }))
  }
  return {
    board: overview,
    boardConnections: (async (request) =>
      json(await findConnections(deps, filterOf(request)))) satisfies OperatorHandler,
    boardExplain: (async (_request, _operator, id) =>
      json(await lookup.explain(id))) satisfies OperatorHandler,
    boardWebhooks: webhooks,
    boardQuota: (async () => json(await quotaUse(deps, {}))) satisfies OperatorHandler,
    boardQueues: (async () => json({ queues: await dispatcher.stalledQueues() })) satisfies OperatorHandler,
    boardCampaigns: (async () =>
      json({ campaigns: (await campaigns.list()).reverse() })) satisfies OperatorHandler,
    boardCampaign: (async (_request, _operator, id) =>
      json(await campaigns.progress(id))) satisfies OperatorHandler,
  }
}

export function createBoardHandlers(deps: Deps, services: BoardServices) {
  const { campaigns, dispatcher, lookup, status } = services
  const queues = async () => ({ queues: await dispatcher.stalledQueues() })
  const renew = async (id: string) => {
    await lookup.renew(id)
    return await boardConnection(deps, id)
  }
  const retry = async (id: string) => {
    if (id !== OPERATIONS_QUEUE && !isId('con', id)) throw invalid('id', 'is no queue')
    await dispatcher.retryEvents(id)
    return await queues()
  }
  const skip = async (id: string) => {
    await dispatcher.skipEvent(id)
    return await queues()
  }
  const endNow = async () => {
    await endIncident(deps)
    return await status()
  }
  return {
    ...createBoardReads(deps, services),
    boardRenew: doing(deps, 'An operator had a connection renewed.', renew),
    boardRetryQueue: doing(deps, 'An operator had a queue of events tried again.', retry),
    boardSkipEvent: doing(deps, 'An operator gave up an event.', skip),
    boardEndCampaign: doing(deps, 'An operator ended a campaign.', campaigns.end),
    boardEndIncident: doing(deps, 'An operator ended an incident.', endNow),
  }
}
