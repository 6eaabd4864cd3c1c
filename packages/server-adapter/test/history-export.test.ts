// The history as a file, from the host's server.
import { HISTORY_CSV_HEAD, type HistoryEntry } from '@mooring/contract'
import { historyEntrySchema } from '@mooring/contract/schemas'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from './stage.ts'

const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }

let stage: Stage
let id: string
beforeEach(async () => {
  stage = await openStage()
  id = (await stage.browser('harbor', '=HYPERLINK("x")').connect(stage.simulator.control, PERSON)).id
})
afterEach(async () => {
  await stage.close()
})

async function exported(form: 'csv' | 'json', tenantId = 'harbor'): Promise<string> {
  let text = ''
  for await (const piece of stage.adapter.forTenant(tenantId).history.export(id, form)) text += piece
  return text
}

describe('the history', () => {
  it('is exported as JSON, oldest first, the same entries that the route gives', async () => {
    const entries: HistoryEntry[] = JSON.parse(await exported('json'))
    expect(entries.length).toBeGreaterThan(1)
    for (const entry of entries) historyEntrySchema.parse(entry)
    const { body } = await stage.browser().get<{ entries: HistoryEntry[] }>(`/connections/${id}/history`)
    expect(entries).toEqual(body.entries.toReversed())
  })

  it('is exported as CSV that no spreadsheet takes for a formula (E05)', async () => {
    const csv = await exported('csv')
    expect(csv.startsWith(HISTORY_CSV_HEAD)).toBe(true)
    expect(csv).toContain(`"'=HYPERLINK(""X"")"`)
    expect(csv).not.toMatch(/(^|,|\n)"?[=+@]/)
    expect(csv.split('\r\n').length - 2).toBe(JSON.parse(await exported('json')).length)
  })

  it('is whole over many pages', async () => {
    for (let times = 0; times < 260; times++)
      await stage.adapter.forTenant('harbor').syncs.run(id, async () => {})
    const entries: HistoryEntry[] = JSON.parse(await exported('json'))
    const { entries: known } = await stage.adapter.forTenant('harbor').history.verify(id)
    expect([entries.length, new Set(entries.map((entry) => entry.id)).size]).toEqual([known, known])
    expect(known).toBeGreaterThan(500)
  })

  it('is no other tenant’s, and has two forms', async () => {
    await expect(exported('csv', 'other')).rejects.toMatchObject({ code: 'not_found' })
    await expect(exported('xml' as 'csv')).rejects.toMatchObject({ code: 'invalid_request' })
  })
})
