// The bodies in which Intuit says what is wrong, as they were seen in the field.

interface Said {
  readonly code: string
  readonly message: string
  readonly detail?: string | null
  readonly type?: string
}

/** The accounting service's Fault: capital keys. */
export const serviceFault = ({ code, message, detail = message, type = 'ValidationFault' }: Said): string =>
  JSON.stringify({
    Fault: { Error: [{ Message: message, Detail: detail, code, element: '' }], type },
    time: '2026-11-21T08:00:00.000-08:00',
  })

/** The gateway's: lower-case keys, with the whole empty answer around it. */
export const gatewayFault = ({ code, message, detail = null, type = 'SERVICE' }: Said): string =>
  JSON.stringify({
    warnings: null,
    intuitObject: null,
    fault: { error: [{ message, detail, code, element: null }], type },
    report: null,
    queryResponse: null,
    batchItemResponse: [],
    requestId: null,
    time: 1_533_811_101_733,
    status: null,
    cdcresponse: [],
  })

/** In XML, also where JSON was asked for. */
export const xmlFault = ({ code, message, detail = message, type = 'SERVICE' }: Said): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><IntuitResponse time="2026-11-21T08:00:00.000-08:00" xmlns="http://schema.intuit.com/finance/v3"><Fault type="${type}"><Error code="${code}"><Message>${message}</Message><Detail>${detail}</Detail></Error></Fault></IntuitResponse>`

/** What Intuit says beside each code. */
const SAID: Readonly<Record<string, Said>> = {
  '100': {
    code: '100',
    message: 'General Authentication Error',
    detail: 'AuthenticationFailed; errorCode=SRV-110',
    type: 'AuthenticationFault',
  },
  '120': {
    code: '120',
    message: 'Authorization Failure',
    detail: 'You do not have access to this.',
    type: 'AuthorizationFault',
  },
  '130': { code: '130', message: 'Accessing Wrong Cluster', type: 'AuthenticationFault' },
  '140': { code: '140', message: 'Company Locked Out', type: 'SystemFault' },
  '150': { code: '150', message: 'Company Under Maintenance', type: 'SystemFault' },
  '610': { code: '610', message: 'Object Not Found' },
  '3001': {
    code: '3001',
    message: 'message=ThrottleExceeded; errorCode=003001; statusCode=429',
    detail: 'The request limit was reached.  Try again later',
    type: 'SERVICE',
  },
  '3100': {
    code: '3100',
    message: 'message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403',
    detail: null,
    type: 'SERVICE',
  },
  '3200': {
    code: '3200',
    message: 'message=AuthenticationFailed; errorCode=003200; statusCode=401',
    detail: 'Token expired',
    type: 'AUTHENTICATION',
  },
  '6190': {
    code: '6190',
    message: 'Invalid Company Status',
    detail: 'Subscription period has ended or canceled or there was a billing problem',
    type: 'ValidationFault',
  },
  '7001': {
    code: '7001',
    message: 'Invalid destination URL',
    detail: 'Sandbox company works with sandbox URL',
    type: 'ValidationFault',
  },
  '10000': {
    code: '10000',
    message: 'An application error has occurred while processing your request',
    detail: 'System Failure Error',
    type: 'SystemFault',
  },
}

export function saidOf(code: string): Said {
  const said = SAID[code]
  if (said === undefined) throw new Error(`There is no body for code ${code}.`)
  return said
}
