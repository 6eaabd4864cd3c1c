// What goes wrong with a link: twice, by others, too late, at the wrong company, while Intuit is away; nothing is lost or leaked.
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Attempt, SupportBundle } from '@mooring/contract'
import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../../src/platform/clock.ts'
import { HARBOR } from '../stage.ts'
import { HARBOR_TEA, STORES, useLinkStages } from './link-ground.ts'

const open = useLinkStages()
const WHOLESALE = { user: 'ada', company: 'Harbor Tea Wholesale' }
const VICTIM = { user: 'ben', company: 'Northwind Bakery' }
const VICTIMS_REALM = '9130357849516642'

describe.each(STORES)('a link on %s', (store) => {
  it('opened twice in one browser is followed by either tab, and used once', async () => {
    const at = await (await open(store)).needy()
    const made = await at.make()
    const grace = at.stranger()
    const first = await at.toIntuit(grace, made)
    const second = await at.toIntuit(grace, made)
    expect(await at.comeBack(grace, second)).toContain('Done')
    const { reauthorizedAt } = await at.connection()
    expect(await at.comeBack(grace, first)).toContain('This link was used')
    expect((await at.connection()).reauthorizedAt).toBe(reauthorizedAt)
    expect((await at.typesOf()).filter((type) => type === 'link.used')).toHaveLength(1)
    expect(at.control.requests({ route: 'token' }).length).toBeGreaterThan(0)
    expect((await at.tenant.request(at.id, '/query?query=select * from Invoice')).ok).toBe(true)
  })

  it('followed by two people at once is used by one; the other hears that nothing is left to do', async () => {
    const at = await (await open(store)).needy()
    const made = await at.make()
    const [grace, ivan] = [at.stranger(), at.stranger()]
    const ways = [await at.toIntuit(grace, made), await at.toIntuit(ivan, made)] as const
    const said = await Promise.all([at.comeBack(grace, ways[0]), at.comeBack(ivan, ways[1])])
    // The exchange of one consent may end the other's: that one is looked at again, and its outcome is the connection's.
    for (const text of said) expect(text).toMatch(/Done|Almost done|This link was used/)
    expect(said.filter((text) => /Done/.test(text)).length).toBeGreaterThan(0)
    expect(await at.stateOf(made)).toBe('used')
    expect((await at.typesOf()).filter((type) => type === 'link.used')).toHaveLength(1)
    at.control.clock.advance(2 * HOUR)
    expect((await at.tenant.request(at.id, '/query?query=select * from Invoice')).ok).toBe(true)
  })

  it('comes back in the browser it was followed in, and in no other', async () => {
    const at = await (await open(store)).needy()
    const made = await at.make()
    const [grace, other] = [at.stranger(), at.stranger()]
    const back = await at.toIntuit(grace, made)
    await at.toIntuit(other, made)
    const foreign = await other.get(back)
    expect(foreign.headers.get('location')).toContain('callback/done?problem=session_mismatch')
    expect((await other.get('/link/done')).text).toContain('Not finished yet')
    expect(await at.connection()).toMatchObject({ status: 'reauthorization_required' })
    expect(await at.comeBack(grace, back)).toContain('Done')
  })

  it('takes no notice of who happens to be signed in, and asks for no one', async () => {
    let asked = 0
    const at = await (await open(store)).needy()
    const made = await at.make()
    const noor = at.stage.browser('northwind', 'noor', [])
    const back = await at.toIntuit(noor, made)
    await at.stage.restart({
      linkPage: { productName: 'Teabooks' },
      identify: () => {
        asked++
        throw new Error('The session of the host is away.')
      },
    })
    expect(await at.comeBack(noor, back)).toContain('Done')
    expect(asked).toBe(0)
    expect(await at.tenant.connections.get(at.id)).toMatchObject({
      status: 'connected',
      authorizedBy: { userId: `link:${made.link.id}` },
    })
  })

  it('revoked while its reader is at Intuit changes nothing, and says so', async () => {
    const at = await (await open(store)).needy()
    const made = await at.make()
    const grace = at.stranger()
    const back = await at.toIntuit(grace, made)
    const exchanges = at.control.requests({ route: 'token' }).length
    expect((await at.ada.post(`/links/${made.link.id}/revoke`)).body).toMatchObject({ state: 'revoked' })
    expect(await at.comeBack(grace, back)).toContain('This link was taken back')
    expect(at.control.requests({ route: 'token' })).toHaveLength(exchanges)
    expect(await at.connection()).toMatchObject({ status: 'reauthorization_required' })
    expect((await at.stranger().get(made.path)).text).toContain('taken back')
    expect((await at.ada.post(`/links/${made.link.id}/revoke`)).body).toMatchObject({ state: 'revoked' })
    await at.typesOf()
    const received = at.stage.events.filter(({ type }) => type === 'link.ended')
    expect(received).toMatchObject([{ actor: { userId: 'ada' }, data: { state: 'revoked' } }])
  })

  it('is withdrawn once its owner re-authorizes meanwhile', async () => {
    const at = await (await open(store)).needy()
    const made = await at.make()
    const grace = at.stranger()
    const back = await at.toIntuit(grace, made)
    await at.ada.goThrough(at.control, HARBOR_TEA, { connectionId: at.id })
    expect(await at.stateOf(made)).toBe('withdrawn')
    expect(await at.comeBack(grace, back)).toContain('not needed any more')
    expect((await at.connection()).authorizedBy).toMatchObject({ userId: 'ada' })
    expect((await at.typesOf()).filter((type) => type.startsWith('link.'))).toEqual([
      'link.created',
      'link.started',
      'link.ended',
    ])
    await at.refuse()
    expect((await at.stranger().get(made.path)).status).toBe(410)
  })

  it('is withdrawn once its connection is disconnected, and takes up no disconnected one', async () => {
    const at = await (await open(store)).needy()
    const made = await at.make()
    const grace = at.stranger()
    const back = await at.toIntuit(grace, made)
    await at.ada.post(`/connections/${at.id}/disconnect`)
    expect(await at.stateOf(made)).toBe('withdrawn')
    expect(await at.comeBack(grace, back)).toContain('not needed any more')
    expect(await at.connection()).toMatchObject({ status: 'disconnected', reason: 'by_user' })
    expect((await at.press(at.stranger(), made)).status).toBe(410)
  })

  it('whose time ends while its reader is at Intuit takes nothing that comes after', async () => {
    const at = await (await open(store)).needy()
    const made = await at.make({ hours: 1 })
    at.control.clock.advance(50 * MINUTE)
    const grace = at.stranger()
    const back = await at.toIntuit(grace, made)
    at.control.clock.advance(10 * MINUTE)
    expect(await at.comeBack(grace, back)).toContain('The time of this link is over')
    expect(await at.connection()).toMatchObject({ status: 'reauthorization_required' })
  })

  it('whose reader came back in time is finished beyond its end: what Intuit gave is never thrown away', async () => {
    const at = await (await open(store)).needy()
    const made = await at.make({ hours: 1 })
    at.control.clock.advance(50 * MINUTE)
    const grace = at.stranger()
    const back = await at.toIntuit(grace, made)
    const lift = at.control.fault({ route: 'company', kind: 'html-503' })
    const waiting = await at.comeBack(grace, back)
    expect(waiting).toContain('Almost done')
    expect((await grace.get('/link/done')).headers.get('refresh')).toBe('5')
    at.control.clock.advance(20 * MINUTE)
    await at.stage.adapter.runDueWork()
    expect(await at.stateOf(made)).toBe('at_intuit')
    lift()
    at.control.clock.advance(HOUR)
    await at.stage.adapter.runDueWork()
    expect(await at.stateOf(made)).toBe('used')
    expect(await at.connection()).toMatchObject({ status: 'connected' })
    expect((await grace.get('/link/done')).text).toContain('Done')
  })

  it('can be used again after its reader did not agree, or Intuit was away', async () => {
    const at = await (await open(store)).needy()
    const made = await at.make()
    const grace = at.stranger()
    const started = await at.press(grace, made)
    const denied = await at.control.authorize(started.headers.get('location') ?? '', {
      ...HARBOR_TEA,
      deny: true,
    })
    expect(await at.comeBack(grace, denied)).toContain('Nothing was changed')
    expect(await at.stateOf(made)).toBe('created')
    const lift = at.control.fault({ route: 'token', kind: 'html-503' })
    expect(await at.follow(grace, made)).toContain('It did not work')
    lift()
    expect(await at.stateOf(made)).toBe('created')
    expect(await at.follow(grace, made)).toContain('Done')
  })

  it('of an attacker takes nothing of a victim’s: the company is refused, and named to the victim alone', async () => {
    const at = await (await open(store)).needy()
    const made = await at.make()
    const victim = at.stage.browser('northwind', 'ben')
    const said = await at.follow(victim, made, VICTIM)
    expect(said).toContain('Northwind Bakery')
    expect(said).toContain('Harbor Tea Co.')
    expect(await at.stateOf(made)).toBe('created')
    await at.stage.adapter.runDueWork()
    expect(at.control.grants().filter(({ live, realmId }) => live && realmId === VICTIMS_REALM)).toEqual([])
    const entries = await at.history()
    const refused = entries.find(({ outcome }) => outcome === 'refused')
    expect(refused).toMatchObject({ code: 'company_mismatch', data: { linkId: made.link.id } })
    const bundle = (await at.ada.get<SupportBundle>(`/connections/${at.id}/support`)).body
    const attemptId = refused && bundle.attempts[0]?.id
    const attempt = (await at.ada.get<Attempt>(`/attempts/${attemptId}`)).body
    expect(attempt).toMatchObject({ outcome: 'failed', problem: { code: 'company_mismatch' } })
    const seen = JSON.stringify([
      entries,
      bundle,
      attempt,
      at.stage.events,
      at.stage.log,
      await at.ada.list(),
    ])
    for (const secret of ['Northwind Bakery', VICTIMS_REALM]) expect(seen).not.toContain(secret)
    expect((await at.ada.list()).connections).toHaveLength(1)
    expect((await victim.list()).connections).toEqual([])
    expect((await at.stranger().get('/link/done')).text).not.toContain('Northwind')
  })

  it('leaves the connection of a victim’s that has the chosen company as it was: the code is not exchanged', async () => {
    const at = await open(store)
    const victim = at.stage.browser('northwind', 'ben')
    const theirs = await victim.connect(at.control, VICTIM)
    await at.needy()
    const exchanges = at.control.requests({ route: 'token' }).length
    const said = await at.follow(victim, await at.make(), VICTIM)
    expect(at.control.requests({ route: 'token' })).toHaveLength(exchanges)
    // As for a made-up company that no one can read.
    expect(said).toContain('cannot be used here')
    expect(said).toContain('for \u2068Harbor Tea Co.\u2069 only')
    expect(said).not.toContain('Northwind')
    await at.stage.adapter.runDueWork()
    const books = at.stage.adapter.forTenant('northwind')
    expect((await books.request(theirs.id, '/query?query=select * from Invoice')).ok).toBe(true)
    expect((await victim.list()).connections).toMatchObject([{ id: theirs.id, status: 'connected' }])
  })

  it('takes no other company of its own tenant either', async () => {
    const at = await open(store)
    const other = await at.ada.connect(at.control, WHOLESALE)
    await at.needy()
    const made = await at.make()
    expect(await at.follow(at.stranger(), made, WHOLESALE)).toContain('Harbor Tea Wholesale')
    expect((await at.tenant.request(other.id, '/query?query=select * from Invoice')).ok).toBe(true)
    const { body } = await at.ada.get(`/connections/${other.id}`)
    expect(body).toMatchObject({ status: 'connected', authorizedBy: { userId: 'ada' }, reauthorizedAt: null })
    expect(await at.follow(at.stranger(), made)).toContain('Done')
  })

  it('of a forgotten tenant names no one and does nothing', async () => {
    const at = await (await open(store)).needy()
    const made = await at.make({ recipient: { name: 'Grace Okafor' }, note: 'Before Friday, please.' })
    const grace = at.stranger()
    const back = await at.toIntuit(grace, made)
    await at.tenant.forget()
    const page = await at.stranger().get(made.path)
    expect([page.status, page.text.includes('not needed any more')]).toEqual([410, true])
    expect(await at.comeBack(grace, back)).not.toContain('Harbor')
    for (const text of [page.text, (await grace.get('/link/done')).text])
      for (const name of ['Harbor Tea', 'Grace', 'Friday', 'ADA']) expect(text).not.toContain(name)
    expect((await at.ada.post(`/links/${made.link.id}/revoke`)).status).toBe(404)
    expect((await at.ada.list()).connections).toEqual([])
  })
})

