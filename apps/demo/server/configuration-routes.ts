// Routes of `/api/configuration`: how a company's invoices are checked. Saved before Mooring learns that all is set up.
import { Router } from 'express'
import type { HostDeps, Locals } from './host-deps.ts'
import { readCheckSettings } from './setup.ts'

/** Every id is looked up inside the caller's tenant: another's is not found. */
export function createConfigurationRoutes({
  quickbooks,
  store,
}: Pick<HostDeps, 'quickbooks' | 'store'>): Router {
  const router = Router()
  router.get('/:connectionId', async (request, response) => {
    const { person } = response.locals as Locals
    const { id } = await quickbooks.forTenant(person.tenant.id).connections.get(request.params.connectionId)
    response.json({ customers: store.customers(id), settings: store.checkSettings(id) })
  })
  router.post('/:connectionId', async (request, response) => {
    const { person } = response.locals as Locals
    const { id } = await quickbooks.forTenant(person.tenant.id).connections.get(request.params.connectionId)
    if (!person.permissions.includes('connect')) {
      return void response
        .status(403)
        .json({ code: 'forbidden', message: 'Your role can see this, not change it.' })
    }
    const settings = readCheckSettings(request.body, store.customers(id))
    if (settings === null) {
      return void response
        .status(400)
        .json({ code: 'invalid_request', message: 'Choose a closing day, and a customer of this company.' })
    }
    store.saveCheckSettings(id, settings)
    response.json({ customers: store.customers(id), settings })
  })
  return router
}
