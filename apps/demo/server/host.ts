// A host product in a few lines: its session, its data, its sync, and Mooring mounted beside them.
import { MooringError } from '@mooring/server-adapter'
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from 'express'
import { BooksUnreadable } from './books-query.ts'
import { createConfigurationRoutes } from './configuration-routes.ts'
import { createGuideRoutes } from './guide.ts'
import type { HostDeps, Locals } from './host-deps.ts'
import { finishSync, runSync } from './invoice-sync.ts'
import { createOperationsRoutes } from './operations-routes.ts'
import { PEOPLE, personById } from './people.ts'
import { postFees } from './posting.ts'
import type { Sessions } from './session.ts'

const RECENT_EVENTS = 30

/** Changes come from this site's own pages, or from no browser at all. */
const ownPagesOnly: RequestHandler = (request, response, next) => {
  const site = request.get('sec-fetch-site')
  const origin = request.get('origin')
  const isForeign = site ? site !== 'same-origin' : origin && URL.parse(origin)?.host !== request.get('host')
  if (request.method === 'GET' || !isForeign) next()
  else
    response.status(403).json({ code: 'origin_not_allowed', message: 'This request came from another site.' })
}

const signedIn =
  (sessions: Sessions): RequestHandler =>
  (request, response, next) => {
    const person = sessions.person(request)
    if (person) {
      response.locals.person = person
      next()
    } else response.status(401).json({ code: 'not_authenticated', message: 'Sign in first.' })
  }

const failed =
  ({ onUnforeseen }: HostDeps): ErrorRequestHandler =>
  (error, _request, response, _next) => {
    if (error instanceof MooringError) {
      const { code, message, action, problem } = error
      response.status(problem.status).json({ code, message, action })
    } else if (error instanceof BooksUnreadable) {
      response.status(502).json({ code: 'intuit_unavailable', message: error.message, action: 'wait' })
    } else {
      onUnforeseen(error)
      const status = typeof error.status === 'number' ? error.status : 500
      response.status(status).json({ code: 'internal', message: 'Something went wrong here. Try again.' })
    }
  }

function sessionRoutes({ sessions, simulatorPanel, now }: HostDeps): Router {
  const router = express.Router()
  router.get('/session', (request, response) => {
    response.json({
      person: sessions.person(request),
      hasSimulator: simulatorPanel !== null,
      instance: response.get('x-instance') ?? null,
    })
  })
  router.post('/session', (request, response) => {
    const person = personById(String(request.body?.personId))
    if (!person)
      return void response.status(400).json({ code: 'invalid_request', message: 'No one has this id.' })
    sessions.begin(response, person)
    response.json({ person })
  })
  router.post('/session/end', (_request, response) => {
    sessions.end(response)
    response.json({ person: null })
  })
  // The pages follow the simulator's clock.
  router.get('/clock', (_request, response) => void response.json({ now: now() }))
  router.get('/people', (_request, response) => void response.json({ people: PEOPLE }))
  return router
}

function bookRoutes({ quickbooks, store, pause }: HostDeps): Router {
  const router = express.Router()
  router.get('/invoices', (_request, response) => {
    const { person } = response.locals as Locals
    response.json({ invoices: store.summaries(person.tenant.id) })
  })
  router.get('/activity', (_request, response) => {
    const { person } = response.locals as Locals
    const { id } = person.tenant
    response.json({ events: store.events(id, RECENT_EVENTS), mails: store.mails(id, RECENT_EVENTS) })
  })
  router.post('/sync/:connectionId', async (request, response) => {
    const { person } = response.locals as Locals
    if (!person.permissions.includes('connect')) {
      return void response
        .status(403)
        .json({ code: 'forbidden', message: 'Your role can see syncs, not run them.' })
    }
    const { connectionId } = request.params
    const sync = { quickbooks, store, pause, tenantId: person.tenant.id, connectionId }
    response.json(await (request.body?.finish === true ? finishSync(sync) : runSync(sync)))
  })
  router.post('/fees/:connectionId', async (request, response) => {
    const { person } = response.locals as Locals
    if (!person.permissions.includes('connect')) {
      return void response
        .status(403)
        .json({ code: 'forbidden', message: 'Your role can see what was posted, not post.' })
    }
    const { connectionId } = request.params
    response.json(await postFees({ quickbooks, tenantId: person.tenant.id, connectionId }))
  })
  return router
}

/** The host's Express app. */
export function createHost(deps: HostDeps): Express {
  const { quickbooks, sessions, simulatorPanel, pages } = deps
  const app = express().disable('x-powered-by')
  app.use('/api/quickbooks', quickbooks.router)
  app.use('/api', ownPagesOnly, express.json(), (_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })
  app.use('/api', sessionRoutes(deps))
  app.use('/api', signedIn(sessions))
  app.use('/api', bookRoutes(deps))
  app.use('/api/guide', createGuideRoutes(deps))
  app.use('/api/configuration', createConfigurationRoutes(deps))
  app.use('/api/operations', createOperationsRoutes(deps))
  if (simulatorPanel) app.use('/api/simulator', simulatorPanel)
  app.use('/api', (_request, response) => {
    response.status(404).json({ code: 'not_found', message: 'There is nothing here.' })
  })
  app.use(pages, failed(deps))
  return app
}
