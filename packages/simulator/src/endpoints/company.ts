// Calls under /v3/company: who may make them, and the company itself.
import { bearerToken, type Call } from '../call.ts'
import type { Intuit } from '../intuit.ts'
import {
  authenticationFault,
  authorizationFault,
  type ServiceError,
  serviceFault,
  throttleFault,
} from '../intuit-errors.ts'
import { json, type Reply } from '../reply.ts'
import type { Endpoint } from '../router.ts'
import type { Company } from '../world.ts'

/** One call on a company that the token gives access to. */
export interface CompanyCall {
  readonly intuit: Intuit
  readonly call: Call
  readonly company: Company
}

/** Wraps an endpoint under a company: refuses whom Intuit would refuse, in its order and shapes. */
export const onCompany =
  (take: (visit: CompanyCall) => Reply): Endpoint =>
  (intuit, call) => {
    const now = intuit.clock.now()
    const value = bearerToken(call.headers)
    const grant = value === null ? null : intuit.grants.accepts(value)
    if (value === null || !grant) return authenticationFault(now, rejection(intuit, value))
    const company = intuit.world.findCompany(grant.realmId ?? '')
    if (!company || company.realmId !== call.params.realmId) return authorizationFault(now, null)
    if (!grant.scopes.includes('com.intuit.quickbooks.accounting')) {
      return authorizationFault(now, 'The access token does not have sufficient scope')
    }
    const obstacle = obstacleOf(intuit, company, grant.userId)
    if (obstacle) return serviceFault(now, obstacle)
    if (intuit.behaviours.quotaExhausted && call.method === 'GET') return throttleFault(now)
    const admitted = !intuit.behaviours.rateLimits || intuit.throttle.admits(company.realmId, grant.clientId)
    return admitted ? take({ intuit, call, company }) : throttleFault(now)
  }

function rejection(intuit: Intuit, value: string | null): string {
  const token = value === null ? undefined : intuit.grants.find(value)
  if (!token) return 'Malformed bearer token: too short or too long'
  return intuit.clock.now() >= token.expiresAt ? 'Token expired' : 'Token revoked'
}

function obstacleOf(intuit: Intuit, company: Company, userId: string): ServiceError | null {
  if (!intuit.world.isAdmin(userId, company.realmId)) {
    return {
      status: 403,
      code: '120',
      message: 'Authorization Failure',
      detail: `Authorization Failure : You do not have access to ${company.name}`,
      type: 'AuthorizationFault',
    }
  }
  if (company.locked) {
    return {
      status: 403,
      code: '140',
      message: 'Company Locked Out',
      detail: 'The company is locked out and cannot be used at the moment',
      type: 'AuthorizationFault',
    }
  }
  if (company.subscription === 'active') return null
  return {
    status: 400,
    code: '6190',
    message: 'Invalid Company Status',
    detail: 'Subscription period has ended or canceled or there was a billing problem',
    type: 'ValidationFault',
  }
}

/** GET /v3/company/:realmId/companyinfo/:id */
export const companyInfo = onCompany(({ intuit, call, company }) => {
  const id = call.params.id
  if (id !== company.realmId && id !== '1') return authorizationFault(intuit.clock.now(), null)
  const [info] = intuit.books.list(company, 'CompanyInfo')
  return json(200, { CompanyInfo: info, time: new Date(intuit.clock.now()).toISOString() })
})
