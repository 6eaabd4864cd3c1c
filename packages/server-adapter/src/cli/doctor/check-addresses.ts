// Doctor: the redirect URI, the running instance behind it, and what takes a person to see.
import { DAY } from '../../platform/clock.ts'
import { askInstance } from '../ask-instance.ts'
import { counted } from '../paint.ts'
import { type DoctorContext, type Finding, finder } from './finding.ts'

export function checkRedirect({ options }: DoctorContext): Finding {
  const { redirectUri, environment } = options
  const found = finder('redirect URI', 'its form')
  const isHttps = redirectUri.startsWith('https://')
  const portal =
    "register it in Intuit's developer portal letter by letter, under the same keys; whether it is can't be read from here"
  const what = `${redirectUri}, ${isHttps ? 'https' : 'http, which Intuit accepts for localhost alone'}, ${environment}`
  return found('ok', what, portal)
}

/** Asked from this machine: what others reach is another matter. */
export async function checkInstance({ mount }: DoctorContext): Promise<Finding> {
  const { url, httpStatus, ready } = await askInstance(mount, 'live')
  const found = finder('running instance', `asking ${url} from here`)
  if (httpStatus === null)
    return found(
      'untried',
      'nothing answers',
      'start your product; or it cannot be reached from this machine',
    )
  if (ready === true) return found('ok', 'it is alive where the redirect URI leads')
  return found(
    'failed',
    ready === false ? 'it is closing' : `what answers is not Mooring (status ${httpStatus})`,
    'mount the router at the path of the redirect URI, and let a proxy hand on all of that path',
  )
}

/** Nothing is said where the host does not say when the secret was made. */
export function checkSecretAge({ options, now }: DoctorContext): Finding[] {
  const { clientSecretIssuedAt: issued, clientSecretMaxAgeDays: most } = options
  if (issued === undefined) return []
  const found = finder('client secret', 'its age, by clientSecretIssuedAt')
  const days = Math.floor((now() - Date.parse(issued)) / DAY)
  const age = counted(Math.max(days, 0), 'day')
  if (most === undefined || days < most) return [found('ok', `${age} old`)]
  const todo =
    "make a new one in Intuit's portal, put it into clientSecret on every instance, set clientSecretIssuedAt"
  return [found('hint', `${age} old: more than clientSecretMaxAgeDays (${most})`, todo)]
}

function fromOutside(mount: string): Finding {
  const found = finder('from outside', 'nothing')
  if (/^http:\/\//.test(mount))
    return found(
      'untried',
      'this redirect URI leads to this machine alone',
      'before others use it, register its public https address at Intuit, set it as redirectUri, and run this again',
    )
  return found(
    'untried',
    'whether the redirect URI is reached from outside: this machine is inside',
    `open ${mount}/operations/live on a phone that is not in your network: it answers {"live":true}`,
  )
}

/** What only Intuit, a browser or the outside can show. */
export const untriedChecks = ({ mount }: DoctorContext): Finding[] => [
  fromOutside(mount),
  finder('cookies', 'nothing')(
    'untried',
    'whether a proxy hands on cookies both ways: that takes a browser',
    'connect one company; the page that comes back says what is missing',
  ),
  finder('client id and secret', 'nothing')(
    'untried',
    'whether Intuit accepts them and the scopes: that takes a consent',
    'connect one company, or renew one: mooring renew <con_…>',
  ),
]
