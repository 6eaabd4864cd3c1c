// The history of a connection that is refreshed every hour: an entry a day, which counts, and one for each refresh that says something.
import type { HistoryEntry } from '@mooring/contract'
import { describe, expect, it } from 'vitest'
import { checkEvidence } from '../../src/history/check-evidence.ts'
import { readEvidence } from '../../src/history/evidence-file.ts'
import { DAY, dayOf, HOUR } from '../../src/platform/clock.ts'
import { usePostgres } from '../instances/postgres-stage.ts'
import type { Stage } from '../stage.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
const DAYS = 4

const ground = usePostgres()

describe.each([
  ['a file', () => ground.openOnFile()],
  ['Postgres', () => ground.open()],
])('on %s', (_store, open) => {
  /** Connected, and at the beginning of a day (UTC). */
  async function connected() {
    const stage = await open()
    const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    await stage.adapter.runDueWork()
    const { clock } = stage.simulator.control
    // A day further, so that the token of the consent has ended however late the day is.
    clock.advance(2 * DAY - (clock.now() % DAY) + HOUR / 2)
    const books = stage.adapter.forTenant('harbor')
    const hours = async (count: number) => {
      for (let hour = 0; hour < count; hour++) {
        await books.tokens.get(id)
        clock.advance(HOUR + 1)
      }
    }
    return { stage, id, books, hours }
  }

  const rotations = async (stage: Stage, id: string) => {
    const path = `/connections/${id}/history?limit=200`
    const { body } = await stage.browser().get<{ entries: HistoryEntry[] }>(path)
    return body.entries.filter(({ type }) => type === 'token.rotated').toReversed()
  }
  const generations = (entries: readonly HistoryEntry[]) =>
    entries.map(({ data }) => Number((data as { generation: number }).generation))

  it('has one entry a day, and its generation counts the refreshes between', async () => {
    const { stage, id, books, hours } = await connected()
    await hours(DAYS * 24)
    const entries = await rotations(stage, id)
    expect(entries.map(({ at }) => dayOf(Date.parse(at)))).toEqual([
      ...new Set(entries.map(({ at }) => dayOf(Date.parse(at)))),
    ])
    expect(entries.length).toBeGreaterThanOrEqual(DAYS)
    expect(entries.length).toBeLessThanOrEqual(DAYS + 1)
    const [first = 0, second = 0, third = 0] = generations(entries)
    expect([second - first, third - second]).toEqual([24, 24])
    expect(await books.history.verify(id)).toMatchObject({ valid: true, brokenAt: null })
    let text = ''
    for await (const piece of books.history.export(id, 'evidence')) text += piece
    const exported = readEvidence(text)
    expect(checkEvidence(exported, { key: null, earlier: null })).toMatchObject({ valid: true })
  })

  it('has an entry of each refresh that a person asked for, or that ends a trouble', async () => {
    const { stage, id, books, hours } = await connected()
    await hours(2)
    expect(await rotations(stage, id)).toHaveLength(1)
    const { control } = stage.simulator
    control.fault({ route: 'token', kind: 'html-503', times: 1 })
    await expect(books.tokens.get(id)).rejects.toThrow()
    control.clock.advance(HOUR)
    await stage.adapter.runDueWork()
    expect(await rotations(stage, id)).toHaveLength(2)
    await hours(2)
    expect(await rotations(stage, id)).toHaveLength(2)
    await stage.adapter.operations.renew(id)
    expect(await rotations(stage, id)).toHaveLength(3)
  })

  it('has an entry of the first refresh after a consent, whatever came before it that day', async () => {
    const { stage, id, books, hours } = await connected()
    await hours(2)
    await stage.browser().goThrough(stage.simulator.control, HARBOR_TEA, { connectionId: id, mode: 'popup' })
    stage.simulator.control.clock.advance(HOUR + 1)
    await books.tokens.get(id)
    expect(await rotations(stage, id)).toHaveLength(2)
  })
})
