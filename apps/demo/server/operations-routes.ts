// Routes of `/api/operations`: what only this host can do for its operators. What Mooring does for them is at its own routes.
import { type RequestHandler, Router } from 'express'
import { createCampaignRoutes } from './campaign-routes.ts'
import type { HostDeps, Locals } from './host-deps.ts'

const operatorsOnly: RequestHandler = (_request, response, next) => {
  if ((response.locals as Locals).person.permissions.includes('operate')) next()
  else response.status(403).json({ code: 'forbidden', message: 'Your role does not include operations.' })
}

/** New campaigns, and whether the host takes its events. */
export function createOperationsRoutes({
  quickbooks,
  refusal,
  now,
}: Pick<HostDeps, 'quickbooks' | 'refusal' | 'now'>): Router {
  const router = Router().use(operatorsOnly)
  router.use('/campaigns', createCampaignRoutes({ quickbooks, now }))
  router.get('/refusal', (_request, response) => {
    response.json({ isRefusing: refusal.isOn })
  })
  router.post('/refusal', (request, response) => {
    refusal.isOn = request.body?.isOn === true
    response.json({ isRefusing: refusal.isOn })
  })
  return router
}
