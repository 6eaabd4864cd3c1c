// The routes of attempts: begin one, look at it, claim what came back, cancel it, confirm its company.

import { attemptCookie, takenBack } from '../http/attempt-cookie.ts'
import { acting, reading } from '../http/caller-handlers.ts'
import { json } from '../http/http-types.ts'
import { parseBody } from '../http/parse-request.ts'
import type { CallerHandler } from '../http/router.ts'
import type { Parts } from '../parts.ts'
import type { Attempts } from './attempts.ts'
import type { Claims } from './claim-attempt.ts'
import type { ConfirmCompany } from './confirm-company.ts'

export interface AttemptServices {
  readonly attempts: Attempts
  readonly claims: Claims
  readonly confirmCompany: ConfirmCompany
}

// Loaded with the first body: a host that only reads never loads the schemas.
const authorizeRequest = async () => (await import('@mooring/contract/schemas')).authorizeRequestSchema
const claimRequest = async () => (await import('@mooring/contract/schemas')).claimRequestSchema

export function createAttemptHandlers(
  { config }: Pick<Parts, 'config'>,
  { attempts, claims, confirmCompany }: AttemptServices,
) {
  const authorize: CallerHandler = async (request, caller) => {
    const body = await parseBody(request, authorizeRequest)
    const started = await attempts.start(caller, body, request.header('origin') ?? null)
    const cookie = attemptCookie(config, started.attemptId, {
      secret: started.cookieSecret,
      lifeMs: started.lifeMs,
    })
    return json(started.reply, 201, { 'Set-Cookie': [cookie, ...takenBack(config, request)] })
  }

  const claimAttempt: CallerHandler = async (request, caller, id) => {
    const { secret } = await parseBody(request, claimRequest)
    return json(await claims.claim(caller, id, secret))
  }

  return {
    authorize,
    getAttempt: reading(attempts.get),
    claimAttempt,
    cancelAttempt: acting(attempts.cancel),
    confirmCompany: acting(confirmCompany),
  }
}
