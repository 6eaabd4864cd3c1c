// Taking back in a process that is killed midway, and from a restored backup: nothing is removed twice or forgotten.
import { copyFile } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { LastTakeBack } from '@mooring/contract'
import { describe, expect, it } from 'vitest'
import { sqliteStore } from '../../src/index.ts'
import { MINUTE } from '../../src/platform/clock.ts'
import { startHost, until } from '../token-lifecycle/processes.ts'
import { LATE } from '../until.ts'
import { createInvoice, send, useCompanies, useCompany } from './books.ts'

const INVOICES = 6

describe.each(useCompanies())('on %s', (_store, open) => {
  const { own, books, control, request, read } = useCompany(open)

  it('a taking back that is killed is continued by another process, the record that was under way too', async () => {
    const ids: string[] = []
    for (let count = 0; count < INVOICES; count++) ids.push((await createInvoice(request)).Id ?? '')
    const { stage, id } = own()
    control().clearRequests()
    const answers = [1, 2].map(() => control().fault({ route: 'entity', kind: 'slow', ms: LATE, times: 1 }))
    const lift = control().fault({ route: 'entity', kind: 'slow', ms: LATE })
    const host = await startHost(stage, { kind: 'take-back', tenantId: 'harbor', connectionId: id })
    const asked = () => control().requests({ route: 'entity' }).length
    for (const [before, answer] of answers.entries()) {
      await until(() => asked() > before, 'a record is asked for')
      answer()
    }
    await until(() => asked() >= 3, 'three records are asked for')
    host.kill()
    await host.ended
    lift()
    const last = async () =>
      (await stage.browser().get<LastTakeBack>(`/connections/${id}/writes/take-back`)).body.takeBack
    await expect(books().writes.takeBack(id)).rejects.toMatchObject({ code: 'sync_running' })
    expect((await last())?.state).not.toBe('done')
    control().clock.advance(3 * MINUTE)
    await stage.adapter.runDueWork()
    expect(await last()).toMatchObject({ state: 'done', total: INVOICES, completed: INVOICES, left: [] })
    expect((await last())?.removed.map(({ entityId }) => entityId)).toEqual(ids.toReversed())
    for (const entityId of ids) expect((await read(`/invoice/${entityId}`)).status).toBe(400)
    expect((await books().connections.get(id)).sync).toMatchObject({ state: 'idle', error: null })
  })
})

describe('a restored backup', () => {
  const [[, open]] = useCompanies()
  const { own, books, request, read } = useCompany(open)

  it('knows nothing of our later updates, so what they touched is left', async () => {
    const { stage, id } = own()
    const kept = await createInvoice(request)
    const updated = await createInvoice(request)
    await books().writes.list(id)
    const backup = path.join(path.dirname(stage.databasePath), 'backup.db')
    const database = new DatabaseSync(stage.databasePath)
    database.prepare('vacuum into ?').run(backup)
    database.close()
    await send(request, '/invoice', { ...updated, PrivateNote: 'after the backup' })
    const later = await createInvoice(request)
    await stage.adapter.close()
    await copyFile(backup, `${backup}.copy`)
    await stage.restart({ store: sqliteStore({ path: `${backup}.copy` }) })
    const result = await books().writes.takeBack(id)
    expect(result.removed.map(({ entityId }) => entityId)).toEqual([kept.Id])
    expect(result.left).toMatchObject([{ entityId: updated.Id, why: 'changed_since' }])
    expect((await read(`/invoice/${later.Id}`)).status).toBe(200)
  })
})
