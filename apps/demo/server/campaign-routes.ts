// Routes of `/api/operations/campaigns`: everyone is asked for a new authorization by a day, all at once or in waves.
import { Router } from 'express'
import type { HostParts } from './host-parts.ts'

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30
const MOST = 10_000

/** A whole number, or the standard for none; undefined for what can't be. */
function readCount(value: unknown, standard: number | null): number | null | undefined {
  if (value === undefined || value === null) return standard
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST ? Number(value) : undefined
}

/** For operators alone: who may come here is checked before. */
export function createCampaignRoutes({ quickbooks, now }: Pick<HostParts, 'quickbooks' | 'now'>): Router {
  const { campaigns } = quickbooks.operations
  const router = Router()
  router.get('/', async (_request, response) => {
    const begun = await campaigns.list()
    const all = begun.map(async (campaign) => ({ ...campaign, ...(await campaigns.progress(campaign.id)) }))
    response.json({ campaigns: (await Promise.all(all)).toReversed() })
  })
  router.post('/', async (request, response) => {
    const days = readCount(request.body?.days, DEFAULT_DAYS)
    const perDay = readCount(request.body?.perDay, null)
    if (!days || perDay === undefined) {
      return void response
        .status(400)
        .json({ code: 'invalid_request', message: `Give whole numbers from 1 to ${MOST}.` })
    }
    const number = (await campaigns.list()).length + 1
    const progress = await campaigns.start({
      id: `new-authorization-${number}`,
      why: 'other',
      deadline: new Date(now() + days * DAY_MS).toISOString(),
      select: {},
      ...(perDay !== null && { perDay }),
    })
    response.json(progress)
  })
  router.post('/end', async (request, response) => {
    response.json(await campaigns.end(String(request.body?.id)))
  })
  return router
}
