// GET /connections/:id/health
import type { HealthService } from '../../service/health.ts'
import { json } from '../exchange.ts'
import { queryNumber } from '../parse-request.ts'
import type { CallerHandler } from '../router.ts'

const DAYS = { least: 1, most: 365, standard: 90 }

export const createHealthHandler =
  (health: HealthService): CallerHandler =>
  async (request, caller, id) =>
    json(await health.of(caller, id, queryNumber(request, 'days', DAYS)))
