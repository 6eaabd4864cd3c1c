// Checks the key that signs exported histories, and what is said of the client secret's age.

import { DAY } from '../platform/clock.ts'
import { readSigningKey, type Signer } from '../signatures/signing-key.ts'
import type { ClientSecretAge } from './config.ts'
import { wrong } from './option-checks.ts'
import type { AnyOptions } from './options.ts'

/** @throws MooringError `app_misconfigured`; what was given is not repeated */
export function checkSigningKey(given: unknown): Signer | null {
  if (given === undefined || given === null) return null
  const signer = typeof given === 'string' ? readSigningKey(given) : null
  if (signer !== null) return signer
  throw wrong(
    'historySigningKey',
    'is no Ed25519 private key (PKCS8, as DER in base64 or as PEM)',
    'Make one: mooring keys new --signing',
  )
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/

/** @throws MooringError `app_misconfigured` */
export function checkSecretAge(
  options: Pick<AnyOptions, 'clientSecretIssuedAt' | 'clientSecretMaxAgeDays'>,
): ClientSecretAge | null {
  const { clientSecretIssuedAt: issued, clientSecretMaxAgeDays: days } = options
  const issuedAt = typeof issued === 'string' && RFC_3339.test(issued) ? Date.parse(issued) : Number.NaN
  if (issued !== undefined && Number.isNaN(issuedAt))
    throw wrong('clientSecretIssuedAt', 'is not a time', 'Give RFC 3339 or a day, such as "2026-11-21".')
  if (days === undefined) return null
  if (typeof days !== 'number' || !Number.isFinite(days) || days <= 0)
    throw wrong('clientSecretMaxAgeDays', 'is not a number of days above 0', 'For example 365.')
  if (issued === undefined)
    throw wrong(
      'clientSecretMaxAgeDays',
      'needs clientSecretIssuedAt',
      'Say when the secret was made, such as "2026-11-21", or leave both out.',
    )
  return { issuedAt, mostMs: days * DAY }
}
