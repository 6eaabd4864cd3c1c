// Production requires TLS verification: without it secrets and tokens would go to any server that answers.
import type { Environment } from '@mooring/contract'
import { wrong } from './option-checks.ts'

/**
 * @param env the process' environment
 * @throws MooringError `app_misconfigured` in production where Intuit is called without TLS, or TLS is not verified
 */
export function checkTls(
  environment: Environment,
  intuitOrigin: string | null,
  env: Readonly<Record<string, string | undefined>>,
): void {
  if (environment !== 'production') return
  if (intuitOrigin !== null && !intuitOrigin.startsWith('https:'))
    throw wrong(
      'intuitOrigin',
      'is not https, which production requires',
      'Leave it out: Intuit is called at its own addresses. Simulators are for sandbox.',
    )
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0')
    throw wrong(
      'environment',
      'is "production" while NODE_TLS_REJECT_UNAUTHORIZED=0 switches off the verification of TLS',
      'Unset it: with it, tokens go to any server that answers. For a private certificate use NODE_EXTRA_CA_CERTS.',
    )
}
