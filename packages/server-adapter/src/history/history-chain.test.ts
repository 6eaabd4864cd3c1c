// The hash chain: any change shows, and erasing personal data does not break it.
import { describe, expect, it } from 'vitest'
import type { HistoryRecord } from '../stores/records.ts'
import { isIntact, nextEntry } from './history-chain.ts'

function chain(): [HistoryRecord, HistoryRecord] {
  const subject = { tenantId: 'us', connectionId: 'con_1', at: 1 }
  const note = {
    type: 'connection.confirmed',
    actor: { userId: 'ada', displayName: 'Ada' },
    outcome: 'succeeded',
    data: { why: 'x' },
  } as const
  const first = nextEntry(null, { ...subject, id: 'his_1', salt: 'one' }, note)
  return [first, nextEntry(first, { ...subject, id: 'his_2', salt: 'two' }, note)]
}

describe('isIntact', () => {
  it('is intact for what was written', () => {
    const [first, second] = chain()
    expect([isIntact(first, null), isIntact(second, first)]).toEqual([true, true])
  })

  it.each([
    ['at', 2],
    ['type', 'connection.disconnected'],
    ['outcome', 'failed'],
    ['code', 'internal'],
    ['actor', { userId: 'eve', displayName: 'Eve' }],
    ['data', {}],
    ['entry', 3],
    ['previousHash', 'f'.repeat(64)],
    ['tenantId', 'them'],
  ])('fails where %s was changed', (field, value) => {
    const [first, second] = chain()
    expect(isIntact({ ...second, [field]: value } as HistoryRecord, first)).toBe(false)
  })

  it('fails where an entry is missing', () => {
    const [, second] = chain()
    expect(isIntact(second, null)).toBe(false)
  })

  it('fails after an entry that was changed and hashed anew', () => {
    const [{ id, tenantId, connectionId, at }, second] = chain()
    const forged = nextEntry(
      null,
      { id, salt: 'one', tenantId, connectionId, at },
      {
        type: 'connection.confirmed',
        actor: { userId: 'eve', displayName: 'Eve' },
        outcome: 'succeeded',
      },
    )
    expect([isIntact(forged, null), isIntact(second, forged)]).toEqual([true, false])
  })

  it('is intact after personal data was erased', () => {
    const [first, second] = chain()
    expect(isIntact({ ...second, salt: null, actor: null, data: {} }, first)).toBe(true)
  })
})
