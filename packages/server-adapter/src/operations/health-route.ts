// GET /connections/:id/health

import { json } from '../http/http-types.ts'
import { queryNumber } from '../http/parse-request.ts'
import type { CallerHandler } from '../http/router.ts'
import type { HealthService } from './health.ts'

const DAYS = { least: 1, most: 365, standard: 90 }

export const createHealthHandler =
  (health: HealthService): CallerHandler =>
  async (request, caller, id) =>
    json(await health.of(caller, id, queryNumber(request, 'days', DAYS)))