it('whose page was open when it ended says so at its button', async () => {
  const at = await (await open('SQLite')).needy()
  const made = await at.make()
  const grace = at.stranger()
  expect((await grace.get(made.path)).status).toBe(200)
  await at.ada.post(`/links/${made.link.id}/revoke`)
  const pressed = await at.press(grace, made)
  expect([pressed.status, pressed.headers.getSetCookie()]).toEqual([410, []])
})

it('that a clock which was ahead has made is over, however far ahead it was', async () => {
  const at = await (await open('SQLite')).needy()
  const made = await at.make({ hours: 168 })
  expect((await at.stranger().get(made.path)).status).toBe(200)
  await at.stage.restart({ now: () => at.control.clock.now() - HOUR })
  expect((await at.stranger().get(made.path)).text).toContain('The time of this link is over')
  expect((await at.press(at.stranger(), made)).status).toBe(410)
})

it('is no one’s attempt of the host’s, whatever someone’s id is', async () => {
  const at = await (await open('SQLite')).needy()
  const made = await at.make()
  const grace = at.stranger()
  const back = await at.toIntuit(grace, made)
  const bundle = (await at.ada.get<SupportBundle>(`/connections/${at.id}/support`)).body
  const impostor = at.stage.browser('harbor', `link:${made.link.id}`)
  const cancel = await impostor.post(`/attempts/${bundle.attempts[0]?.id}/cancel`)
  expect(cancel).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  expect(await at.comeBack(grace, back)).toContain('Done')
})

