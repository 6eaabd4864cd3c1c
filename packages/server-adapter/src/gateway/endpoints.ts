// Where Intuit's endpoints are: one table of paths, one of hosts.

/** Every address of Intuit's that the gateway calls. */
export interface IntuitEndpoints {
  readonly authorize: string
  readonly token: string
  readonly revoke: string
  readonly userinfo: string
  /** The accounting API's base, without a slash at its end: `…/v3/company`. */
  readonly company: string
}

type Environment = 'sandbox' | 'production'

const PATHS: IntuitEndpoints = {
  authorize: '/connect/oauth2',
  token: '/oauth2/v1/tokens/bearer',
  revoke: '/v2/oauth2/tokens/revoke',
  userinfo: '/v1/openid_connect/userinfo',
  company: '/v3/company',
}

const SAME_FOR_BOTH = {
  authorize: 'https://appcenter.intuit.com',
  token: 'https://oauth.platform.intuit.com',
  revoke: 'https://developer.api.intuit.com',
}

const HOSTS: Record<Environment, IntuitEndpoints> = {
  sandbox: {
    ...SAME_FOR_BOTH,
    userinfo: 'https://sandbox-accounts.platform.intuit.com',
    company: 'https://sandbox-quickbooks.api.intuit.com',
  },
  production: {
    ...SAME_FOR_BOTH,
    userinfo: 'https://accounts.platform.intuit.com',
    company: 'https://quickbooks.api.intuit.com',
  },
}

/**
 * Intuit's addresses for an environment (from Intuit's discovery documents and API reference).
 * @param intuitOrigin one origin to put every address on, with Intuit's own paths
 */
export function endpointsFor(environment: Environment, intuitOrigin?: string): IntuitEndpoints {
  const hosts = HOSTS[environment]
  const at = (name: keyof IntuitEndpoints): string => new URL(PATHS[name], intuitOrigin ?? hosts[name]).href
  return {
    authorize: at('authorize'),
    token: at('token'),
    revoke: at('revoke'),
    userinfo: at('userinfo'),
    company: at('company'),
  }
}
