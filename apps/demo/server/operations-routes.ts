// Routes of `/api/operations`: the operator's hands, as this host offers them. Mooring has the calls, the host the rights.
import { type RequestHandler, Router } from 'express'
import { createCampaignRoutes } from './campaign-routes.ts'
import type { HostParts, Locals } from './host-parts.ts'

const operatorsOnly: RequestHandler = (_request, response, next) => {
  if ((response.locals as Locals).person.permissions.includes('operate')) next()
  else response.status(403).json({ code: 'forbidden', message: 'Your role does not include operations.' })
}

/** Campaigns, and queues of events that stand still with what can be done about them. */
export function createOperationsRoutes({
  quickbooks,
  refusal,
  now,
}: Pick<HostParts, 'quickbooks' | 'refusal' | 'now'>): Router {
  const { operations } = quickbooks
  const router = Router().use(operatorsOnly)
  router.use('/campaigns', createCampaignRoutes({ quickbooks, now }))
  router.get('/queues', async (_request, response) => {
    response.json({ queues: await operations.stalledQueues(), isRefusing: refusal.isOn })
  })
  router.post('/queues/retry', async (request, response) => {
    await operations.retryEvents(String(request.body?.connectionId))
    response.json({})
  })
  router.post('/queues/skip', async (request, response) => {
    await operations.skipEvent(String(request.body?.eventId))
    response.json({})
  })
  router.post('/refusal', (request, response) => {
    refusal.isOn = request.body?.isOn === true
    response.json({ isRefusing: refusal.isOn })
  })
  return router
}
