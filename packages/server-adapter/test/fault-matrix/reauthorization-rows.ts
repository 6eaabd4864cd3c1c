// What becomes of a re-authorization, and of the connection it is for.
import type { Row } from './seen.ts'

export const REAUTHORIZE: readonly Row[] = [
  {
    answers: ['200-html', '200-truncated', '200-array', '200-empty', '200-huge', '307'],
    becomes: 'pending/exchanged, the connection connected',
    afterwards: 'reauthorized, the connection connected',
    log: [
      'warn: The company of an authorization could not be read yet; it is tried again. (code invalid_response, status)',
    ],
  },
  {
    answers: ['404'],
    becomes: 'pending/exchanged, the connection connected',
    afterwards: 'reauthorized, the connection connected',
    log: [
      'warn: The company of an authorization could not be read yet; it is tried again. (code other_error, status)',
    ],
  },
  {
    answers: ['429-json'],
    becomes: 'pending/exchanged, the connection connected',
    afterwards: 'reauthorized, the connection connected',
    log: [
      'warn: The company of an authorization could not be read yet; it is tried again. (code throttled, status)',
    ],
  },
  {
    answers: ['429-xml', '200-3001', '403-3001'],
    becomes: 'pending/exchanged, the connection connected',
    afterwards: 'reauthorized, the connection connected',
    log: [
      'warn: The company of an authorization could not be read yet; it is tried again. (code throttled, status, fault)',
    ],
  },
  {
    answers: ['500', '502', '503', '504'],
    becomes: 'pending/exchanged, the connection connected',
    afterwards: 'reauthorized, the connection connected',
    log: [
      'warn: The company of an authorization could not be read yet; it is tried again. (code unavailable, status)',
    ],
  },
  {
    answers: ['silence'],
    becomes: 'pending/exchanged, the connection connected',
    afterwards: 'reauthorized, the connection connected',
    log: ['warn: The company of an authorization could not be read yet; it is tried again. (code timeout)'],
  },
  {
    answers: ['reset'],
    becomes: 'pending/exchanged, the connection connected',
    afterwards: 'reauthorized, the connection connected',
    log: ['warn: The company of an authorization could not be read yet; it is tried again. (code network)'],
  },
  {
    answers: ['403-empty'],
    becomes: 'pending/exchanged, the connection connected',
    afterwards: 'reauthorized, the connection connected',
    log: [
      'warn: The company of an authorization could not be read yet; it is tried again. (code forbidden, status)',
    ],
  },
  {
    answers: ['200-120', '400-120', '403-120'],
    becomes: 'reauthorized, the connection reauthorization_required/admin_access_lost',
    afterwards: 'reauthorized, the connection connected',
    log: [
      'warn: A company was re-authorized, and cannot be used now: its connection says what it needs. (code forbidden, status, fault)',
    ],
  },
  {
    answers: ['400-610'],
    becomes: 'failed/company_unreadable, the connection connected',
    reads: 'The company could not be read with this authorization. Nothing was changed; please try again.',
    log: ['info: An authorization ended as failed. (code company_unreadable, status, fault)'],
  },
  {
    answers: ['200-130', '200-7001', '400-7001', '403-7001'],
    becomes: 'failed/app_misconfigured, the connection connected',
    reads: 'This product is set up for another kind of QuickBooks company. Please tell its support.',
    log: [
      'error: A company could not be read right after its consent (Intuit\'s fault …): it seems to be of the other environment of QuickBooks. This adapter asks "sandbox". Check that "environment", "clientId" and "clientSecret" belong together (development keys for "sandbox"), and that "scopes" has what is read. (code app_misconfigured, status, fault)',
    ],
  },
  {
    answers: ['200-140', '200-150', '400-140', '400-150', '403-140', '403-150'],
    becomes: 'reauthorized, the connection blocked/company_locked',
    afterwards: 'reauthorized, the connection connected',
    log: [
      'warn: A company was re-authorized, and cannot be used now: its connection says what it needs. (code forbidden, status, fault)',
    ],
  },
  {
    answers: ['200-3100', '400-3100', '403-3100', '403-3100-scope'],
    becomes: 'failed/company_unreadable, the connection connected',
    reads:
      'QuickBooks does not let this product read this company. Nothing was changed. Please tell its support.',
    log: [
      'error: A company could not be read right after its consent (Intuit\'s fault …): it seems to be of the other environment of QuickBooks. This adapter asks "sandbox". Check that "environment", "clientId" and "clientSecret" belong together (development keys for "sandbox"), and that "scopes" has what is read. (code company_unreadable, status, fault)',
    ],
  },
  {
    answers: ['200-3200', '401-100', '401-130', '401-3200'],
    becomes: 'pending/exchanged, the connection connected',
    afterwards: 'reauthorized, the connection connected',
    log: [
      'warn: The company of an authorization could not be read yet; it is tried again. (code unauthorized, status, fault)',
    ],
  },
  {
    answers: ['200-6190', '400-6190', '403-6190'],
    becomes: 'reauthorized, the connection blocked/subscription_ended',
    afterwards: 'reauthorized, the connection connected',
    log: [
      'warn: A company was re-authorized, and cannot be used now: its connection says what it needs. (code forbidden, status, fault)',
    ],
  },
  {
    answers: ['200-10000', '500-10000'],
    becomes: 'pending/exchanged, the connection connected',
    afterwards: 'reauthorized, the connection connected',
    log: [
      'warn: The company of an authorization could not be read yet; it is tried again. (code unavailable, status, fault)',
    ],
  },
]
