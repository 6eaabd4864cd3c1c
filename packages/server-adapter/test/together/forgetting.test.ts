// A tenant that used everything is forgotten: nothing of it is left to read, to take up or to be used at Intuit.
import type { LinkReply } from '@mooring/contract'
import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../../src/platform/clock.ts'
import { comeBack, HARBOR_TEA, living, strangers, WHOLESALE } from '../claim-ground.ts'
import { openEvents } from '../event-stream.ts'
import { BUTTON } from '../links/link-ground.ts'
import { BEARER, HARBOR, type Stage } from '../stage.ts'
import { createInvoice } from '../writes/books.ts'
import { everyRow, pass, progress, standing, startCampaign, useStores } from './together-ground.ts'

const GRACE = { name: 'Grace Okafor', email: 'grace@ledgerworks.example' }
const NAMES = /"ada"|\bADA\b|Grace|ledgerworks|Harbor Tea|DOC-77|before friday/i

/** A tenant with a campaign, a link, a switch that waits, what was written, what is being taken back, and a claim. */
async function busy(stage: Stage) {
  const { control } = stage.simulator
  const books = stage.adapter.forTenant('harbor')
  const ada = stage.page()
  const { id } = await ada.connect(control, HARBOR_TEA)
  await createInvoice(books.request.bind(null, id), { DocNumber: 'DOC-77' })
  control.clock.advance(HOUR)
  await startCampaign(stage)
  const { attempt } = await ada.goThrough(control, WHOLESALE, { connectionId: id, allowCompanyChange: true })
  const link = await ada.post<LinkReply>(`/connections/${id}/links`, {
    recipient: GRACE,
    note: 'before friday',
  })
  await books.people.left('ada')
  control.setAdmin('ada', HARBOR, false)
  await expect(books.writes.takeBack(id)).rejects.toMatchObject({ action: 'contact_admin' })
  control.setAdmin('ada', HARBOR, true)
  const path = new URL(link.body.url).pathname.replace('/api/quickbooks', '')
  const pressed = await strangers(stage).post(`${path}/start`, undefined, BUTTON)
  expect(pressed.status).toBe(303)
  const came = await comeBack(stage, ada, { body: { connectionId: id } })
  await pass(stage, MINUTE)
  return { ada, books, id, fresh: attempt.connectionId ?? '', path, came }
}

describe.each(useStores())('on %s', (_store, open) => {
  it('leaves no name, link, write, taking back or grant, and the chains still verify', async () => {
    const stage = await open(BEARER)
    const { ada, books, id, fresh, path } = await busy(stage)
    const before = [...(await everyRow(stage)).values()].flat()
    expect(before.filter((row) => NAMES.test(row)).length).toBeGreaterThan(10)
    await books.forget()
    await pass(stage, 3 * MINUTE)
    const rows = await everyRow(stage)
    for (const [table, own] of rows)
      expect([table, own.filter((row) => NAMES.test(row))]).toEqual([table, []])
    for (const table of ['grants', 'writes', 'take_backs', 'imports', 'revokes', 'refresh_journal'])
      expect([table, rows.get(table)]).toEqual([table, []])
    expect(rows.get('attempts')?.filter((row) => /"waiting_grant":"/.test(row))).toEqual([])
    expect(rows.get('links')?.filter((row) => row.includes('"open"'))).toEqual([])
    expect(living(stage)).toEqual([])
    expect((await strangers(stage).get(path)).status).toBe(410)
    expect((await ada.list()).connections).toEqual([])
    expect(await progress(stage)).toMatchObject({ selected: 1, asked: 0, gone: 1 })
    for (const own of [id, fresh]) expect(await books.history.verify(own)).toMatchObject({ valid: true })
    await pass(stage, HOUR)
    expect(await progress(stage)).toMatchObject({ ended: true })
  })

  it('gives what comes back afterwards to no one, and a later tenant of its id a first connect', async () => {
    const stage = await open(BEARER)
    const { ada, books, id, fresh, came } = await busy(stage)
    await books.forget()
    const late = await ada.post<{ code: string }>(`/attempts/${came.started.attemptId}/claim`, {
      secret: came.secret,
    })
    expect(late.status).toBeGreaterThanOrEqual(400)
    await pass(stage, MINUTE)
    const next = await ada.connect(stage.simulator.control, HARBOR_TEA)
    expect([id, fresh]).not.toContain(next.id)
    await pass(stage, 2 * HOUR)
    expect(await standing(stage, next.id)).toBe('connected')
    expect((await books.writes.list(next.id)).writes).toEqual([])
    expect((await ada.get(`/connections/${next.id}/links`)).body).toEqual({ links: [] })
    expect(next).toMatchObject({ replaces: null, reauthorizedAt: null })
    const own = stage.page('harbor', 'zoe')
    expect((await own.get(`/attempts/${came.started.attemptId}`)).status).toBe(404)
    const stream = await openEvents(own, { 'last-event-id': '0' })
    stage.onClose(stream.close)
    await stream.until(({ data }) => JSON.stringify(data).includes(next.id))
    const streamed = JSON.stringify(stream.seen)
    expect([came.started.attemptId, id, fresh].filter((old) => streamed.includes(old))).toEqual([])
    expect(await progress(stage)).toMatchObject({ selected: 1, asked: 0, done: 0, gone: 1 })
    expect((await books.request(next.id, `/companyinfo/${HARBOR}`)).status).toBe(200)
  })
})
