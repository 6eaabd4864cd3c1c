// A dead connection takes imported tokens over that are to be proven later: its first use decides, as that of a new one.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../src/platform/clock.ts'
import { HARBOR, openStage, type Stage } from './stage.ts'
import { handWrittenTokens } from './token-lifecycle/hand-written.ts'

const OTHER = '9130355377391207'
const TOKEN = 'verifier-canary'
const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }

let stage: Stage
let id: string
beforeEach(async () => {
  stage = await openStage({ webhookVerifierTokens: [TOKEN] })
  id = (await stage.browser().connect(control(), HARBOR_TEA)).id
  await tenant().tokens.get(id)
})
afterEach(async () => {
  await stage.close()
})

const control = () => stage.simulator.control
const tenant = () => stage.adapter.forTenant('harbor')
const reads = () => control().requests({ route: 'company' }).length

async function hearOfTheCompany(): Promise<void> {
  const url = `${stage.origin}/api/quickbooks/webhooks`
  const events = [{ realmId: HARBOR, name: 'Invoice', id: '1', operation: 'Create' }] as const
  await control().sendWebhook({ url, verifierToken: TOKEN, shape: 'cloudevents', events: [...events] })
  await stage.adapter.runDueWork()
  expect(stage.events.map(({ type }) => type)).toContain('webhook.received')
}

const DEATHS = [
  { status: 'disconnected', die: async () => void (await tenant().connections.disconnect(id)) },
  {
    status: 'reauthorization_required',
    async die() {
      control().disconnectInQuickBooks(HARBOR)
      await tenant().verify(id)
      control().clock.advance(MINUTE)
      await tenant().verify(id)
    },
  },
] as const

describe.each(DEATHS)('a connection that is $status', ({ status, die }) => {
  /** It takes over the tokens of this company as those of Harbor Tea. */
  async function takeOver(company: string): Promise<void> {
    await die()
    expect(await tenant().connections.get(id)).toMatchObject({ status })
    const { refreshToken } = await handWrittenTokens(stage, company)
    const taken = await tenant().connections.import({ realmId: HARBOR, refreshToken, verify: 'later' })
    expect(taken).toMatchObject({ id, status: 'connected' })
  }

  async function expectRefused(): Promise<void> {
    const refused = { code: 'connection_unavailable', action: 'reauthorize' }
    await expect(tenant().tokens.get(id)).rejects.toMatchObject(refused)
    await expect(tenant().tokens.get(id)).rejects.toMatchObject(refused)
    expect(await tenant().connections.get(id)).toMatchObject({
      status: 'reauthorization_required',
      usable: false,
    })
  }

  it('hands out no tokens of another company', async () => {
    await takeOver(OTHER)
    await expectRefused()
  })

  it.each([
    ['they were renewed', () => stage.adapter.operations.renew(id)],
    ['a webhook of the company has come', hearOfTheCompany],
  ])('hands out none either after %s, which says nothing of whose they are', async (_, happen) => {
    await takeOver(OTHER)
    await happen()
    await expectRefused()
  })

  it('reads the company once, at the first use', async () => {
    await takeOver(HARBOR)
    expect(await tenant().connections.get(id)).toMatchObject({ proof: null })
    const before = reads()
    await tenant().tokens.get(id)
    const company = { name: 'Harbor Tea Co.' }
    expect(await tenant().connections.get(id)).toMatchObject({ proof: { kind: 'company_read' }, company })
    await tenant().tokens.get(id)
    control().clock.advance(2 * HOUR)
    await tenant().tokens.get(id)
    await (await stage.restart()).forTenant('harbor').tokens.get(id)
    expect(reads() - before).toBe(1)
  })
})
