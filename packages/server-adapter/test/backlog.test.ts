// What waits of the host's own work, by its own count.
import { backlogReplySchema } from '@mooring/contract/schemas'
import { describe, expect, it } from 'vitest'
import type { QuickBooksAdapterOptions } from '../src/index.ts'
import { openStage } from './stage.ts'

async function askedWith(backlog?: QuickBooksAdapterOptions['backlog']) {
  const stage = await openStage(backlog ? { backlog } : {})
  const browser = stage.browser('harbor', 'ada')
  const { id } = await browser.connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })
  const { status, body } = await browser.get(`/connections/${id}/backlog`)
  const said = stage.log.filter(({ message }) => String(message).startsWith('backlog failed'))
  await stage.close()
  return { status, body: backlogReplySchema.parse(body), said, id }
}

describe('the backlog', () => {
  it('is the host’s count of this connection', async () => {
    const asked: string[] = []
    const { body, id } = await askedWith(async ({ id, tenantId }) => {
      asked.push(tenantId, id)
      return { count: 12, label: 'invoices' }
    })
    expect([body, asked]).toEqual([{ backlog: { count: 12, label: 'invoices' } }, ['harbor', id]])
  })

  it.each<[string, QuickBooksAdapterOptions['backlog']]>([
    ['the host does not count', undefined],
    ['nothing waits', () => null],
    ['none are counted', () => ({ count: 0, label: 'invoices' })],
  ])('is null where %s', async (_when, backlog) => {
    expect(await askedWith(backlog)).toMatchObject({ status: 200, body: { backlog: null }, said: [] })
  })

  it.each<[string, QuickBooksAdapterOptions['backlog']]>([
    ['throws', () => Promise.reject(new Error('a canary'))],
    ['takes too long', () => new Promise(() => {})],
    ['gives no count', () => ({ count: Number.NaN, label: 'invoices' })],
    ['gives no label', () => ({ count: 1 }) as never],
  ])('is null, and a line in the log, where the host’s count %s', async (_how, backlog) => {
    const { status, body, said } = await askedWith(backlog)
    expect([status, body, said.length]).toEqual([200, { backlog: null }, 1])
    expect(JSON.stringify(said)).not.toContain('a canary')
  })
})
