// The option `eventEndpoint`, checked.
import type { Environment } from '@mooring/contract'
import { keyOf } from '../signatures/sign-event.ts'
import { checkParts, wrong } from './option-checks.ts'
import type { EventEndpointOptions } from './options.ts'

export interface EventEndpoint {
  readonly url: string
  /** Each signs. */
  readonly keys: readonly Buffer[]
}

/** @throws MooringError `app_misconfigured`; no secret is in it */
export function checkEventEndpoint(
  given: EventEndpointOptions | undefined,
  environment: Environment,
): EventEndpoint | null {
  if (given === undefined) return null
  const { url, secrets } = checkParts('eventEndpoint', given)
  const address = typeof url === 'string' && URL.canParse(url) ? new URL(url) : null
  if (
    address === null ||
    !/^https?:$/.test(address.protocol) ||
    address.username !== '' ||
    address.password !== '' ||
    address.hash !== ''
  )
    throw wrong(
      'eventEndpoint.url',
      'is not an address of the web without a name and a password',
      'Give it in full, such as https://sync.example.com/quickbooks-events.',
    )
  if (environment === 'production' && address.protocol !== 'https:')
    throw wrong('eventEndpoint.url', 'is not https, which production requires', 'Give an https address.')
  if (!Array.isArray(secrets) || secrets.length === 0) throw wrong('eventEndpoint.secrets', 'is missing', HOW)
  const keys = secrets.map((secret) => {
    const key = keyOf(secret)
    if (key === null)
      throw wrong('eventEndpoint.secrets', 'has one that is not whsec_ and 24 to 64 bytes in base64', HOW)
    return key
  })
  return { url: address.href, keys }
}

const HOW = 'Make one: echo "whsec_$(openssl rand -base64 32)"'
