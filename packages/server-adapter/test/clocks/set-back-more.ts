// The same for campaigns, links, switches and the taking back of what was written.
import type { Connection, LastTakeBack, LinkReply } from '@mooring/contract'
import { expect } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/platform/clock.ts'
import { HARBOR } from '../stage.ts'
import { createInvoice } from '../writes/books.ts'
import { books, type ClockCase, connection, control, PERSON, type Scene, soon, types } from './set-back.ts'

const startCampaign = ({ stage, now }: Scene, inMs: number) =>
  stage.adapter.operations.campaigns.start({
    id: 'scopes',
    why: 'scopes',
    deadline: new Date(now() + inMs).toISOString(),
    select: {},
  })

export const CASES: readonly ClockCase[] = [
  {
    name: 'a campaign’s deadline that has not come is taken back, and the host is notified',
    async ahead(scene) {
      await startCampaign(scene, 30 * MINUTE)
      scene.later(31 * MINUTE)
      await scene.work()
      expect(await connection(scene)).toMatchObject({
        status: 'reauthorization_required',
        reason: 'upgrade_required',
      })
    },
    async after(scene) {
      await scene.work()
      expect(await connection(scene)).toMatchObject({
        status: 'expiring',
        reason: 'upgrade_required',
        usable: true,
      })
      expect(types(scene)).toContain('connection.recovered')
    },
  },
  {
    name: 'a taking back goes on',
    async ahead(scene) {
      await createInvoice(books(scene).request.bind(null, scene.id))
      control(scene).setAdmin('ada', HARBOR, false)
      await expect(books(scene).writes.takeBack(scene.id)).rejects.toMatchObject({ action: 'contact_admin' })
      control(scene).setAdmin('ada', HARBOR, true)
    },
    async after(scene) {
      const browser = scene.stage.browser()
      await browser.goThrough(control(scene), PERSON, { connectionId: scene.id })
      await soon(scene)
      const { body } = await browser.get<LastTakeBack>(`/connections/${scene.id}/writes/take-back`)
      expect(body.takeBack).toMatchObject({ state: 'done', completed: 1 })
    },
  },
  {
    name: 'the end of a link is reported',
    async ahead(scene) {
      await startCampaign(scene, 30 * DAY)
      const { status } = await scene.stage.browser().post<LinkReply>(`/connections/${scene.id}/links`, {})
      expect(status).toBe(201)
      await scene.stage.adapter.operations.campaigns.end('scopes')
    },
    async after(scene) {
      await scene.work()
      expect(types(scene)).toContain('link.ended')
    },
  },
  {
    name: 'a switch that no one answers ends after seven days',
    async ahead(scene) {
      const { attempt } = await scene.stage
        .browser()
        .goThrough(
          control(scene),
          { user: 'ada', company: 'Harbor Tea Wholesale' },
          { connectionId: scene.id, allowCompanyChange: true },
        )
      return attempt.connectionId
    },
    async after(scene, id) {
      await scene.work()
      scene.later(7 * DAY + HOUR / 2)
      await scene.work()
      const { body } = await scene.stage.browser().get<Connection>(`/connections/${id}`)
      expect(body).toMatchObject({ status: 'disconnected', reason: 'by_host' })
    },
  },
]
