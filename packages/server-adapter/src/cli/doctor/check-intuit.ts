// Doctor: what Intuit says of its addresses, and its clock.
import { ACCOUNTING_SCOPE } from '../../config/defaults.ts'
import { endpointsFor } from '../../gateway/endpoints.ts'
import { withinDeadline } from '../../platform/deadline.ts'
import { duration } from '../paint.ts'
import { type DoctorContext, type Finding, finder } from './finding.ts'

const TIMEOUT_MS = 10_000
/** Further than this from Intuit's, dead tokens count as alive, or the other way round. */
const MOST_GAP_MS = 10_000
const DOCUMENTS = { sandbox: 'openid_sandbox_configuration', production: 'openid_configuration' }
const INTUIT = 'https://developer.api.intuit.com'

/** Which field of the document says what the adapter uses. */
const FIELDS = {
  authorize: 'authorization_endpoint',
  token: 'token_endpoint',
  revoke: 'revocation_endpoint',
  userinfo: 'userinfo_endpoint',
} as const

interface Reply {
  readonly status: number
  readonly document: unknown
  /** Intuit's clock, and ours at that moment, ms since the epoch. */
  readonly theirs: number
  readonly ours: number
}

export async function checkIntuit(context: DoctorContext): Promise<Finding[]> {
  const { environment, intuitOrigin } = context.options
  const url = `${intuitOrigin ?? INTUIT}/.well-known/${DOCUMENTS[environment]}`
  const discovery = finder('discovery', `reading ${url}`)
  const clock = finder('clock', "comparing this machine's clock with the Date of Intuit's answer")
  const reply = await ask(context, url).catch(() => null)
  if (reply === null) {
    return [
      discovery(
        'failed',
        'Intuit could not be reached',
        'let this machine reach Intuit by https; option fetch is for proxies',
      ),
      clock('untried', 'Intuit could not be reached'),
    ]
  }
  return [compared(context, reply, discovery), ...scopesOf(context, reply), gap(reply, clock)]
}

async function ask({ options, now }: DoctorContext, url: string): Promise<Reply> {
  const call = options.fetch ?? globalThis.fetch
  const asked = (async () => {
    const begun = now()
    const answer = await call(url, { headers: { accept: 'application/json' } })
    const ours = (begun + now()) / 2
    const theirs = Date.parse(answer.headers.get('date') ?? '')
    const document: unknown = JSON.parse(await answer.text())
    return { status: answer.status, document, theirs, ours }
  })()
  return await withinDeadline(asked, TIMEOUT_MS, () => new Error('Intuit did not answer in time.'))
}

type Found = ReturnType<typeof finder>

function compared({ options }: DoctorContext, { status, document }: Reply, found: Found): Finding {
  if (status !== 200 || typeof document !== 'object' || document === null)
    return found(
      'failed',
      `no document, but status ${status}`,
      "see Intuit's status page, or correct intuitOrigin",
    )
  const used = endpointsFor(options.environment, options.intuitOrigin)
  const others = Object.entries(FIELDS).flatMap(([name, field]) => {
    const theirs: unknown = Reflect.get(document, field)
    const ours = used[name as keyof typeof FIELDS]
    return theirs === ours ? [] : [`${field} is ${String(theirs)}, used is ${ours}`]
  })
  if (others.length === 0) return found('ok', 'its addresses are the ones in use')
  return found('failed', others.join('; '), 'take a newer version of Mooring')
}

/** Scopes of Intuit's products are in no document: a consent alone shows whether the app may ask for them. */
const OF_PRODUCTS = 'com.intuit.'

/** Nothing is said where the document does not list any. */
function scopesOf({ options }: DoctorContext, { document }: Reply): Finding[] {
  const listed: unknown =
    typeof document === 'object' && document !== null ? Reflect.get(document, 'scopes_supported') : null
  if (!Array.isArray(listed)) return []
  const asked = options.scopes ?? [ACCOUNTING_SCOPE]
  const unknown = asked.filter((scope) => !scope.startsWith(OF_PRODUCTS) && !listed.includes(scope))
  const found = finder('scopes', 'comparing those you ask for with the ones Intuit knows')
  if (unknown.length > 0)
    return [
      found('failed', `Intuit knows none of the name ${unknown.join(', ')}`, 'correct the option scopes'),
    ]
  const products = asked.filter((scope) => scope.startsWith(OF_PRODUCTS))
  return [
    found(
      'ok',
      `${asked.join(', ')}${products.length === 0 ? '' : '; a consent shows whether your app has the product'}`,
    ),
  ]
}

function gap({ theirs, ours }: Reply, found: Found): Finding {
  if (Number.isNaN(theirs)) return found('untried', "Intuit's answer has no Date")
  const apart = Math.abs(theirs - ours)
  // The header has whole seconds.
  if (apart < 2_000) return found('ok', 'less than two seconds apart')
  if (apart <= MOST_GAP_MS) return found('ok', `${duration(apart)} apart`)
  const way = ours > theirs ? 'ahead' : 'behind'
  return found('failed', `${duration(apart)} ${way}`, 'set the clock right (NTP), or the option now')
}
