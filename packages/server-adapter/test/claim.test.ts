// Hosts whose callback sees no session: the browser that came back must be the starter's, on both stores.
import { readFile } from 'node:fs/promises'
import type { Attempt } from '@mooring/contract'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../src/platform/clock.ts'
import { secretOf } from './browser.ts'
import {
  attemptOf,
  claim,
  comeBack,
  connectionsOf,
  HARBOR_TEA,
  living,
  STARTS,
  strangers,
  WHOLESALE,
} from './claim-ground.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import { BEARER, HARBOR, type Stage } from './stage.ts'

const ground = usePostgres()
const open = { SQLite: ground.openOnFile, Postgres: ground.open } as const

const end = async (stage: Stage, ms = 31 * MINUTE) => {
  stage.simulator.control.clock.advance(ms)
  await stage.adapter.runDueWork()
  await stage.adapter.runDueWork()
}

describe.each(['SQLite', 'Postgres'] as const)('on %s', (store) => {
  const stages = async () => await open[store](BEARER)

  describe('what came back where no session is seen', () => {
    it.each(STARTS)('by %s waits, proven and stored nowhere, until the starter claims it', async (start) => {
      const stage = await stages()
      const ada = stage.page()
      const came = await comeBack(stage, ada, { start, body: { returnTo: '/books?tab=2#/data/sources' } })
      const place = new URL(came.callback.headers.get('location') ?? '', stage.origin)
      const isThere = start === 'redirect' ? '/books' : '/api/quickbooks/callback/done'
      expect(place.pathname).toBe(isThere)
      expect(place.search).not.toContain(came.secret)
      if (start === 'redirect') expect(place.hash).toBe(`#/data/sources?mooring_claim=${came.secret}`)
      expect(came.secret).toMatch(/^[0-9a-f]{64}$/)
      expect(await attemptOf(ada, came)).toMatchObject({
        step: 'verified',
        outcome: 'pending',
        problem: null,
      })
      expect(await connectionsOf(ada)).toEqual([])
      const claimed = await claim(ada, came, came.secret)
      expect(claimed).toMatchObject({ status: 200, body: { outcome: 'connected', step: 'saved' } })
      expect(await connectionsOf(ada)).toMatchObject([{ id: claimed.body.connectionId }])
      expect(stage.simulator.control.requests({ route: 'company' })).toHaveLength(1)
    })

    it('is claimed by nothing but its own secret, and by no one but its starter', async () => {
      const stage = await stages()
      const ada = stage.page()
      const came = await comeBack(stage, ada)
      const other = await comeBack(stage, ada, { company: WHOLESALE })
      for (const wrong of [other.secret, 'x', '0'.repeat(64), came.started.ticket]) {
        expect(await claim(ada, came, wrong)).toMatchObject({ status: 403, body: { code: 'state_invalid' } })
      }
      const colleague = await claim(stage.page('harbor', 'ben'), came, came.secret)
      expect(colleague).toMatchObject({ status: 403, body: { code: 'forbidden' } })
      expect(await claim(stage.page('northwind', 'ada'), came, came.secret)).toMatchObject({ status: 404 })
      expect(await claim(strangers(stage), came, came.secret)).toMatchObject({ status: 401 })
      const path = `/attempts/${came.started.attemptId}/claim`
      for (const body of [{}, { secret: '' }, { secret: 7 }, { secret: came.secret, more: 1 }]) {
        expect(await ada.post(path, body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
      }
      expect(await attemptOf(ada, came)).toMatchObject({ step: 'verified', outcome: 'pending' })
      const first = await claim(ada, came, came.secret)
      expect(first.body.outcome).toBe('connected')
      expect(await claim(ada, came, came.secret)).toMatchObject({ status: 200, body: first.body })
    })

    it('is stored once where two tabs claim it at the same time', async () => {
      const stage = await stages()
      const ada = stage.page()
      const came = await comeBack(stage, ada)
      const both = await Promise.all([claim(ada, came, came.secret), claim(ada, came, came.secret)])
      expect(both.map(({ status }) => status)).toEqual([200, 200])
      expect((await attemptOf(ada, came)).outcome).toBe('connected')
      await stage.adapter.runDueWork()
      expect(stage.events.filter(({ type }) => type === 'connection.connected')).toHaveLength(1)
      expect(stage.simulator.control.requests({ route: 'token' })).toHaveLength(1)
    })

    it('has its secret in no store, log or answer but the one', async () => {
      const stage = await stages()
      const ada = stage.page()
      const came = await comeBack(stage, ada)
      const path = `/attempts/${came.started.attemptId}`
      const answers = [await ada.get(path), await ada.get(`${path}/support`), await ada.get('/connections')]
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
      for (const { text } of answers) expect(text).not.toContain(came.secret)
      expect(answers.map(({ text }) => text).join()).not.toContain('Harbor Tea')
      expect(JSON.stringify(stage.log)).not.toContain(came.secret)
      if (store === 'SQLite') {
        const written = ['', '-wal'].map((end) => readFile(`${stage.databasePath}${end}`, 'latin1'))
        expect((await Promise.all(written)).join()).not.toContain(came.secret)
      }
    })

    it('hands its secret to the callback with its code alone, also when that comes again', async () => {
      const stage = await stages()
      const ada = stage.page()
      const came = await comeBack(stage, ada)
      expect(secretOf(await ada.get(came.back))).toBe(came.secret)
      const address = new URL(came.back)
      address.searchParams.set('code', 'another')
      const other = await ada.get(address.href)
      expect(other.headers.get('location')).toBe(
        `/api/quickbooks/callback/done?attempt=${came.started.attemptId}`,
      )
      address.searchParams.delete('code')
      expect(secretOf(await ada.get(address.href))).toBeNull()
      await claim(ada, came, came.secret)
      expect(secretOf(await ada.get(came.back))).toBeNull()
    })
  })

  describe('a victim who is led to Intuit', () => {
    it.each(STARTS)('by %s gives the attacker nothing, and its grant is revoked', async (start) => {
      const stage = await stages()
      const mallory = stage.page('northwind', 'mallory')
      const victim = strangers(stage)
      const came = await comeBack(stage, mallory, { start, goes: victim })
      expect(came.secret).not.toBe('')
      const path = `/attempts/${came.started.attemptId}`
      // All the attacker has: what his page was given, his cookies, and the state of what he started.
      const given = JSON.stringify([came.started, [...mallory.cookies]])
      expect(given).not.toContain(came.secret)
      const state = new URL(came.back).searchParams.get('state') ?? ''
      const own = await mallory.get(`/callback?state=${state}&code=guessed&realmId=${HARBOR}`)
      expect(secretOf(own)).toBeNull()
      for (const guess of [state, came.started.ticket, 'guessed']) {
        expect(await claim(mallory, came, guess)).toMatchObject({ status: 403 })
      }
      const seen = [
        await mallory.get(path),
        await mallory.get(`${path}/support`),
        await mallory.get('/connections'),
      ]
      expect(seen.map(({ text }) => text).join()).not.toMatch(/Harbor Tea|9130355377388383/)
      expect(await connectionsOf(mallory)).toEqual([])
      // The victim's own page, which is handed the secret, is not the starter's.
      expect(await claim(stage.page('harbor', 'ada'), came, came.secret)).toMatchObject({ status: 404 })
      expect(living(stage)).toHaveLength(1)
      await end(stage)
      expect(await attemptOf(mallory, came)).toMatchObject({
        outcome: 'expired',
        problem: { code: 'attempt_expired' },
      })
      expect(await claim(mallory, came, came.secret)).toMatchObject({ body: { outcome: 'expired' } })
      expect(await connectionsOf(mallory)).toEqual([])
      expect(living(stage)).toEqual([])
      expect(stage.events).toEqual([])
    })

    it('and whose host has a cookie is seen on the callback: the attempt ends, and no code is exchanged', async () => {
      const stage = await open[store]()
      const mallory = stage.browser('northwind', 'mallory')
      const victim = stage.browser('harbor', 'ada')
      const started = await mallory.authorize()
      for (const [name, value] of mallory.cookies) if (name !== 'session') victim.cookies.set(name, value)
      const callback = await victim.get(
        await stage.simulator.control.authorize(started.authorizeUrl, HARBOR_TEA),
      )
      expect(callback.headers.get('location')).toContain('problem=session_mismatch')
      expect(await attemptOf(mallory, { started })).toMatchObject({ outcome: 'failed' })
      expect(stage.simulator.control.requests({ route: 'token' })).toEqual([])
    })

    it('learns and loses nothing where the company is connected elsewhere', async () => {
      const stage = await stages()
      const ada = stage.page()
      const { id } = await ada.connect(stage.simulator.control, HARBOR_TEA)
      const mallory = stage.page('northwind', 'mallory')
      const came = await comeBack(stage, mallory, { goes: strangers(stage) })
      expect(await attemptOf(mallory, came)).toMatchObject({ step: 'verified', problem: null })
      const revokes = stage.simulator.control.requests({ route: 'revoke' }).length
      await end(stage)
      expect(await attemptOf(mallory, came)).toMatchObject({ outcome: 'expired' })
      expect(stage.simulator.control.requests({ route: 'revoke' })).toHaveLength(revokes)
      expect((await ada.get(`/connections/${id}`)).status).toBe(200)
    })
  })

  describe('a re-authorization', () => {
    const connected = async (stage: Stage) => {
      const ada = stage.page()
      const { id } = await ada.connect(stage.simulator.control, HARBOR_TEA)
      const read = async () => await stage.adapter.forTenant('harbor').connections.get(id)
      return { ada, id, read }
    }

    it('changes nothing until it is claimed', async () => {
      const stage = await stages()
      const { ada, id, read } = await connected(stage)
      const came = await comeBack(stage, ada, { body: { connectionId: id } })
      expect((await read()).reauthorizedAt).toBeNull()
      const cancelled = await ada.post<Attempt>(`/attempts/${came.started.attemptId}/cancel`)
      expect(cancelled.body).toMatchObject({ outcome: 'pending', step: 'verified' })
      expect(await claim(ada, came, came.secret)).toMatchObject({
        body: { outcome: 'reauthorized', connectionId: id },
      })
      expect((await read()).reauthorizedAt).not.toBeNull()
    })

    it('that was not claimed does not cost a connection the grant which Intuit ended by it', async () => {
      const stage = await stages()
      const { ada, id, read } = await connected(stage)
      const came = await comeBack(stage, ada, { body: { connectionId: id }, goes: strangers(stage) })
      await end(stage, 2 * HOUR)
      expect(await attemptOf(ada, came)).toMatchObject({ outcome: 'reauthorized' })
      stage.simulator.control.clock.advance(2 * HOUR)
      const answer = await stage.adapter.forTenant('harbor').request(id, '/query?query=select * from Invoice')
      expect(answer.ok).toBe(true)
      expect((await read()).status).toBe('connected')
    })

    it('that was not claimed gives nothing to a connection that was out of force', async () => {
      const stage = await stages()
      const { ada, id, read } = await connected(stage)
      stage.simulator.control.disconnectInQuickBooks(HARBOR)
      stage.simulator.control.clock.advance(2 * HOUR)
      await stage.adapter.forTenant('harbor').verify(id)
      await end(stage, 10 * MINUTE)
      expect((await read()).status).toBe('reauthorization_required')
      const came = await comeBack(stage, ada, { body: { connectionId: id }, goes: strangers(stage) })
      await end(stage)
      expect(await attemptOf(ada, came)).toMatchObject({ outcome: 'expired' })
      expect(await read()).toMatchObject({ status: 'reauthorization_required', reauthorizedAt: null })
    })

    it('names another company to no one before it is claimed', async () => {
      const stage = await stages()
      const { ada, id } = await connected(stage)
      const came = await comeBack(stage, ada, { body: { connectionId: id }, company: WHOLESALE })
      expect(await attemptOf(ada, came)).toMatchObject({ outcome: 'pending', problem: null })
      expect(await claim(ada, came, came.secret)).toMatchObject({
        body: {
          outcome: 'failed',
          problem: { code: 'company_mismatch', authorizedCompany: WHOLESALE.company },
        },
      })
    })
  })

  it('a starter who may not do it any more ends the attempt, and its grant is revoked', async () => {
    const stage = await stages()
    const came = await comeBack(stage, stage.page())
    const demoted = stage.page('harbor', 'ada', ['view'])
    const refused = await claim(demoted, came, came.secret)
    expect(refused).toMatchObject({ status: 403, body: { code: 'session_mismatch' } })
    expect(await attemptOf(demoted, came)).toMatchObject({
      outcome: 'failed',
      problem: { code: 'session_mismatch' },
    })
    await end(stage, MINUTE)
    expect(living(stage)).toEqual([])
  })

  it('one that is cancelled unclaimed has its grant revoked', async () => {
    const stage = await stages()
    const ada = stage.page()
    const came = await comeBack(stage, ada)
    const cancelled = await ada.post<Attempt>(`/attempts/${came.started.attemptId}/cancel`)
    expect(cancelled.body.outcome).toBe('cancelled')
    await end(stage, MINUTE)
    expect(living(stage)).toEqual([])
    expect(await claim(ada, came, came.secret)).toMatchObject({ body: { outcome: 'cancelled' } })
  })

  it('one that is claimed before its company can be read is connected once it can', async () => {
    const stage = await stages()
    const ada = stage.page()
    const lift = stage.simulator.control.fault({ route: 'company', kind: 'html-503' })
    const came = await comeBack(stage, ada)
    expect(await claim(ada, came, came.secret)).toMatchObject({
      body: { outcome: 'pending', step: 'exchanged' },
    })
    lift()
    await end(stage, 5 * MINUTE)
    expect((await attemptOf(ada, came)).outcome).toBe('connected')
  })

  it('a process that ends right after the claim leaves it to the next', async () => {
    const stage = await stages()
    const ada = stage.page()
    const came = await comeBack(stage, ada)
    await stage.restart()
    expect((await claim(ada, came, came.secret)).body.outcome).toBe('connected')
    await end(stage, DAY)
    expect(await connectionsOf(ada)).toHaveLength(1)
  })
})
