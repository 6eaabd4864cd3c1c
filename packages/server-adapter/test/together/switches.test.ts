// A switch that waits for its answer and meets claims, links, keys that change and the taking back of what was written.
import type { Attempt, LinkReply } from '@mooring/contract'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/platform/clock.ts'
import {
  attemptOf,
  claim,
  comeBack,
  connectionsOf,
  HARBOR_TEA,
  living,
  strangers,
  WHOLESALE,
} from '../claim-ground.ts'
import { BUTTON } from '../links/link-ground.ts'
import { BEARER, HARBOR, type Stage } from '../stage.ts'
import { KEY } from '../token-lifecycle/test-deps.ts'
import { LATE } from '../until.ts'
import { createInvoice } from '../writes/books.ts'
import { pass, standing, startCampaign, untilTaking, useStores } from './together-ground.ts'

const NEW = {
  id: 'new',
  secret: Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7)).toString('base64'),
}
const books = (stage: Stage) => stage.adapter.forTenant('harbor')

describe.each(useStores())('a switch on %s', (_store, open) => {
  async function atBearer(options: Parameters<typeof open>[0] = {}) {
    const stage = await open({ ...BEARER, ...options })
    const ada = stage.page()
    const { id } = await ada.connect(stage.simulator.control, HARBOR_TEA)
    stage.simulator.control.clock.advance(HOUR)
    const body = { connectionId: id, allowCompanyChange: true, why: 'business_sold' }
    return { stage, ada, id, control: stage.simulator.control, body }
  }

  it.each(['first', 'never'] as const)(
    'that no one claims changes nothing, and its grant is revoked (companies are confirmed: %s)',
    async (confirmCompany) => {
      const { stage, ada, id, body } = await atBearer({ confirmCompany })
      const came = await comeBack(stage, ada, { body, company: WHOLESALE, goes: strangers(stage) })
      expect((await connectionsOf(ada)).map((row) => row.id)).toEqual([id])
      await pass(stage, 31 * MINUTE)
      expect(await attemptOf(ada, came)).toMatchObject({ outcome: 'expired' })
      expect((await connectionsOf(ada)).map((row) => row.id)).toEqual([id])
      expect(living(stage).map(({ realmId }) => realmId)).toEqual([HARBOR])
      expect((await books(stage).request(id, `/companyinfo/${HARBOR}`)).status).toBe(200)
    },
  )

  it('that is claimed waits for its answer beside the old connection', async () => {
    const { stage, ada, id, body } = await atBearer()
    const came = await comeBack(stage, ada, { body, company: WHOLESALE })
    const { body: attempt } = await claim(ada, came, came.secret)
    expect(attempt).toMatchObject({ outcome: 'connected' })
    expect(await standing(stage, id)).toBe('connected')
    const fresh = attempt.connectionId ?? ''
    expect(await ada.get(`/connections/${fresh}`)).toMatchObject({
      body: { status: 'awaiting_confirmation', replaces: id },
    })
    await ada.post(`/connections/${fresh}/confirm-company`)
    expect((await ada.get(`/connections/${id}`)).body).toMatchObject({
      status: 'disconnected',
      disconnect: { why: 'business_sold' },
    })
  })

  it('that is claimed where companies are never confirmed ends the old connection with it', async () => {
    const { stage, ada, id, body } = await atBearer({ confirmCompany: 'never' })
    const came = await comeBack(stage, ada, { body, company: WHOLESALE })
    expect(await standing(stage, id)).toBe('connected')
    const { body: attempt } = await claim(ada, came, came.secret)
    expect(await standing(stage, attempt.connectionId ?? '')).toBe('connected')
    expect((await ada.get(`/connections/${id}`)).body).toMatchObject({
      status: 'disconnected',
      disconnect: { why: 'business_sold' },
    })
    await pass(stage, MINUTE)
    expect(living(stage).map(({ realmId }) => realmId)).not.toContain(HARBOR)
  })

  it('is claimed after the keys have changed and the old one is gone', async () => {
    const { stage, ada, body } = await atBearer()
    const came = await comeBack(stage, ada, { body, company: WHOLESALE })
    await stage.adapter.close()
    await (await stage.restart({ encryptionKeys: [NEW, KEY] })).operations.rotateKeys()
    await stage.adapter.close()
    await (await stage.restart({ encryptionKeys: [NEW] })).start()
    expect((await claim(ada, came, came.secret)).body).toMatchObject({ outcome: 'connected' })
  })

  it('goes on while a link re-authorizes the old connection, which takes no company of the switch', async () => {
    const { stage, ada, id, control, body } = await atBearer()
    await startCampaign(stage, 30 * DAY)
    const { attempt } = await ada.goThrough(control, WHOLESALE, body)
    const fresh = attempt.connectionId ?? ''
    const refused = await ada.post(`/connections/${fresh}/links`, {})
    expect([refused.status, refused.body]).toMatchObject([400, { code: 'invalid_request' }])
    const made = await ada.post<LinkReply>(`/connections/${id}/links`, {})
    const path = new URL(made.body.url).pathname.replace('/api/quickbooks', '')
    const follow = async (company: typeof HARBOR_TEA) => {
      const grace = strangers(stage)
      const started = await grace.post(`${path}/start`, undefined, BUTTON)
      await grace.get(await control.authorize(started.headers.get('location') ?? '', company))
      return (await grace.get('/link/done')).text
    }
    expect(await follow(WHOLESALE)).toContain(WHOLESALE.company)
    expect(await standing(stage, id)).toBe('expiring/upgrade_required')
    await follow(HARBOR_TEA)
    expect(await standing(stage, id)).toBe('connected')
    expect(await standing(stage, fresh)).toBe('awaiting_confirmation')
    await ada.post(`/connections/${fresh}/confirm-company`)
    expect(await standing(stage, id)).toBe('disconnected/by_user')
    expect(await standing(stage, fresh)).toBe('connected')
  })

  it('withdraws the links of the old connection once the new company is confirmed', async () => {
    const { stage, ada, id, control, body } = await atBearer()
    await startCampaign(stage, 30 * DAY)
    const made = await ada.post<LinkReply>(`/connections/${id}/links`, {})
    const path = new URL(made.body.url).pathname.replace('/api/quickbooks', '')
    const { attempt } = await ada.goThrough(control, WHOLESALE, body)
    expect((await strangers(stage).get(path)).status).toBe(200)
    await ada.post(`/connections/${attempt.connectionId}/confirm-company`)
    expect((await strangers(stage).get(path)).status).toBe(410)
    const started = await strangers(stage).post(`${path}/start`, undefined, BUTTON)
    expect(started.status).toBe(410)
  })

  it('that is confirmed while something is taken back from the old company ends that, and says what came of it', async () => {
    const { stage, ada, id, control, body } = await atBearer()
    for (let count = 0; count < 3; count++) await createInvoice(books(stage).request.bind(null, id))
    const { attempt } = await ada.goThrough(control, WHOLESALE, body)
    control.fault({ route: 'entity', kind: 'slow', ms: LATE })
    const taking = books(stage).writes.takeBack(id)
    taking.catch(() => {})
    await untilTaking(ada, id, 3)
    await ada.post(`/connections/${attempt.connectionId}/confirm-company`)
    control.clearFaults()
    await expect(taking).rejects.toMatchObject({ code: 'connection_unavailable' })
    await pass(stage, 3 * MINUTE)
    const { body: last } = await ada.get<{ takeBack: object }>(`/connections/${id}/writes/take-back`)
    expect(last.takeBack).toMatchObject({ state: 'ended' })
    expect(await books(stage).connections.get(id)).toMatchObject({ sync: { state: 'idle' } })
    expect(await books(stage).history.verify(id)).toMatchObject({ valid: true })
  })

  it('claimed in two processes at once makes one connection', async () => {
    const { stage, ada, body } = await atBearer()
    const came = await comeBack(stage, ada, { body, company: WHOLESALE })
    const first = stage.adapter
    const second = await stage.restart()
    const answers = await Promise.all(
      [first, second, first, second].map(async ({ handler }) => {
        const answer = await handler(
          new Request(`${stage.origin}/api/quickbooks/attempts/${came.started.attemptId}/claim`, {
            method: 'POST',
            headers: { ...ada.signed(), origin: stage.origin, 'content-type': 'application/json' },
            body: JSON.stringify({ secret: came.secret }),
          }),
        )
        return (await answer.json()) as Attempt
      }),
    )
    const made = new Set(answers.flatMap(({ connectionId }) => connectionId ?? []))
    expect((await connectionsOf(ada)).filter(({ replaces }) => replaces !== null)).toHaveLength(1)
    expect(made.size).toBeLessThanOrEqual(2)
    expect(await attemptOf(ada, came)).toMatchObject({ outcome: 'connected' })
  })
})
