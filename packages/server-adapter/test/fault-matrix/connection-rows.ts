// What becomes of a connection that lives.
import type { Row } from './seen.ts'

export const REFRESH: readonly Row[] = [
  {
    answers: ['200-html', '200-truncated', '200-array', '200-empty', '200-huge', '307', '200-error'],
    becomes: 'checking/refresh_outcome_unknown',
    afterwards: 'connected',
    host: 'connection_unavailable, reason refresh_outcome_unknown, action wait',
    log: [
      'warn: A refresh failed. (code invalid_response, status, cause)',
      'info: No token could be handed out. (code connection_unavailable)',
    ],
  },
  {
    answers: ['404', 'unsupported', '400-empty', '403-empty'],
    becomes: 'checking/intuit_unavailable',
    later: 'blocked/app_misconfigured',
    afterwards: 'connected',
    host: 'connection_unavailable, reason intuit_unavailable, action wait',
    log: [
      'warn: A refresh failed. (code other_error, status, cause)',
      'info: No token could be handed out. (code connection_unavailable)',
    ],
  },
  {
    answers: ['429-json', '429-xml'],
    becomes: 'checking/intuit_unavailable',
    afterwards: 'connected',
    host: 'connection_unavailable, reason intuit_unavailable, action wait',
    log: [
      'warn: A refresh failed. (code throttled, status, cause)',
      'info: No token could be handed out. (code connection_unavailable)',
    ],
  },
  {
    answers: ['500', '502', '503', '504'],
    becomes: 'checking/intuit_unavailable',
    afterwards: 'connected',
    host: 'connection_unavailable, reason intuit_unavailable, action wait',
    log: [
      'warn: A refresh failed. (code unavailable, status, cause)',
      'info: No token could be handed out. (code connection_unavailable)',
    ],
  },
  {
    answers: ['silence'],
    becomes: 'checking/refresh_outcome_unknown',
    afterwards: 'connected',
    host: 'connection_unavailable, reason refresh_outcome_unknown, action wait',
    log: [
      'warn: A refresh failed. (code timeout, cause)',
      'info: No token could be handed out. (code connection_unavailable)',
    ],
  },
  {
    answers: ['reset'],
    becomes: 'checking/refresh_outcome_unknown',
    afterwards: 'connected',
    host: 'connection_unavailable, reason refresh_outcome_unknown, action wait',
    log: [
      'warn: A refresh failed. (code network, cause)',
      'info: No token could be handed out. (code connection_unavailable)',
    ],
  },
  {
    answers: ['invalid_client-401', 'invalid_client-400', 'unauthorized_client'],
    becomes: 'blocked/app_misconfigured',
    afterwards: 'connected',
    host: 'connection_unavailable, reason app_misconfigured, action fix_configuration',
    log: [
      'warn: A refresh failed. (code invalid_client, status, cause)',
      'info: No token could be handed out. (code connection_unavailable)',
    ],
  },
  {
    answers: ['invalid_request'],
    becomes: 'checking/intuit_unavailable',
    later: 'blocked/app_misconfigured',
    afterwards: 'connected',
    host: 'connection_unavailable, reason intuit_unavailable, action wait',
    log: [
      'warn: A refresh failed. (code invalid_request, status, cause)',
      'info: No token could be handed out. (code connection_unavailable)',
    ],
  },
  {
    answers: ['invalid_grant'],
    becomes: 'checking/refresh_outcome_unknown',
    later: 'reauthorization_required/revoked',
    afterwards: 'connected',
    host: 'connection_unavailable, reason refresh_outcome_unknown, action wait',
    log: [
      'warn: A refresh failed. (code invalid_grant, status, cause)',
      'info: No token could be handed out. (code connection_unavailable)',
    ],
  },
  {
    answers: ['no-refresh-token'],
    becomes: 'connected',
    host: 'a live token',
    log: ['info: A connection was refreshed. (cause)'],
  },
  {
    answers: ['answer-lost'],
    becomes: 'checking/refresh_outcome_unknown',
    afterwards: 'reauthorization_required/token_lost',
    host: 'connection_unavailable, reason refresh_outcome_unknown, action wait',
    log: [
      'warn: A refresh failed. (code network, cause)',
      'info: No token could be handed out. (code connection_unavailable)',
    ],
  },
]

