// On call: from a customer's tenant to the cause and the next step in one command, for each reason there is.
import { actionFor, REASONS, type Reason, type Status } from '@mooring/contract'
import { expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/platform/clock.ts'
import { HARBOR, type Stage } from '../stage.ts'
import { connectCompanies } from '../token-lifecycle/companies.ts'
import { openCliGround } from './cli-ground.ts'

const ADA = { user: 'ada', company: 'Harbor Tea Co.' }
const INVOICES = '/query?query=select * from Invoice'

interface Cause {
  readonly status: Status
  /** How Intuit, the clock or a person makes it. */
  make(stage: Stage, id: string): Promise<unknown> | unknown
}

const books = (stage: Stage) => stage.adapter.forTenant('harbor')
const renew = (stage: Stage, id: string) => stage.adapter.operations.renew(id)
const read = (stage: Stage, id: string) => books(stage).request(id, INVOICES)

async function later(stage: Stage, ms: number): Promise<void> {
  stage.simulator.control.clock.advance(ms)
  await stage.adapter.runDueWork()
}

/** A connection in use for that long. */
async function inUse(stage: Stage, id: string, days: number): Promise<void> {
  for (let passed = 0; passed < days; passed += 90) {
    stage.simulator.control.clock.advance(Math.min(90, days - passed) * DAY)
    if (days - passed > 90) await renew(stage, id)
  }
}

const CAUSES: Readonly<Record<Reason, Cause>> = {
  idle_expiry_near: {
    status: 'expiring',
    make: ({ simulator }) => simulator.control.clock.advance(85 * DAY),
  },
  hard_expiry_near: { status: 'expiring', make: (stage, id) => inUse(stage, id, 5 * 365 - 20) },
  upgrade_required: {
    status: 'expiring',
    make: ({ adapter, simulator }) =>
      adapter.operations.campaigns.start({
        ...{ id: 'anew', why: 'scopes', select: {} },
        deadline: new Date(simulator.control.clock.now() + 30 * DAY).toISOString(),
      }),
  },
  refresh_outcome_unknown: {
    status: 'checking',
    make: (stage, id) => {
      stage.simulator.control.fault({ route: 'token', kind: 'garbage-200' })
      return renew(stage, id)
    },
  },
  intuit_unavailable: {
    status: 'checking',
    make: (stage, id) => {
      stage.simulator.control.fault({ route: 'token', kind: 'html-503' })
      return renew(stage, id)
    },
  },
  idle_expired: {
    status: 'reauthorization_required',
    make: ({ simulator }) => simulator.control.clock.advance(101 * DAY),
  },
  hard_expired: {
    status: 'reauthorization_required',
    make: (stage, id) => inUse(stage, id, 5 * 366),
  },
  revoked: {
    status: 'reauthorization_required',
    make: async (stage, id) => {
      stage.simulator.control.disconnectInQuickBooks(HARBOR)
      await renew(stage, id)
      await later(stage, 2 * MINUTE)
    },
  },
  scope_missing: {
    status: 'reauthorization_required',
    make: async (stage, id) => {
      const body = '<IntuitResponse><Fault type="AUTHORIZATION"><Error code="3100"/></Fault></IntuitResponse>'
      stage.simulator.control.fault({ route: 'company', kind: 'status', status: 403, body })
      await books(stage).verify(id)
    },
  },
  token_lost: {
    status: 'reauthorization_required',
    make: async (stage, id) => {
      const { control } = stage.simulator
      control.behave({ rotation: 'strict' })
      control.clock.advance(25 * HOUR)
      control.fault({ route: 'token', kind: 'reset-after-rotation', times: 1 })
      await renew(stage, id)
    },
  },
  admin_access_lost: {
    status: 'reauthorization_required',
    make: (stage, id) => {
      stage.simulator.control.setAdmin('ada', HARBOR, false)
      return read(stage, id)
    },
  },
  subscription_ended: {
    status: 'blocked',
    make: (stage, id) => {
      stage.simulator.control.companies.update(HARBOR, { subscription: 'ended' })
      return read(stage, id)
    },
  },
  company_locked: {
    status: 'blocked',
    make: (stage, id) => {
      stage.simulator.control.companies.update(HARBOR, { locked: true })
      return read(stage, id)
    },
  },
  quota_exceeded: {
    status: 'blocked',
    make: async (stage, id) => {
      const others = await connectCompanies(stage, 2)
      stage.simulator.control.behave({ quotaExhausted: true })
      const all = [id, ...others.map((other) => other.id)]
      for (const one of all) await read(stage, one)
      stage.simulator.control.clock.advance(MINUTE)
      for (const one of [...all, ...all]) await read(stage, one).catch(() => {})
    },
  },
  app_misconfigured: {
    status: 'blocked',
    make: (stage, id) => {
      stage.simulator.control.fault({ route: 'token', kind: 'invalid_client' })
      return renew(stage, id)
    },
  },
  by_user: {
    status: 'disconnected',
    make: (stage, id) => stage.browser().post(`/connections/${id}/disconnect`, {}),
  },
  by_host: { status: 'disconnected', make: (stage, id) => books(stage).connections.disconnect(id) },
  in_quickbooks: {
    status: 'disconnected',
    make: async (stage) => {
      stage.simulator.control.disconnectInQuickBooks(HARBOR)
      await stage.browser().get(`/disconnected?realmId=${HARBOR}`)
      await later(stage, 0)
    },
  },
}

it.each(REASONS)('names the cause and the next step: %s', async (reason) => {
  const { status, make } = CAUSES[reason]
  const ground = await openCliGround()
  await using stage = ground.stage
  const { control } = stage.simulator
  const { id } = await stage.browser().connect(control, ADA)
  await later(stage, 2 * MINUTE)
  await make(stage, id)
  await ground.configure(`now: () => ${control.clock.now()},`)
  control.clearRequests()
  const { code, out } = await ground.run('explain', '--tenant', 'harbor')
  expect(code).toBe(status === 'expiring' ? 0 : 1)
  expect(out).toContain(id)
  expect(out).toMatch(new RegExp(`^status +${status}, ${reason}$`, 'm'))
  expect(out).toMatch(new RegExp(`^next step +${actionFor(status, reason)}: .{20}`, 'm'))
  // What Intuit meters is not spent on a question.
  expect(control.requests()).toEqual([])
})

it('takes the company, too, and says what is wrong of a tenant first', async () => {
  const ground = await openCliGround()
  await using stage = ground.stage
  const { control } = stage.simulator
  const { id } = await stage.browser().connect(control, ADA)
  const [other] = await connectCompanies(stage, 1)
  await later(stage, 2 * MINUTE)
  expect(await ground.json('explain', '--realm', HARBOR)).toMatchObject({
    code: 0,
    data: { connection: { id } },
  })
  await books(stage).connections.disconnect(id)
  expect(await ground.json('explain', '--tenant', 'harbor')).toMatchObject({
    code: 1,
    data: [{ connection: { id } }, { connection: { id: other?.id } }],
  })
  const none = { code: 1, data: { error: { code: 'not_found' } } }
  expect(await ground.json('explain', '--tenant', 'nobody')).toMatchObject(none)
  expect(await ground.json('explain', '--realm', '4242')).toMatchObject(none)
  const wrong = [
    ['--realm', 'Harbor'],
    ['--tenant', 'harbor', id],
    ['--realm', '1', '--tenant', 'harbor'],
  ]
  for (const words of wrong) expect(await ground.run('explain', ...words)).toMatchObject({ code: 2, out: '' })
})
