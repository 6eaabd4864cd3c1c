// The authorize endpoint and its pages: sign-in, company, consent.
import {
  type AuthorizeRequest,
  consentLocation,
  eligibleCompanies,
  errorLocation,
  needsCompany,
  readAuthorizeRequest,
} from '../authorization.ts'
import { bodyFields, type Call, textField } from '../call.ts'
import type { Intuit, Session } from '../intuit.ts'
import { companyPage, noCompanyPage } from '../pages/company-picker.ts'
import { consentPage } from '../pages/consent.ts'
import { type Flow, type Html, htmlReply } from '../pages/layout.ts'
import { refusalPage } from '../pages/refusal.ts'
import { signInPage } from '../pages/sign-in.ts'
import { type Reply, redirect } from '../reply.ts'
import type { Endpoint } from '../router.ts'

const COOKIE = 'intuit_simulator_session'
const CLEARED_COOKIE = `${COOKIE}=; Path=/connect; HttpOnly; SameSite=Lax; Max-Age=0`

interface Visit {
  readonly intuit: Intuit
  readonly call: Call
  readonly request: AuthorizeRequest
}

/** Wraps a step of the flow: a request that may not be shown never reaches it. */
const step =
  (take: (visit: Visit) => Reply): Endpoint =>
  (intuit, call) => {
    const reading = readAuthorizeRequest(intuit, call.query)
    if (reading.outcome === 'refuse') return page(intuit, 400, refusalPage(reading.problem))
    if (reading.outcome === 'redirect') return redirect(302, reading.location)
    return take({ intuit, call, request: reading.request })
  }

const page = (intuit: Intuit, status: number, html: Html): Reply =>
  htmlReply(status, html, { severOpener: intuit.behaviours.severOpener })

/** GET /connect/oauth2: whichever page comes next for this person. */
export const authorize = step((visit) => nextPage(visit))

/** POST /connect/oauth2/sign-in: by id (a click) or by e-mail and password. */
export const signIn = step((visit) => {
  const fields = bodyFields(visit.call)
  const user = visit.intuit.world
    .users()
    .find(
      ({ id, email, password }) =>
        id === textField(fields, 'user') ||
        (email === textField(fields, 'email') && password === textField(fields, 'password')),
    )
  if (!user) return signInReply(visit, 'That e-mail and password do not belong together.')
  const { intuit, call } = visit
  const key = intuit.chance()
  intuit.sessions.set(key, { userId: user.id, authTime: intuit.clock.now() })
  return redirect(303, `/connect/oauth2?${call.query}`, {
    'set-cookie': `${COOKIE}=${key}; Path=/connect; HttpOnly; SameSite=Lax`,
  })
})

/** GET /connect/oauth2/sign-out: back to the sign-in page. */
export const signOut = step(({ intuit, call }) => {
  intuit.sessions.delete(sessionKey(call))
  return redirect(303, `/connect/oauth2?${call.query}`, { 'set-cookie': CLEARED_COOKIE })
})

/** POST /connect/oauth2/company: the picker's choice, taken to the consent page. */
export const chooseCompany = step((visit) => {
  const company = textField(bodyFields(visit.call), 'company')
  if (!company) return nextPage(visit, '')
  return redirect(303, `/connect/oauth2/consent?${visit.call.query}&company=${encodeURIComponent(company)}`)
})

/** GET /connect/oauth2/consent: the consent page for the company chosen. */
export const consent = step((visit) => {
  const chosen = visit.call.query.get('company') ?? ''
  visit.call.query.delete('company')
  return nextPage(visit, chosen)
})

/** POST /connect/oauth2/consent: "Connect" or "No thanks", and back to the app. */
export const decide = step((visit) => {
  const { intuit, call, request } = visit
  const fields = bodyFields(call)
  const session = sessionOf(visit)
  if (!session) return signInReply(visit)
  if (textField(fields, 'decision') !== 'connect') {
    return redirect(302, errorLocation(request, 'access_denied'))
  }
  const realmId = textField(fields, 'company') || null
  const eligible = eligibleCompanies(intuit, session.userId).some((company) => company.realmId === realmId)
  if (needsCompany(request) && !eligible) return nextPage(visit)
  const decision = { ...session, realmId: needsCompany(request) ? realmId : null }
  return redirect(302, consentLocation(intuit, request, decision))
})

function nextPage(visit: Visit, chosen?: string): Reply {
  const { intuit, request } = visit
  const session = sessionOf(visit)
  const person = session && intuit.world.findUser(session.userId)
  if (!person) return signInReply(visit)
  const shown = { ...flowOf(visit), person }
  if (!needsCompany(request))
    return page(intuit, 200, consentPage({ ...shown, company: null, others: false }))
  const companies = eligibleCompanies(intuit, person.id)
  const [first, ...rest] = companies
  if (!first) return page(intuit, 200, noCompanyPage(shown))
  const others = rest.length > 0
  const company = others ? companies.find(({ realmId }) => realmId === chosen) : first
  if (company) return page(intuit, 200, consentPage({ ...shown, company, others }))
  const unchosen = chosen !== undefined
  return page(intuit, unchosen ? 400 : 200, companyPage({ ...shown, companies, unchosen }))
}

function signInReply(visit: Visit, problem?: string): Reply {
  const html = signInPage({ ...flowOf(visit), people: visit.intuit.world.users(), problem })
  return page(visit.intuit, problem ? 400 : 200, html)
}

const flowOf = ({ intuit, call, request }: Visit): Flow => ({
  app: intuit.options.appName ?? request.clientId,
  query: call.query.toString(),
})

const sessionOf = ({ intuit, call }: Visit): Session | undefined => intuit.sessions.get(sessionKey(call))

const sessionKey = (call: Call): string =>
  new RegExp(`(?:^|; *)${COOKIE}=([^;]*)`).exec(call.headers.cookie ?? '')?.[1] ?? ''
