// The route `/api/operations/campaigns`: everyone is asked for a new authorization by a day, all at once or in waves.
import { Router } from 'express'
import type { HostDeps } from './host-deps.ts'

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30
const MOST = 10_000

/** A whole number, or the standard for none; undefined for what can't be. */
function readCount(value: unknown, standard: number | null): number | null | undefined {
  if (value === undefined || value === null) return standard
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST ? Number(value) : undefined
}

/** For operators alone: who may come here is checked before. */
export function createCampaignRoutes({ quickbooks, now }: Pick<HostDeps, 'quickbooks' | 'now'>): Router {
  const { campaigns } = quickbooks.operations
  const router = Router()
  router.post('/', async (request, response) => {
    const days = readCount(request.body?.days, DEFAULT_DAYS)
    const perDay = readCount(request.body?.perDay, null)
    if (!days || perDay === undefined) {
      return void response
        .status(400)
        .json({ code: 'invalid_request', message: `Give whole numbers from 1 to ${MOST}.` })
    }
    const begun = await campaigns.list()
    if (begun.some(({ endedAt }) => endedAt === null)) {
      const message = 'A campaign is going on: end it first, above under “Campaigns”.'
      return void response.status(409).json({ code: 'conflict', message })
    }
    const progress = await campaigns.start({
      id: `new-authorization-${begun.length + 1}`,
      why: 'other',
      deadline: new Date(now() + days * DAY_MS).toISOString(),
      select: {},
      ...(perDay !== null && { perDay }),
    })
    response.json(progress)
  })
  return router
}
