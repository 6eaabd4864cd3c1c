// The routes of attempts: begin one, read it, claim its grant, cancel it, confirm its company.
import { needOneOf } from '../access/access.ts'
import { attemptCookie, takenBack } from '../http/attempt-cookie.ts'
import { acting, reading } from '../http/caller-handlers.ts'
import { json } from '../http/http-types.ts'
import { parseBody } from '../http/parse-request.ts'
import type { CallerHandler } from '../http/router.ts'
import { cancelAttempt, getAttempt, startAttempt } from './attempts.ts'
import { claimAttempt } from './claim-attempt.ts'
import type { ConfirmCompany } from './confirm-company.ts'
import type { GrantDeps } from './exchange-grant.ts'

// Loaded with the first body: a host that only reads never loads the schemas.
const authorizeRequest = async () => (await import('@mooring/contract/schemas')).authorizeRequestSchema
const claimRequest = async () => (await import('@mooring/contract/schemas')).claimRequestSchema

export function createAttemptHandlers(deps: GrantDeps, confirmCompany: ConfirmCompany) {
  const { config } = deps

  const authorize: CallerHandler = async (request, caller) => {
    needOneOf(caller, ['connect', 'reauthorize'])
    const body = await parseBody(request, authorizeRequest)
    const started = await startAttempt(deps, caller, body, request.header('origin') ?? null)
    const cookie = attemptCookie(config, started.attemptId, {
      secret: started.cookieSecret,
      lifeMs: started.lifeMs,
    })
    return json(started.reply, 201, { 'Set-Cookie': [cookie, ...takenBack(config, request)] })
  }

  const claim: CallerHandler = async (request, caller, id) => {
    const { secret } = await parseBody(request, claimRequest)
    return json(await claimAttempt(deps, caller, id, secret))
  }

  return {
    authorize,
    getAttempt: reading((caller, id) => getAttempt(deps, caller, id)),
    claimAttempt: claim,
    cancelAttempt: acting((caller, id) => cancelAttempt(deps, caller, id)),
    confirmCompany: acting(confirmCompany),
  }
}
