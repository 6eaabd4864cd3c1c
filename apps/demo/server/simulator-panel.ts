// The panel's way to the simulator: a few of its control routes, for people who are signed in.
import { type RequestHandler, Router } from 'express'

/** What the panel needs of the simulator and of Mooring. */
export interface PanelParts {
  /** The simulator's origin; its control routes are under `/simulator`. */
  origin: string
  /** Does the background work that a change made due, so that its effects show at once. */
  runDueWork(): Promise<unknown>
}

const DEADLINE_MS = 10_000

interface Answer {
  status: number
  body: Record<string, unknown>
}

async function forward(url: string, method: string, body: unknown): Promise<Answer> {
  const reply = await fetch(url, {
    method,
    signal: AbortSignal.timeout(DEADLINE_MS),
    ...(method === 'POST' && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    }),
  })
  return { status: reply.status, body: await reply.json().catch(() => ({})) }
}

/** Routes of `/api/simulator`: the state, and every change, each followed by the work it made due. */
export function createSimulatorPanel({ origin, runDueWork }: PanelParts): Router {
  const router = Router()
  const look: RequestHandler = async (_request, response) => {
    const { status, body } = await forward(`${origin}/simulator/state`, 'GET', null)
    response.status(status).json(body)
  }
  const change: RequestHandler = async (request, response) => {
    const { status, body } = await forward(`${origin}/simulator${request.path}`, 'POST', request.body)
    if (status !== 200) {
      return void response.status(status).json({ code: 'invalid_request', message: String(body.error) })
    }
    await runDueWork()
    response.json(body)
  }
  router.get('/state', look)
  router.post(['/behaviours', '/faults', '/faults/clear', '/clock', '/reset'], change)
  router.post(['/companies/:realmId', '/companies/:realmId/disconnect', '/users/:id/admin'], change)
  return router
}
