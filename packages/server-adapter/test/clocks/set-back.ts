// What happens while the clock is ahead, and what must be so soon after it was set back.
import type { Attempt, Connection, HostEvent } from '@mooring/contract'
import { expect } from 'vitest'
import type { QuickBooksAdapterOptions } from '../../src/index.ts'
import { HOUR, MINUTE, SECOND } from '../../src/platform/clock.ts'
import { openIntent } from '../../src/tokens/refresh-intent.ts'
import { HARBOR, type Stage } from '../stage.ts'
import { openTestDeps } from '../token-lifecycle/open-test-deps.ts'

export const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }
const TOKEN = 'verifier-canary'
const INVOICES = `/query?query=${encodeURIComponent('select * from Invoice')}`

/** One test's connection and its switches. */
export interface Scene {
  readonly stage: Stage
  readonly id: string
  /** What the host's handlers do now. */
  readonly host: { fails: boolean }
  /** The host's clock, ms since the epoch. */
  now(): number
  /** Real time goes by, for Intuit and for the host. */
  later(ms: number): void
  work(): Promise<void>
}

export interface ClockCase {
  readonly name: string
  readonly options?: (host: Scene['host']) => Partial<QuickBooksAdapterOptions>
  readonly ahead: (scene: Scene) => Promise<unknown>
  readonly after: (scene: Scene, was: unknown) => Promise<unknown>
}

export const books = ({ stage }: Scene) => stage.adapter.forTenant('harbor')
export const control = ({ stage }: Scene) => stage.simulator.control
export const connection = (scene: Scene) => books(scene).connections.get(scene.id)
export const types = ({ stage }: Scene) => stage.events.map(({ type }) => type)

/** Nothing is done by hand: two rounds of background work, a minute apart. */
export async function soon(scene: Scene): Promise<void> {
  await scene.work()
  scene.later(MINUTE)
  await scene.work()
}

const sendWebhook = (scene: Scene, id: string) =>
  control(scene).sendWebhook({
    url: `${scene.stage.origin}/api/quickbooks/webhooks`,
    verifierToken: TOKEN,
    shape: 'cloudevents',
    events: [{ realmId: HARBOR, name: 'Invoice', id, operation: 'Create' }],
  })

