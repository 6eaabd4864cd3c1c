// Every code a problem can carry: its HTTP status, what to do, whether trying again can help, its title.

interface CodeEntry {
  readonly status: number
  readonly action:
    | 'reauthorize'
    | 'reconnect'
    | 'wait'
    | 'contact_admin'
    | 'contact_support'
    | 'fix_configuration'
    | 'try_again'
    | 'choose_other_company'
    | 'sign_in'
    | 'confirm_company'
    | null
  readonly retryable: boolean
  readonly title: string
}

const entry = (
  status: number,
  action: CodeEntry['action'],
  retryable: boolean,
  title: string,
): CodeEntry => ({ status, action, retryable, title })

/** Codes of an attempt to connect or re-authorize. */
const ATTEMPT_CODES = {
  access_denied: entry(403, 'try_again', true, 'Not authorized at QuickBooks'),
  state_invalid: entry(403, 'try_again', true, 'This authorization link is not valid'),
  state_expired: entry(410, 'try_again', true, 'This authorization took too long'),
  session_mismatch: entry(403, 'sign_in', true, 'Started by someone else'),
  company_mismatch: entry(409, 'choose_other_company', true, 'A different company was chosen'),
  company_in_use: entry(409, 'contact_support', false, 'This company is already in use'),
  already_connected: entry(409, null, false, 'A company is already connected'),
  invalid_scope: entry(400, 'fix_configuration', false, 'QuickBooks refused the requested access'),
  exchange_failed: entry(502, 'try_again', true, 'QuickBooks did not complete the authorization'),
  company_unreadable: entry(502, 'try_again', true, 'The company could not be read'),
  intuit_unavailable: entry(503, 'wait', true, 'QuickBooks is not answering'),
  app_misconfigured: entry(500, 'fix_configuration', false, 'This app is not set up correctly'),
  attempt_expired: entry(410, 'try_again', true, 'This attempt has expired'),
  wrong_address: entry(409, 'try_again', true, 'Opened at a different address'),
} as const

/** Codes that only the browser gives. */
const BROWSER_CODES = {
  popup_blocked: entry(0, 'try_again', true, 'The window was blocked'),
  offline: entry(0, 'wait', true, 'No network connection'),
} as const

/** Codes of any request. */
const REQUEST_CODES = {
  not_authenticated: entry(401, 'sign_in', false, 'Not signed in'),
  forbidden: entry(403, 'contact_admin', false, 'Not allowed'),
  not_found: entry(404, null, false, 'Not found'),
  method_not_allowed: entry(405, null, false, 'Method not allowed'),
  invalid_request: entry(400, null, false, 'The request is not valid'),
  payload_too_large: entry(413, null, false, 'The request is too large'),
  unsupported_media_type: entry(415, null, false, 'Send JSON'),
  origin_not_allowed: entry(403, 'fix_configuration', false, 'This origin is not allowed'),
  rate_limited: entry(429, 'wait', true, 'Too many requests'),
  identity_unavailable: entry(503, 'try_again', true, 'Sign-in could not be checked'),
  company_token_mismatch: entry(409, 'choose_other_company', false, 'These tokens are of another company'),
  link_ended: entry(410, null, false, 'This link has ended'),
  connection_unavailable: entry(409, null, false, 'The connection cannot be used'),
  company_unconfirmed: entry(409, 'confirm_company', false, 'The company is not confirmed yet'),
  sync_running: entry(409, 'wait', true, 'A sync is already running'),
  sync_failed: entry(500, null, true, 'The sync failed'),
  signature_invalid: entry(401, null, false, 'The signature is not valid'),
  store_unavailable: entry(503, 'try_again', true, 'The store is not available'),
  internal: entry(500, 'contact_support', true, 'Something went wrong'),
} as const

/**
 * The table of problem codes. Codes are stable; titles may change.
 * `status` is the HTTP status of an answer with this code (0: given by the browser only).
 */
export const CODES = { ...ATTEMPT_CODES, ...BROWSER_CODES, ...REQUEST_CODES } as const

/** The `type` URI of a problem (RFC 9457): a stable name, not an address to fetch. */
export const problemType = (code: keyof typeof CODES): string => `urn:mooring:problem:${code}`
