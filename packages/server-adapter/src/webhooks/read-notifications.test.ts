// Signatures and bodies of webhooks: what is good, what is not, and that nothing makes the reading throw.
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNotifications } from './read-notifications.ts'
import { isSignature, isSigned } from './verify-signature.ts'

const NOW = Date.UTC(2026, 10, 21, 12)
const read = (body: unknown) => readNotifications(Buffer.from(JSON.stringify(body)), NOW)
const cloud = (given: Record<string, unknown> = {}) => ({
  specversion: '1.0',
  id: 'e1',
  source: 'intuit',
  type: 'qbo.invoice.updated.v1',
  time: '2026-11-21T11:59:59Z',
  intuitentityid: '12',
  intuitaccountid: '123146',
  data: {},
  ...given,
})
const old = (entities: unknown, realmId: unknown = '123146') => ({
  eventNotifications: [{ realmId, dataChangeEvent: { entities } }],
})

describe('a body', () => {
  it.each<[string, unknown, number, number]>([
    ['nothing', [], 0, 0],
    ['one event', [cloud()], 1, 0],
    ['one event outside a list', cloud(), 1, 0],
    ['events without a company', [cloud(), cloud({ intuitaccountid: undefined }), null, 5], 1, 3],
    ['a company that is a number', [cloud({ intuitaccountid: 123146 })], 1, 0],
    ['a company that is a path', [cloud({ intuitaccountid: '../1' })], 0, 1],
    ['the old shape', old([{ name: 'Invoice', id: '1', operation: 'Update' }]), 1, 0],
    ['the old shape without entities', old(undefined), 0, 0],
    ['the old shape with nonsense', { eventNotifications: [null, {}, { dataChangeEvent: 1 }] }, 0, 3],
    ['an old event without a company', old([{ name: 'Invoice' }], null), 0, 1],
  ])('with %s is read', (_, body, events, unreadable) => {
    const found = read(body)
    expect([found?.events.length, found?.unreadable]).toEqual([events, unreadable])
  })

  it.each([{ data: { deletedid: '7' } }, { deletedid: '7' }, { deletedId: 7, data: {} }])(
    'names the record that a merge deleted: %j',
    (said) => {
      const [event] = read([cloud({ type: 'qbo.customer.merged.v1', ...said })])?.events ?? []
      expect(event?.entity).toMatchObject({ operation: 'Merge', deletedId: '7' })
    },
  )

  it.each([{}, 'text', 5, null, { eventNotifications: 'no' }])('that is %j is of neither shape', (body) => {
    expect(read(body)).toBeNull()
  })

  it('that is not UTF-8 is not read', () => {
    expect(readNotifications(Buffer.from([0x22, 0xff, 0x22]), NOW)).toBeNull()
  })

  it.each<[string, unknown, string, number | null]>([
    ['in UTC as it came', '2026-11-21T11:59:59.123456789Z', '2026-11-21T11:59:59.123456789Z', 877],
    ['of another zone in UTC', '2026-11-21T04:59:58-07:00', '2026-11-21T11:59:58.000Z', 2_000],
    ['that lies ahead without a delay', '2026-11-21T12:00:05Z', '2026-11-21T12:00:05Z', 0],
    ['that is none as its arrival', 'soon', '2026-11-21T12:00:00.000Z', null],
    ['that is missing as its arrival', undefined, '2026-11-21T12:00:00.000Z', null],
  ])('shows a time %s', (_, time, at, delayMs) => {
    const [event] = read([cloud({ time })])?.events ?? []
    expect([event?.entity.at, event?.delayMs]).toEqual([at, delayMs])
  })

  it('has one key for the same event, and another for any other', () => {
    const keys = (...events: unknown[]) => read(events)?.events.map(({ key }) => key) ?? []
    const [first, again, other, noId, noIdAgain, noIdOther] = keys(
      cloud(),
      cloud({ data: { retried: true } }),
      cloud({ id: 'e2' }),
      cloud({ id: undefined }),
      cloud({ id: undefined }),
      cloud({ id: undefined, intuitentityid: '13' }),
    )
    expect(again).toBe(first)
    expect(noIdAgain).toBe(noId)
    expect(new Set([first, other, noId, noIdOther]).size).toBe(4)
  })

  it('of any kind makes nothing throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), fc.uint8Array(), (text, bytes) => {
        readNotifications(Buffer.from(text), NOW)
        readNotifications(Buffer.from(bytes), NOW)
      }),
    )
    const anything = fc.record({
      eventNotifications: fc.array(
        fc.record({ realmId: fc.jsonValue(), dataChangeEvent: fc.record({ entities: fc.jsonValue() }) }),
      ),
    })
    fc.assert(fc.property(fc.oneof(anything, fc.array(fc.jsonValue())), (body) => read(body) !== null))
  })
})

describe('a signature', () => {
  const sign = (bytes: Uint8Array, token: string) =>
    createHmac('sha256', token).update(bytes).digest('base64')

  it('fits its own bytes and token, and nothing that differs by one bit', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1 }),
        fc.nat(),
        fc.string({ minLength: 1 }),
        (bytes, at, token) => {
          const signature = sign(bytes, token)
          const flipped = Buffer.from(bytes)
          const index = at % flipped.length
          flipped[index] = (flipped[index] ?? 0) ^ (1 << (at % 8))
          expect(isSignature(signature)).toBe(true)
          expect(isSigned(Buffer.from(bytes), signature, ['other', token])).toBe(true)
          expect(isSigned(flipped, signature, ['other', token])).toBe(false)
          expect(isSigned(Buffer.from(bytes), signature, ['other', `${token}x`])).toBe(false)
          expect(isSigned(Buffer.from(bytes), signature, [])).toBe(false)
        },
      ),
    )
  })

  it('has one form', () => {
    fc.assert(fc.property(fc.string(), (header) => !isSignature(header)))
    expect(isSignature(undefined)).toBe(false)
  })
})