export const VERIFY: readonly Row[] = [
  {
    answers: ['200-html', '200-truncated', '200-array', '200-empty', '200-huge', '307'],
    becomes: 'checking/intuit_unavailable',
    afterwards: 'connected',
    log: ['warn: A company could not be read. (code invalid_response, status)'],
  },
  {
    answers: ['404'],
    becomes: 'checking/intuit_unavailable',
    afterwards: 'connected',
    log: ['warn: A company could not be read. (code other_error, status)'],
  },
  {
    answers: ['429-json'],
    becomes: 'connected',
    log: ['warn: A company could not be read. (code throttled, status)'],
  },
  {
    answers: ['429-xml', '200-3001', '403-3001'],
    becomes: 'connected',
    log: ['warn: A company could not be read. (code throttled, status, fault)'],
  },
  {
    answers: ['500', '502', '503', '504'],
    becomes: 'checking/intuit_unavailable',
    afterwards: 'connected',
    log: ['warn: A company could not be read. (code unavailable, status)'],
  },
  {
    answers: ['silence'],
    becomes: 'checking/intuit_unavailable',
    afterwards: 'connected',
    log: ['warn: A company could not be read. (code timeout)'],
  },
  {
    answers: ['reset'],
    becomes: 'checking/intuit_unavailable',
    afterwards: 'connected',
    log: ['warn: A company could not be read. (code network)'],
  },
  {
    answers: ['403-empty'],
    becomes: 'checking/intuit_unavailable',
    afterwards: 'connected',
    log: ['warn: A company could not be read. (code forbidden, status)'],
  },
  {
    answers: ['200-120', '400-120', '403-120'],
    becomes: 'reauthorization_required/admin_access_lost',
    afterwards: 'connected',
    log: ['warn: A company could not be read. (code forbidden, status, fault)'],
  },
  {
    answers: ['200-130', '200-7001', '400-7001', '403-7001'],
    becomes: 'blocked/app_misconfigured',
    afterwards: 'connected',
    log: ['warn: A company could not be read. (code forbidden, status, fault)'],
  },
  {
    answers: ['200-140', '200-150', '400-140', '400-150', '403-140', '403-150'],
    becomes: 'blocked/company_locked',
    afterwards: 'connected',
    log: ['warn: A company could not be read. (code forbidden, status, fault)'],
  },
  {
    answers: ['200-3100', '400-3100', '403-3100', '403-3100-scope'],
    becomes: 'reauthorization_required/scope_missing',
    afterwards: 'connected',
    log: ['warn: A company could not be read. (code forbidden, status, fault)'],
  },
  {
    answers: ['200-3200', '401-100', '401-3200'],
    becomes: 'checking/intuit_unavailable',
    later: 'reauthorization_required/revoked',
    afterwards: 'connected',
    log: [
      'warn: A company could not be read. (code unauthorized, status, fault)',
      'info: A connection was refreshed. (cause)',
      'warn: A company could not be read. (code unauthorized, status, fault)',
    ],
  },
  {
    answers: ['200-6190', '400-6190', '403-6190'],
    becomes: 'blocked/subscription_ended',
    afterwards: 'connected',
    log: ['warn: A company could not be read. (code forbidden, status, fault)'],
  },
  {
    answers: ['200-10000', '500-10000'],
    becomes: 'checking/intuit_unavailable',
    afterwards: 'connected',
    log: ['warn: A company could not be read. (code unavailable, status, fault)'],
  },
  {
    answers: ['400-610'],
    becomes: 'checking/intuit_unavailable',
    afterwards: 'connected',
    log: ['warn: A company could not be read. (code other_error, status, fault)'],
  },
  {
    answers: ['401-130'],
    becomes: 'blocked/app_misconfigured',
    afterwards: 'connected',
    log: [
      'warn: A company could not be read. (code unauthorized, status, fault)',
      'info: A connection was refreshed. (cause)',
      'warn: A company could not be read. (code unauthorized, status, fault)',
    ],
  },
]