export const CASES: readonly ClockCase[] = [
  {
    name: 'an event whose delivery failed is delivered',
    async ahead(scene) {
      scene.host.fails = true
      await books(scene).syncs.run(scene.id, async () => {})
      await scene.work()
      scene.host.fails = false
    },
    async after(scene) {
      await scene.work()
      expect(types(scene)).toEqual(expect.arrayContaining(['sync.started', 'sync.succeeded']))
    },
  },
  {
    name: 'a connection that was being checked is tried again, and comes back',
    async ahead(scene) {
      scene.later(2 * HOUR)
      const lift = control(scene).fault({ route: 'token', kind: 'html-503' })
      await expect(books(scene).tokens.get(scene.id)).rejects.toMatchObject({ action: 'wait' })
      lift()
    },
    async after(scene) {
      expect(await connection(scene)).toMatchObject({ status: 'checking' })
      await scene.work()
      expect(await connection(scene)).toMatchObject({ status: 'connected', usable: true })
    },
  },
  {
    name: 'a refusal is confirmed as soon as any',
    async ahead(scene) {
      scene.later(2 * HOUR)
      control(scene).disconnectInQuickBooks(HARBOR)
      await expect(books(scene).tokens.get(scene.id)).rejects.toMatchObject({ action: 'wait' })
    },
    async after(scene) {
      await soon(scene)
      expect(await connection(scene)).toMatchObject({ status: 'reauthorization_required', reason: 'revoked' })
    },
  },
  {
    name: 'a refresh whose process died is taken up',
    async ahead(scene) {
      scene.later(2 * HOUR)
      const deps = openTestDeps(scene.stage, { now: scene.now })
      const grant = await deps.store.read(({ grants }) => grants.get(scene.id))
      if (grant === null) throw new Error('There is no grant.')
      await openIntent(deps, { grant, owner: 'dead', fence: null })
    },
    async after(scene) {
      await scene.work()
      expect((await books(scene).tokens.get(scene.id)).accessToken).toEqual(expect.any(String))
      expect(control(scene).requests({ route: 'token' })).toHaveLength(1)
    },
  },
  {
    name: 'a token of then is renewed, and none is handed out past its end',
    async ahead(scene) {
      scene.later(2 * HOUR)
      await books(scene).tokens.get(scene.id)
    },
    async after(scene) {
      await scene.work()
      scene.later(HOUR)
      const { expiresAt } = await books(scene).tokens.get(scene.id)
      expect(Date.parse(expiresAt) - scene.now()).toBeLessThanOrEqual(HOUR)
      expect((await books(scene).request(scene.id, INVOICES)).status).toBe(200)
    },
  },
  {
    name: 'webhooks are delivered',
    options: () => ({ webhookVerifierTokens: [TOKEN] }),
    async ahead(scene) {
      await sendWebhook(scene, '1')
      await scene.work()
    },
    async after(scene) {
      await sendWebhook(scene, '2')
      scene.later(2 * SECOND)
      await scene.work()
      const received = scene.stage.events.filter(({ type }) => type === 'webhook.received')
      const ids = (received as Extract<HostEvent, { type: 'webhook.received' }>[]).flatMap(({ data }) =>
        data.entities.map((entity) => entity.id),
      )
      expect(ids).toEqual(['1', '2'])
    },
  },
  {
    name: 'an end that has not come is taken back, and the host is notified',
    async ahead(scene) {
      const { reauthorizeBy } = (await connection(scene)).expiry
      const gap = scene.now() - control(scene).clock.now()
      scene.later(Date.parse(reauthorizeBy ?? '') + gap / 2 - scene.now())
      await scene.work()
      expect(await connection(scene)).toMatchObject({
        status: 'reauthorization_required',
        reason: 'idle_expired',
      })
    },
    async after(scene) {
      await scene.work()
      expect(await connection(scene)).toMatchObject({ status: 'connected' })
      expect(types(scene)).toContain('connection.recovered')
    },
  },
  {
    name: 'an attempt ends half an hour later',
    ahead: async ({ stage }) => (await stage.browser().authorize()).attemptId,
    async after(scene, attemptId) {
      await scene.work()
      scene.later(31 * MINUTE)
      await scene.work()
      const { body } = await scene.stage.browser().get<Attempt>(`/attempts/${attemptId}`)
      expect(body.outcome).toBe('expired')
    },
  },
  {
    name: 'a queued revoke reaches Intuit',
    async ahead(scene) {
      const lift = control(scene).fault({ route: 'revoke', kind: 'html-503' })
      await scene.stage.browser().post(`/connections/${scene.id}/disconnect`, { why: 'other' })
      lift()
    },
    async after(scene) {
      await scene.work()
      const { body } = await scene.stage.browser().get<Connection>(`/connections/${scene.id}`)
      expect(body.disconnect?.revoke).toBe('done')
    },
  },
  {
    name: 'an import of a set-up goes on',
    options: (host) => ({
      setup: {
        import: async () => {
          if (host.fails) throw new Error('not now')
        },
      },
    }),
    async ahead(scene) {
      scene.host.fails = true
      await scene.stage.browser().connect(control(scene), { user: 'ada', company: 'Harbor Tea Wholesale' })
      await scene.work()
      scene.host.fails = false
    },
    async after(scene) {
      await soon(scene)
      const states = (await books(scene).connections.list()).map(({ setup }) => setup.state)
      expect(states).toEqual(['done', 'done'])
    },
  },
  {
    name: 'a sync whose process died ends, and another can begin',
    async ahead(scene) {
      const never = Promise.withResolvers<void>()
      const begun = Promise.withResolvers<void>()
      const run = books(scene).syncs.run(scene.id, () => {
        begun.resolve()
        return never.promise
      })
      run.catch(() => {})
      await begun.promise
      await scene.stage.restart({ now: scene.now })
    },
    async after(scene) {
      await scene.work()
      scene.later(2 * MINUTE)
      await scene.work()
      expect((await connection(scene)).sync.state).toBe('failed')
      expect(await books(scene).syncs.run(scene.id, async () => 'well')).toMatchObject({
        outcome: 'succeeded',
      })
    },
  },
  {
    name: 'a hint that a company was disconnected counts',
    async ahead(scene) {
      await scene.stage.browser().get(`/disconnected?realmId=${HARBOR}`)
      await scene.work()
    },
    async after(scene) {
      control(scene).disconnectInQuickBooks(HARBOR)
      await scene.stage.browser().get(`/disconnected?realmId=${HARBOR}`)
      await scene.work()
      expect(await connection(scene)).toMatchObject({ status: 'disconnected', reason: 'in_quickbooks' })
    },
  },
  {
    name: 'Intuit is asked again after a wrong secret was put right',
    async ahead(scene) {
      scene.later(2 * HOUR)
      const lift = control(scene).fault({ route: 'token', kind: 'invalid_client' })
      await expect(books(scene).tokens.get(scene.id)).rejects.toMatchObject({ action: 'fix_configuration' })
      lift()
    },
    async after(scene) {
      await soon(scene)
      expect(await connection(scene)).toMatchObject({ status: 'connected' })
    },
  },
  {
    name: 'limits of calls let people in a minute later',
    options: () => ({ rateLimits: { authorize: 2, verify: 2, other: 10 } }),
    async ahead({ stage, id }) {
      const statuses = await Promise.all(
        Array.from(
          { length: 12 },
          async () => (await stage.browser().post(`/connections/${id}/verify`)).status,
        ),
      )
      expect(statuses).toContain(429)
    },
    async after(scene) {
      await scene.stage.browser().post(`/connections/${scene.id}/verify`)
      scene.later(MINUTE)
      const answer = await scene.stage.browser().post(`/connections/${scene.id}/verify`)
      expect(answer.status).toBe(200)
    },
  },
]