it('a page in words where the store is away', async () => {
  const at = await (await open('SQLite')).needy()
  const made = await at.make()
  await at.stage.adapter.close()
  const answer = await at.stranger().get(made.path)
  expect(answer.status).toBe(503)
})

it('whose token is in no log, event, history, answer or byte of the database', async () => {
  const at = await (await open('SQLite')).needy()
  const made = await at.make({ note: 'Before Friday, please.' })
  const token = made.url.slice(-43)
  const state: string[] = []
  const grace = at.stranger()
  const back = await at.toIntuit(grace, made)
  state.push(new URL(back).searchParams.get('state') ?? '')
  await at.comeBack(grace, back)
  await at.follow(at.stranger(), await at.make().catch(() => made), VICTIM).catch(() => '')
  const types = await at.typesOf()
  expect(types).toContain('link.used')
  const folder = path.dirname(at.stage.databasePath)
  const files = await Promise.all(
    (await readdir(folder)).map((file) => readFile(path.join(folder, file), 'latin1')),
  )
  const places = {
    answers: JSON.stringify([await at.ada.list(), await at.links(), await at.history(), made.link]),
    events: JSON.stringify(at.stage.events),
    log: JSON.stringify(at.stage.log),
    database: files.join('\n'),
    done: (await grace.get('/link/done')).text,
  }
  for (const [place, text] of Object.entries(places))
    for (const secret of [token, ...state, HARBOR])
      expect([place, place !== 'answers' && text.includes(secret)]).toEqual([place, false])
  expect(places.answers).not.toContain(token)
})
