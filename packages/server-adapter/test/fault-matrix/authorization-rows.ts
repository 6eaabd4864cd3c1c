// What becomes of a person's authorization.
import type { Row } from './seen.ts'

export const EXCHANGE: readonly Row[] = [
  {
    answers: [
      '200-html',
      '200-truncated',
      '200-array',
      '200-empty',
      '200-huge',
      '307',
      '404',
      '200-error',
      'invalid_request',
      'unsupported',
      '400-empty',
      '403-empty',
      'invalid_grant',
      'no-refresh-token',
    ],
    becomes: 'failed/exchange_failed',
    reads: 'QuickBooks did not complete the authorization. Nothing was changed; please try again.',
    log: ['info: An authorization ended as failed. (code exchange_failed, status)'],
  },
  {
    answers: ['429-json', '429-xml', '500', '502', '503', '504'],
    becomes: 'failed/intuit_unavailable',
    reads: 'QuickBooks did not answer in time. Nothing was changed; please try again.',
    log: ['info: An authorization ended as failed. (code intuit_unavailable, status)'],
  },
  {
    answers: ['silence', 'reset', 'answer-lost'],
    becomes: 'failed/intuit_unavailable',
    reads: 'QuickBooks did not answer in time. Nothing was changed; please try again.',
    log: ['info: An authorization ended as failed. (code intuit_unavailable)'],
  },
  {
    answers: ['invalid_client-401', 'invalid_client-400', 'unauthorized_client'],
    becomes: 'failed/app_misconfigured',
    reads: "QuickBooks does not accept this product's own keys. Please tell its support.",
    log: ['error: An authorization ended as failed. (code app_misconfigured, status)'],
  },
]

export const FIRST_READ: readonly Row[] = [
  {
    answers: ['200-html', '200-truncated', '200-array', '200-empty', '200-huge', '307'],
    becomes: 'pending/exchanged',
    afterwards: 'connected',
    log: [
      'warn: The company of an authorization could not be read yet; it is tried again. (code invalid_response, status)',
    ],
  },
  {
    answers: ['404', '403-empty'],
    becomes: 'failed/company_unreadable',
    reads: 'The company could not be read with this authorization. Nothing was changed; please try again.',
    log: ['info: An authorization ended as failed. (code company_unreadable, status)'],
  },
  {
    answers: ['429-json'],
    becomes: 'pending/exchanged',
    afterwards: 'connected',
    log: [
      'warn: The company of an authorization could not be read yet; it is tried again. (code throttled, status)',
    ],
  },
  {
    answers: ['429-xml', '200-3001', '403-3001'],
    becomes: 'pending/exchanged',
    afterwards: 'connected',
    log: [
      'warn: The company of an authorization could not be read yet; it is tried again. (code throttled, status, fault)',
    ],
  },
  {
    answers: ['500', '502', '503', '504'],
    becomes: 'pending/exchanged',
    afterwards: 'connected',
    log: [
      'warn: The company of an authorization could not be read yet; it is tried again. (code unavailable, status)',
    ],
  },
  {
    answers: ['silence'],
    becomes: 'pending/exchanged',
    afterwards: 'connected',
    log: ['warn: The company of an authorization could not be read yet; it is tried again. (code timeout)'],
  },
  {
    answers: ['reset'],
    becomes: 'pending/exchanged',
    afterwards: 'connected',
    log: ['warn: The company of an authorization could not be read yet; it is tried again. (code network)'],
  },
  {
    answers: ['200-120', '200-3200', '400-120', '400-610', '401-100', '401-3200', '403-120'],
    becomes: 'failed/company_unreadable',
    reads: 'The company could not be read with this authorization. Nothing was changed; please try again.',
    log: ['info: An authorization ended as failed. (code company_unreadable, status, fault)'],
  },
  {
    answers: ['200-130', '200-7001', '400-7001', '401-130', '403-7001'],
    becomes: 'failed/app_misconfigured',
    reads: 'This product is set up for another kind of QuickBooks company. Please tell its support.',
    log: [
      'error: A company could not be read right after its consent (Intuit\'s fault …): it seems to be of the other environment of QuickBooks. This adapter asks "sandbox". Check that "environment", "clientId" and "clientSecret" belong together (development keys for "sandbox"), and that "scopes" has what is read. (code app_misconfigured, status, fault)',
    ],
  },
  {
    answers: ['200-140', '200-150', '400-140', '400-150', '403-140', '403-150'],
    becomes: 'pending/exchanged',
    afterwards: 'connected',
    log: [
      'warn: The company of an authorization could not be read yet; it is tried again. (code forbidden, status, fault)',
    ],
  },
  {
    answers: ['200-3100', '400-3100', '403-3100', '403-3100-scope'],
    becomes: 'failed/company_unreadable',
    reads:
      'QuickBooks does not let this product read this company. Nothing was changed. Please tell its support.',
    log: [
      'error: A company could not be read right after its consent (Intuit\'s fault …): it seems to be of the other environment of QuickBooks. This adapter asks "sandbox". Check that "environment", "clientId" and "clientSecret" belong together (development keys for "sandbox"), and that "scopes" has what is read. (code company_unreadable, status, fault)',
    ],
  },
  {
    answers: ['200-6190', '400-6190', '403-6190'],
    becomes: 'failed/company_unreadable',
    reads: 'The QuickBooks subscription of this company has ended, so it cannot be connected.',
    log: ['info: An authorization ended as failed. (code company_unreadable, status, fault)'],
  },
  {
    answers: ['200-10000', '500-10000'],
    becomes: 'pending/exchanged',
    afterwards: 'connected',
    log: [
      'warn: The company of an authorization could not be read yet; it is tried again. (code unavailable, status, fault)',
    ],
  },
]
