// The control over HTTP, for panels and tests in another process.
import type { Call } from '../call.ts'
import { createControl, type ScriptedPerson, type SimulatorControl } from '../control.ts'
import type { Fault } from '../faults.ts'
import { anyText, flag, InputError, numberWithin, optional, readFields, realmId, text } from '../input.ts'
import { json, type Reply } from '../reply.ts'
import type { Endpoint, Route } from '../router.ts'
import type { WebhookOrder } from '../webhooks.ts'
import type { Company } from '../world.ts'

/** Answers with what the action returns; what is not valid is 400 with a sentence. */
const acting =
  (act: (control: SimulatorControl, call: Call) => unknown): Endpoint =>
  async (intuit, call): Promise<Reply> => {
    try {
      return json(200, (await act(createControl(intuit), call)) ?? { done: true })
    } catch (error) {
      if (error instanceof InputError) return json(400, { error: error.message })
      throw error
    }
  }

/** Another site's page cannot send this content type unasked, so it cannot drive the simulator. */
function bodyOf(call: Call): unknown {
  if (!call.headers['content-type']?.startsWith('application/json')) {
    throw new InputError('Send JSON, with content-type application/json.')
  }
  try {
    return call.body === '' ? {} : JSON.parse(call.body)
  } catch {
    throw new InputError('The body is no valid JSON.')
  }
}

const nothing = (call: Call): void => void readFields(bodyOf(call), {}, 'body')
const param = (call: Call, name: string): string => call.params[name] ?? ''

const tenYears = 10 * 366 * 86_400_000
const clockRules = { advanceMs: numberWithin(-tenYears, tenYears) }
const adminRules = { realmId, admin: flag }
const personRules = {
  authorizeUrl: text,
  user: text,
  company: optional(text),
  deny: optional(flag),
  error: optional(anyText),
}

const route = (method: 'GET' | 'POST', path: string, act: Parameters<typeof acting>[0]): Route => ({
  method,
  path: `/simulator${path}`,
  name: 'simulator',
  endpoint: acting(act),
})

/** The routes under /simulator. */
export const CONTROL_ROUTES: readonly Route[] = [
  route('GET', '/state', (control) => control.state()),
  route('GET', '/requests', (control) => ({ requests: control.requests() })),
  route('POST', '/behaviours', (control, call) => {
    control.behave(bodyOf(call) as object)
    return control.behaviours()
  }),
  route('POST', '/faults', (control, call) => {
    control.fault(bodyOf(call) as Fault)
    return { faults: control.state().faults }
  }),
  route('POST', '/faults/clear', (control, call) => {
    nothing(call)
    control.clearFaults()
  }),
  route('GET', '/clock', (control) => ({ now: control.clock.now() })),
  route('POST', '/clock', (control, call) => {
    control.clock.advance(readFields<{ advanceMs: number }>(bodyOf(call), clockRules, 'clock').advanceMs)
    return { now: control.clock.now() }
  }),
  route('POST', '/authorize', async (control, call) => {
    const body = readFields<ScriptedPerson & { authorizeUrl: string }>(bodyOf(call), personRules, 'authorize')
    const { authorizeUrl, ...person } = body
    return { location: await control.authorize(authorizeUrl, person) }
  }),
  route('POST', '/companies/:realmId', (control, call) =>
    control.companies.update(param(call, 'realmId'), bodyOf(call) as Partial<Omit<Company, 'realmId'>>),
  ),
  route('POST', '/companies/:realmId/disconnect', (control, call) => {
    nothing(call)
    return { disconnectUrl: control.disconnectInQuickBooks(param(call, 'realmId')) }
  }),
  route('POST', '/users/:id/admin', (control, call) => {
    const body = readFields<{ realmId: string; admin: boolean }>(bodyOf(call), adminRules, 'admin')
    control.setAdmin(param(call, 'id'), body.realmId, body.admin)
  }),
  route('POST', '/grants/:id/revoke', (control, call) => {
    nothing(call)
    control.revokeGrant(param(call, 'id'))
  }),
  route('POST', '/webhooks', (control, call) => control.sendWebhook(bodyOf(call) as WebhookOrder)),
  route('POST', '/reset', (control, call) => {
    nothing(call)
    control.reset()
  }),
]
