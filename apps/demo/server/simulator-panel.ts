// The panel's way to the simulator: its control routes, for people who are signed in, and the ways to break a connection by name.
import type { QuickBooksAdapter } from '@mooring/server-adapter'
import type { SimulatorState } from '@mooring/simulator'
import { type RequestHandler, Router } from 'express'

/** What the panel needs of the simulator and of Mooring. */
export interface PanelDeps {
  /** The simulator's origin; its control routes are under `/simulator`. */
  origin: string
  /** Does the background work that a change made due, so that its effects show at once. */
  runDueWork(): Promise<unknown>
  /** Uses what Harborline has of a company, as its next request would: what broke at Intuit is noticed then. */
  use(realmId: string): Promise<unknown>
}

const DEADLINE_MS = 10_000
const DAY_MS = 86_400_000
/** Harborline uses a connection more often than that: an authorization unused for 101 days ends. */
const USE_EVERY_MS = 30 * DAY_MS
/** Mooring asks again a minute after a lone refusal, before it believes it. */
const ASKED_AGAIN_MS = 120_000

/** Uses the connection of a company, whichever tenant has it. */
export const verifyCompany =
  ({ operations, forTenant }: Pick<QuickBooksAdapter, 'operations' | 'forTenant'>) =>
  async (realmId: string): Promise<void> => {
    const found = await operations.find({ realmId })
    if (found !== null && found.status !== 'disconnected') await forTenant(found.tenantId).verify(found.id)
  }

interface Answer {
  status: number
  body: Record<string, unknown>
}

type Ask = (path: string, body?: unknown) => Promise<Answer>

const asking =
  (origin: string): Ask =>
  async (path, body) => {
    const reply = await fetch(`${origin}/simulator${path}`, {
      signal: AbortSignal.timeout(DEADLINE_MS),
      ...(body !== undefined && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    return { status: reply.status, body: await reply.json().catch(() => ({})) }
  }

/** Five years pass while the connections are in use: only the end that no use puts off comes. */
async function passInUse(ask: Ask, advanceMs: number, runDueWork: PanelDeps['runDueWork']): Promise<Answer> {
  for (let left = advanceMs; left > USE_EVERY_MS; left -= USE_EVERY_MS) {
    const step = await ask('/clock', { advanceMs: USE_EVERY_MS })
    if (step.status !== 200) return step
    await runDueWork()
  }
  return await ask('/clock', { advanceMs: advanceMs % USE_EVERY_MS || USE_EVERY_MS })
}

const grantsOf = async (ask: Ask, realmId: string) => {
  const { body } = await ask('/state')
  const { grants } = body as unknown as SimulatorState
  return grants.filter((grant) => grant.live && grant.realmId === realmId)
}

/** Every authorization of the company ends at Intuit, and no one is notified. */
async function revoke(ask: Ask, realmId: string): Promise<void> {
  for (const { id } of await grantsOf(ask, realmId)) await ask(`/grants/${id}/revoke`, {})
}

/** The person who authorized is no admin of the company any more. */
async function takeAdmin(ask: Ask, realmId: string): Promise<void> {
  for (const { userId } of await grantsOf(ask, realmId))
    await ask(`/users/${userId}/admin`, { realmId, admin: false })
}

/** Routes of `/api/simulator`: the state, and every change, each followed by the work it made due. */
export function createSimulatorPanel({ origin, runDueWork, use }: PanelDeps): Router {
  const router = Router()
  const ask = asking(origin)
  const answer = async (response: Parameters<RequestHandler>[1], { status, body }: Answer) => {
    if (status !== 200) {
      return void response.status(status).json({ code: 'invalid_request', message: String(body.error) })
    }
    await runDueWork()
    response.json(body)
  }
  const change: RequestHandler = async (request, response) =>
    await answer(response, await ask(request.path, request.body ?? {}))
  const breaking =
    (breakIt: typeof revoke): RequestHandler<{ realmId: string }> =>
    async ({ params: { realmId } }, response) => {
      await breakIt(ask, realmId)
      await use(realmId)
      await answer(response, await ask('/clock', { advanceMs: ASKED_AGAIN_MS }))
    }
  router.get('/state', async (_request, response) => {
    const { status, body } = await ask('/state')
    response.status(status).json(body)
  })
  router.post('/clock/in-use', async (request, response) => {
    const advanceMs = Number(request.body?.advanceMs) || 0
    await answer(response, await passInUse(ask, advanceMs, runDueWork))
  })
  router.post('/companies/:realmId/revoke', breaking(revoke))
  router.post('/companies/:realmId/take-admin', breaking(takeAdmin))
  router.post(['/behaviours', '/faults', '/faults/clear', '/clock', '/reset'], change)
  router.post(['/companies/:realmId', '/companies/:realmId/disconnect', '/users/:id/admin'], change)
  return router
}
