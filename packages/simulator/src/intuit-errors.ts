// The shapes in which Intuit says no: lower-case JSON, normal JSON, XML and HTML.
import { json, type Reply } from './reply.ts'

/** The gateway's 401 (lower-case keys), as seen in python-quickbooks#118. */
export const authenticationFault = (time: number, detail: string): Reply =>
  gatewayFault(time, {
    status: 401,
    name: 'AuthenticationFailed',
    code: '3200',
    type: 'AUTHENTICATION',
    detail,
  })

/** The gateway's 403 (lower-case keys): a token of another company, or one without the scope. */
export const authorizationFault = (time: number, detail: string | null): Reply =>
  gatewayFault(time, {
    status: 403,
    name: 'ApplicationAuthorizationFailed',
    code: '3100',
    type: 'SERVICE',
    detail,
  })

interface GatewayFault {
  readonly status: number
  readonly name: string
  readonly code: string
  readonly type: string
  readonly detail: string | null
}

function gatewayFault(time: number, fault: GatewayFault): Reply {
  const { status, name, code, type, detail } = fault
  const message = `message=${name}; errorCode=00${code}; statusCode=${status}`
  return json(status, {
    warnings: null,
    intuitObject: null,
    fault: { error: [{ message, detail, code, element: null }], type },
    report: null,
    queryResponse: null,
    batchItemResponse: [],
    attachableResponse: [],
    syncErrorResponse: null,
    requestId: null,
    time,
    status: null,
    cdcresponse: [],
  })
}

/** One error of the accounting service. */
export interface ServiceError {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly detail: string
  readonly type: 'ValidationFault' | 'AuthorizationFault' | 'SystemFault'
}

/** The accounting service's normal Fault (capital keys). */
export const serviceFault = (time: number, error: ServiceError): Reply =>
  json(error.status, { Fault: errorOf(error), time: new Date(time).toISOString() })

/** What is under `Fault`. */
export const errorOf = (error: ServiceError) => ({
  Error: [{ Message: error.message, Detail: error.detail, code: error.code, element: '' }],
  type: error.type,
})

/** The throttle's 429: XML even when JSON was asked for. */
export const throttleFault = (time: number): Reply => ({
  status: 429,
  headers: { 'content-type': 'application/xml;charset=UTF-8', 'cache-control': 'no-store' },
  body: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><IntuitResponse time="${new Date(time).toISOString()}" xmlns="http://schema.intuit.com/finance/v3"><Fault type="SERVICE"><Error code="3001"><Message>message=ThrottleExceeded; errorCode=003001; statusCode=429</Message><Detail>The request limit was reached.  Try again later</Detail></Error></Fault></IntuitResponse>`,
})

/** A load balancer's 503. */
export const unavailablePage = (): Reply => ({
  status: 503,
  headers: { 'content-type': 'text/html' },
  body: '<html><head><title>503 Service Temporarily Unavailable</title></head><body><center><h1>503 Service Temporarily Unavailable</h1></center></body></html>',
})

/** An error of the OAuth endpoints. */
export const oauthError = (status: 400 | 401, error: string, description?: string): Reply =>
  json(status, description ? { error, error_description: description } : { error })
