// Why the company of a consent could not be read: the sentence for people, and the hint for the operator. Pure.
import type { Environment, Problem } from '@mooring/contract'
import { problemOf } from '../errors/mooring-error.ts'
import { GatewayError } from '../gateway/intuit-gateway.ts'

/** What is known of a first read that was refused. */
export interface Unreadable {
  readonly problem: Problem
  /** For the log; null where the problem says it all. */
  readonly hint: string | null
}

/**
 * Faults by which Intuit says that a company is not of the environment it was asked in: 7001 ("invalid destination
 * URL: sandbox company works with sandbox URL"), 130 ("wrong cluster"). 7001 is also said of a subscription that lapsed.
 */
const OTHER_ENVIRONMENT: readonly (string | null | undefined)[] = ['7001', '130']
/** Said of a token that is not for this company: of the other environment, or without the scope it needs. */
const NOT_AUTHORIZED = '3100'

const KEYS = { sandbox: 'development keys', production: 'production keys' } as const

const hintFor = (environment: Environment, code: string): string =>
  `A company could not be read right after its consent (Intuit's fault ${code}): it seems to be of the other environment ` +
  `of QuickBooks. This adapter asks "${environment}". Check that "environment", "clientId" and "clientSecret" belong ` +
  `together (${KEYS[environment]} for "${environment}"), and that "scopes" has what is read.`

export function unreadableCompany(error: unknown, environment: Environment): Unreadable {
  const code = error instanceof GatewayError ? error.fault?.code : null
  if (OTHER_ENVIRONMENT.includes(code)) {
    const detail = 'This product is set up for another kind of QuickBooks company. Please tell its support.'
    return { problem: problemOf('app_misconfigured', detail), hint: hintFor(environment, String(code)) }
  }
  if (code === NOT_AUTHORIZED) {
    const detail =
      'QuickBooks does not let this product read this company. Nothing was changed. Please tell its support.'
    const fix = { action: 'fix_configuration', retryable: false } as const
    return { problem: problemOf('company_unreadable', detail, fix), hint: hintFor(environment, code) }
  }
  const detail =
    code === '6190'
      ? 'The QuickBooks subscription of this company has ended, so it cannot be connected.'
      : 'The company could not be read with this authorization. Nothing was changed; please try again.'
  return { problem: problemOf('company_unreadable', detail), hint: null }
}
